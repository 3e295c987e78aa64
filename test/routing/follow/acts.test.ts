import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Act, type Acted, actOn } from "../../../routing/follow/acts.ts";
import { followStep, handedOn } from "../../../routing/follow/follow-up.ts";
import { contactWays } from "../../../routing/lead/follow.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { Lead as LeadSchema } from "../../../routing/lead/lead.ts";
import { declineReasons } from "../../../routing/offers/decline-reasons.ts";
import { aFollowedLead, ana, monday } from "../../build/a-followed-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const policy = aPolicy();
const now = "2026-11-02T15:20:00.000Z";
const by = (lead: Lead, act: Act, at = now, owner = ana): Acted =>
  actOn(lead, act, { owner, by: owner.id, policy, now: at });
/** The lead after an act that is done. */
function done(lead: Lead, act: Act, at = now): Lead {
  const acted = by(lead, act, at);
  if (acted.result !== "done") throw new Error(acted.result);
  return acted.lead;
}

describe("what an owner says of a lead", () => {
  it("ends the wait for the first contact, once, and counts as news of them", () => {
    const lead = done(aFollowedLead(), { kind: "contacted", how: "whatsapp" });
    expect(lead).toMatchObject({ status: "contacted", follow: { contactedAt: now, how: "whatsapp" } });
    expect(followStep(lead, policy, now)).toEqual({ kind: "wait", until: "2026-11-09T15:20:00.000Z" });
    expect(lead.timeline.at(-1)).toEqual({ at: now, event: "contacted", repId: "ana", detail: "whatsapp" });
    expect(by(lead, { kind: "contacted", how: "phone" })).toEqual({ result: "before" });
  });

  it("is a first contact at the time that is said later", () => {
    const at = "2026-11-02T15:12:00.000Z";
    const lead = done(aFollowedLead(), { kind: "contacted", how: "phone", at });
    expect(lead).toMatchObject({ follow: { contactedAt: at, quietSince: now }, firstContact: { at, repId: "ana" } });
    expect(lead.timeline.at(-1)).toMatchObject({ at: now, event: "contacted" });
  });

  it("counts tries, each page once, and proposes the next, while the first contact stays due", () => {
    const once = done(aFollowedLead(), { kind: "no-answer", page: "p1" });
    expect(once).toMatchObject({ status: "introduced", follow: { tried: 1, nextTryAt: "2026-11-02T18:20:00.000Z" } });
    expect(by(once, { kind: "no-answer", page: "p1" })).toEqual({ result: "before" });
    const twice = done(once, { kind: "no-answer", page: "p2" });
    expect(twice.follow).toMatchObject({ tried: 2, tries: [{ page: "p1" }, { page: "p2" }] });
    expect(followStep(twice, policy, "2026-11-02T16:00:00.000Z")).toEqual({ kind: "breach" });
  });

  it("keeps the latest tries only, and counts all", () => {
    let lead = aFollowedLead();
    for (let n = 0; n < 40; n++) lead = done(lead, { kind: "no-answer", page: `p${n}` });
    expect(lead.follow).toMatchObject({ tried: 40 });
    expect(lead.follow?.tries.map(({ page }) => page)).toEqual(Array.from({ length: 20 }, (_, n) => `p${n + 20}`));
  });

  it("is a first contact where they agreed to meet; another time moves the meeting", () => {
    const at = "2026-11-05T16:00:00.000Z";
    const lead = done(aFollowedLead(), { kind: "meeting", at });
    expect(lead).toMatchObject({ status: "contacted", meeting: { at }, follow: { how: "meeting" } });
    expect(by(lead, { kind: "meeting", at })).toEqual({ result: "before" });
    expect(done(lead, { kind: "meeting", at: "2026-11-06T16:00:00.000Z" }).meeting?.at).toBe(
      "2026-11-06T16:00:00.000Z",
    );
  });

  it("is worth a value, or lost for a reason; who was won was reached", () => {
    const won = done(aFollowedLead(), { kind: "won", value: 12_000 });
    expect(won).toMatchObject({ status: "closed", closed: { outcome: "won", value: 12_000, by: "ana" } });
    expect(won.follow?.contactedAt).toBe(now);
    const lost = done(aFollowedLead(), { kind: "lost", reason: "price", note: "Too dear" });
    const counted = { repId: "ana", kind: "high-touch", minutes: 20 };
    expect(lost.closed).toEqual({ outcome: "lost", reason: "price", note: "Too dear", at: now, by: "ana", counted });
    expect(lost.follow?.contactedAt).toBeUndefined();
  });

  it("credits every offer of an invalid lead", () => {
    expect(by(aFollowedLead(), { kind: "invalid" })).toMatchObject({
      result: "done",
      credited: [1],
      freed: [{ repId: "ana" }],
    });
  });

  it("gives the lead back within the policy's limits, also after a first contact", () => {
    const act: Act = { kind: "give-back", reason: "wrong-fit" };
    const contacted = done(aFollowedLead(), { kind: "contacted", how: "phone" });
    const given = by(contacted, act);
    expect(given).toMatchObject({
      result: "done",
      lead: { status: "ready", ownedBefore: 1 },
      freed: [{ repId: "ana" }],
    });
    if (given.result === "done") expect(by(given.lead, act)).toEqual({ result: "before" });
    expect(by(contacted, act, "2026-11-04T15:00:00.000Z")).toEqual({ result: "too-late" });
    const often = aRep({ gaveBack: { week: "2026-W45", count: 2 } });
    const refused = by(contacted, act, now, often);
    expect(refused).toMatchObject({
      result: "too-many",
      lead: { follow: { wish: { reason: "wrong-fit" } } },
      freed: [],
    });
    // What the manager is to hear is due at once, and is written once.
    if (refused.lead) expect(followStep(refused.lead, policy, now)).toEqual({ kind: "wish" });
    if (refused.lead) expect(by(refused.lead, act, now, often)).toEqual({ result: "too-many" });
  });

  it("changes nothing for who has the lead no more, or is being told of it", () => {
    const { lead } = handedOn(aFollowedLead(), now);
    expect(by(lead, { kind: "contacted", how: "phone" })).toEqual({ result: "not-theirs" });
    expect(by({ ...lead, status: "introduced", ownerId: "rui" }, { kind: "won" })).toEqual({ result: "not-theirs" });
    expect(by(aFollowedLead(policy, { status: "accepted" }), { kind: "won" })).toEqual({ result: "being-told" });
  });

  it("says what is so of a lead that is closed", () => {
    const won = done(aFollowedLead(), { kind: "won" });
    expect(by(won, { kind: "won", value: 5 })).toEqual({ result: "before" });
    expect(by(won, { kind: "lost", reason: "price" })).toEqual({ result: "over" });
    expect(by(won, { kind: "contacted", how: "phone" })).toEqual({ result: "over" });
  });

  it("names who said it, where that is not the owner", () => {
    const acted = actOn(aFollowedLead(), { kind: "contacted", how: "phone" }, { owner: ana, by: "marta", policy, now });
    expect(acted).toMatchObject({ lead: { timeline: [{ event: "contacted", repId: "ana", by: "marta" }] } });
  });

  it("begins to be followed again when something is logged after asking had ended", () => {
    const given = aFollowedLead();
    const ended = {
      ...given,
      follow: { ...(given.follow as NonNullable<Lead["follow"]>), nudged: 8, unresolvedAt: monday },
    };
    const lead = done(ended, { kind: "no-answer" });
    expect(lead.follow).toMatchObject({ nudged: 0 });
    expect(lead.dueAt).toBeDefined();
  });
});

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant("contacted" as const), how: fc.constantFrom(...contactWays) }),
  fc.record({ kind: fc.constant("no-answer" as const), page: fc.constantFrom("a", "b", "c") }),
  fc.record({
    kind: fc.constant("meeting" as const),
    at: fc.constantFrom("2026-11-05T16:00:00.000Z", "2026-11-06T16:00:00.000Z"),
  }),
  fc.record({ kind: fc.constant("won" as const), value: fc.option(fc.nat(), { nil: undefined }) }),
  fc.record({ kind: fc.constant("lost" as const), reason: fc.constant("price") }),
  fc.record({ kind: fc.constant("invalid" as const) }),
  fc.record({ kind: fc.constant("give-back" as const), reason: fc.constantFrom(...declineReasons) }),
);
const minutes = fc.integer({ min: 0, max: 60 * 24 * 10 });

describe("whatever an owner says, in any order, twice and late", () => {
  it("has one outcome, frees what they held once, and counts each thing once", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(act, minutes, fc.boolean()), { maxLength: 12 }), (said) => {
        let lead = aFollowedLead();
        let places = 1;
        let ended = 0;
        for (const [one, minute, twice] of said.toSorted((a, b) => a[1] - b[1])) {
          const at = new Date(Date.parse(monday) + minute * 60_000).toISOString();
          for (let times = twice ? 2 : 1; times > 0; times--) {
            const acted = by(lead, one, at);
            if (acted.result !== "done") continue;
            expect(["introduced", "contacted"]).toContain(lead.status);
            expect(times === 1 && twice ? one.kind : "").not.toBe("won");
            lead = LeadSchema.parse(acted.lead);
            places -= acted.freed.length;
            if (lead.ownerId === undefined || lead.closed) ended += 1;
          }
        }
        const isTheirs = lead.ownerId === "ana" && !lead.closed;
        expect(places).toBe(isTheirs ? 1 : 0);
        expect(ended).toBe(isTheirs ? 0 : 1);
        expect(lead.timeline.filter(({ event }) => event === "contacted").length).toBeLessThanOrEqual(1);
        expect(lead.timeline.filter(({ event }) => event === "no-answer").length).toBeLessThanOrEqual(3);
        expect(lead.status === "contacted").toBe(isTheirs && lead.follow?.contactedAt !== undefined);
        if (isTheirs)
          expect(lead.follow?.tried).toBe(lead.timeline.filter(({ event }) => event === "no-answer").length);
        expect(lead.dueAt === undefined).toBe(lead.status === "closed" || lead.timeline.length === 0);
      }),
    );
  });
});
