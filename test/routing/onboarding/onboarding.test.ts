import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueNow, nextLook } from "../../../routing/onboarding/due.ts";
import {
  assigned,
  begun,
  ended,
  handedOver,
  type Onboarding,
  onboardingEnds,
  reached,
  remindedOf,
  told,
  welcomed,
  withPageLink,
} from "../../../routing/onboarding/onboarding.ts";
import { onboardingState, withOnboardingDue } from "../../../routing/onboarding/onboarding-state.ts";
import type { Plan } from "../../../routing/onboarding/plan.ts";
import { aCustomer, aPlanningPolicy, day, wonAt } from "../../build/a-customer.ts";

const policy = aPlanningPolicy();
const plan = policy.onboarding as Plan;
const done = (customer: Onboarding, step: number, at = wonAt): Onboarding =>
  told(reached(customer, step, "carla", at) ?? customer, step);

describe("onboarding a customer", () => {
  it("is due at once, and asks for somebody who has them", () => {
    const customer = begun("lead-1", wonAt);
    expect(customer).toMatchObject({ status: "choosing", dueAt: wonAt, steps: [] });
    expect(onboardingState(customer, wonAt)).toEqual({ kind: "choose" });
  });

  it("plans the call and the milestones from when somebody has them", () => {
    const customer = assigned(begun("lead-1", wonAt), { repId: "carla" }, plan, 7, day(1));
    expect(customer).toMatchObject({ status: "welcoming", managerId: "carla", policyVersion: 7, assignments: 1 });
    expect(customer.steps.map(({ dueAt }) => dueAt)).toEqual([day(4), day(15), day(43)]);
    expect(onboardingState(customer, day(1))).toEqual({ kind: "welcome" });
  });

  it("reminds of each step when it is due, two days and a week later, and no more", () => {
    let customer = aCustomer();
    expect(nextLook(customer, wonAt)).toBe(day(3));
    for (const days of [3, 5, 10]) {
      const before = new Date(Date.parse(day(days)) - 1).toISOString();
      expect(dueNow(customer, before).remind).toEqual([]);
      expect(dueNow(customer, day(days)).remind).toEqual([0]);
      customer = remindedOf(customer, 0, day(days));
    }
    expect(nextLook(customer, day(10))).toBe(day(14));
    expect(dueNow(customer, day(13)).remind).toEqual([]);
  });

  it("tells of a step that was reached, whenever that was, and reminds of it no more", () => {
    const customer = reached(aCustomer(), 1, "carla", day(1)) as Onboarding;
    expect(nextLook(customer, day(1))).toBe(day(1));
    expect(dueNow(customer, day(20))).toMatchObject({ tell: [1], remind: [0] });
    expect(dueNow(told(customer, 1), day(20)).tell).toEqual([]);
  });

  it("counts a step once, whoever logs it again", () => {
    const customer = reached(aCustomer(), 0, "carla", day(1)) as Onboarding;
    expect(reached(customer, 0, "marta", day(2))).toBeUndefined();
    expect(reached(customer, 9, "carla", day(2))).toBeUndefined();
    expect(customer.timeline.at(-1)).toEqual({ at: day(1), event: "reached", repId: "carla", detail: "0" });
  });

  it("ends once all steps are done, or a month after the last was due", () => {
    const all = [0, 1, 2].reduce((customer, step) => done(customer, step), aCustomer());
    expect(dueNow(all, day(1)).end).toBe("completed");
    expect(dueNow(aCustomer(), day(71)).end).toBeUndefined();
    expect(dueNow(done(aCustomer(), 2), day(72)).end).toBe("unfinished");
    const over = ended(all, "completed", day(1));
    expect(over).toMatchObject({ status: "ended", ended: { how: "completed" } });
    expect(Object.keys(over ?? {})).not.toEqual(expect.arrayContaining(["dueAt", "taskToken", "held"]));
  });

  it("keeps what was done, and its times, when somebody else gets the customer", () => {
    const before = withPageLink(done(aCustomer({ taskToken: "t" }), 0), "hash");
    const handed = handedOver(before, "marta", day(2));
    expect(handed).toMatchObject({ status: "choosing", before: ["carla"], linkHashes: [] });
    expect(handed).not.toHaveProperty("managerId");
    expect(handed).not.toHaveProperty("held");
    const after = assigned(handed, { repId: "beto" }, plan, 9, day(2));
    expect(after).toMatchObject({ managerId: "beto", assignments: 2, policyVersion: 1, steps: before.steps });
    expect(welcomed(after, day(2))).toMatchObject({ status: "running" });
  });

  it("begins anew when the lead is won again, and never reuses the number of an assignment", () => {
    const first = ended(aCustomer(), "reopened", day(1)) as Onboarding;
    const again = assigned(begun("lead-1", day(2), { ...first, rev: 9 }), { repId: "beto" }, plan, 1, day(2));
    expect(again).toMatchObject({ rev: 9, assignments: 2, before: [], managerId: "beto" });
    expect(again.steps.every(({ doneAt }) => doneAt === undefined)).toBe(true);
  });

  it("does nothing after the end, and always has something due before it, whatever is done in whatever order", () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constant("reach" as const), step: fc.nat(3) }),
      fc.record({ kind: fc.constantFrom("tend" as const, "hand" as const, "assign" as const, "welcome" as const) }),
      fc.record({ kind: fc.constant("end" as const), how: fc.constantFrom(...onboardingEnds) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.nat(20)), { maxLength: 30 }), (acts) => {
        let customer = aCustomer();
        let days = 0;
        for (const [what, later] of acts) {
          days += later;
          const now = day(days);
          const before = customer;
          if (what.kind === "reach") customer = reached(customer, what.step, "carla", now) ?? customer;
          if (what.kind === "hand" && customer.status !== "ended") customer = handedOver(customer, "marta", now);
          if (what.kind === "assign" && customer.status === "choosing")
            customer = assigned(customer, { repId: "beto" }, plan, 1, now);
          if (what.kind === "welcome") customer = welcomed(customer, now) ?? customer;
          if (what.kind === "end") customer = ended(customer, what.how, now) ?? customer;
          if (what.kind === "tend") {
            const { tell, remind, end } = dueNow(customer, now);
            for (const step of tell) customer = told(customer, step);
            for (const step of remind) customer = remindedOf(customer, step, now);
            if (end) customer = ended(customer, end, now) ?? customer;
            // Once tended, what is due next is later.
            if (customer.status === "running") expect(nextLook(customer, now) > now).toBe(true);
          }
          customer = withOnboardingDue(customer, now);
          if (before.status === "ended") expect(customer).toEqual(before);
          expect(customer.dueAt === undefined).toBe(customer.status === "ended");
          expect(customer.steps.every(({ reminded }) => reminded <= 3)).toBe(true);
        }
      }),
    );
  });
});
