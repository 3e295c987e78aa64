import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lead } from "../../../routing/lead/lead.ts";
import { type Occasion, occasions } from "../../../routing/lead/told.ts";
import { notTold, tellsOf, toTell } from "../../../routing/offers/tell-person.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { runs } from "../../build/runs.ts";

const policy = aPolicy();
const now = "2026-11-02T15:00:20.000Z";
const later = (hours: number): string => new Date(Date.parse(now) + hours * 3_600_000).toISOString();
const told = (lead: Lead, at = now): Lead => tellsOf(lead, toTell(lead, policy, at), at);
const waiting = (lead: Lead): Lead => ({ ...lead, status: "waiting" });
const escalated = (lead: Lead): Lead => ({ ...lead, status: "escalated" });

describe("what a person is told", () => {
  it("is once that their request arrived, wherever it stands then", () => {
    expect(toTell(anOfferedLead(), policy, now)).toEqual(["received"]);
    expect(toTell(told(anOfferedLead()), policy, later(1))).toEqual([]);
    expect(toTell(aLead({ status: "waiting" }), policy, now)).toEqual(["received", "waiting"]);
    expect(toTell(told(aLead({ status: "waiting" })), policy, later(1))).toEqual([]);
  });

  it("is that it waits, is with the manager or changes hands, each once", () => {
    let lead = told(anOfferedLead());
    for (const [hours, moved, what] of [
      [24, waiting, ["waiting"]],
      [48, escalated, ["escalated"]],
      [72, (one: Lead): Lead => ({ ...one, status: "offered", ownedBefore: 1 }), ["handed-on"]],
    ] as const) {
      lead = moved(lead);
      expect(toTell(lead, policy, later(hours))).toEqual(what);
      lead = told(lead, later(hours));
      expect(toTell(lead, policy, later(hours + 30))).toEqual([]);
    }
  });

  it("is all of one moment in one mail, about the weightiest", () => {
    const lead = waiting({ ...told(anOfferedLead()), ownedBefore: 1 });
    expect(toTell(lead, policy, later(24))).toEqual(["handed-on", "waiting"]);
  });

  it("is at most as much in a day as the policy says, and what is still so the day after", () => {
    const once = aPolicy({ acknowledge: { per_day: 1 } });
    const lead = escalated(told(anOfferedLead()));
    expect(toTell(lead, once, later(23))).toEqual([]);
    expect(toTell(lead, once, later(24))).toEqual(["escalated"]);
  });

  it("is nothing of what the policy leaves out", () => {
    expect(toTell(anOfferedLead(), aPolicy({ acknowledge: { tell: [] } }), now)).toEqual([]);
    const quiet = aPolicy({ acknowledge: { tell: ["escalated"] } });
    expect(toTell(waiting(anOfferedLead()), quiet, now)).toEqual([]);
    expect(toTell(escalated(anOfferedLead()), quiet, now)).toEqual(["escalated"]);
  });

  it("is nothing to a mailbox that takes no mails, or once it is over", () => {
    const unreachable = { at: now, why: "bounced" as const };
    expect(toTell(anOfferedLead({ unreachable }), policy, now)).toEqual([]);
    for (const status of ["closed", "rejected", "nurtured"] as const) {
      expect(toTell(aLead({ status }), policy, now)).toEqual([]);
    }
  });

  it("is that what was sent again arrived, once a day, since anybody can send it", () => {
    const lead = { ...told(anOfferedLead()), submissions: 2 };
    expect(toTell(lead, policy, later(23))).toEqual([]);
    expect(toTell(lead, policy, later(24))).toEqual(["added"]);
    const again = told(lead, later(24));
    expect(toTell(again, policy, later(72))).toEqual([]);
    expect(toTell({ ...again, submissions: 3 }, policy, later(47))).toEqual([]);
    expect(toTell({ ...again, submissions: 3 }, policy, later(48))).toEqual(["added"]);
  });

  it("is told by a later step where the mail was refused", () => {
    const lead = told(aLead({ status: "waiting" }));
    expect(toTell(notTold(lead, "received"), policy, now)).toEqual(["received", "waiting"]);
    const both = told(escalated(lead), later(24));
    expect(toTell(notTold(both, "escalated"), policy, later(24))).toEqual(["escalated"]);
    expect(notTold(both, "escalated").told?.at).toEqual(lead.told?.at);
  });

  it("is never more than the day allows, and nothing twice, whatever becomes of the lead", () => {
    const moves = fc.array(
      fc.record({
        hours: fc.integer({ min: 1, max: 30 }),
        status: fc.constantFrom("offered", "waiting", "escalated", "ready" as const),
        ownedBefore: fc.option(fc.constant(1), { nil: undefined }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 3 }), (steps, per_day) => {
        const limited = aPolicy({ acknowledge: { per_day } });
        let lead: Lead = anOfferedLead();
        let hours = 0;
        const mails: { at: number; due: Occasion[] }[] = [];
        for (const step of steps) {
          hours += step.hours;
          lead = { ...lead, status: step.status, ...(step.ownedBefore && { ownedBefore: 1 }) };
          const due = toTell(lead, limited, later(hours));
          lead = tellsOf(lead, due, later(hours));
          if (due.length > 0) mails.push({ at: hours, due });
        }
        const all = mails.flatMap(({ due }) => due);
        expect(new Set(all).size).toBe(all.length);
        for (const { at } of mails) {
          expect(mails.filter((mail) => mail.at <= at && mail.at > at - 24).length).toBeLessThanOrEqual(per_day);
        }
        expect(all.every((one) => occasions.includes(one))).toBe(true);
      }),
      runs(300),
    );
  });
});
