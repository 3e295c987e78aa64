import { describe, expect, it } from "vitest";
import {
  breached,
  contactReminded,
  followStep,
  handedOn,
  nextDue,
  nudged,
  showsContacts,
  startedFollow,
  unresolved,
  withFollowDue,
} from "../../../routing/follow/follow-up.ts";
import { nextTry } from "../../../routing/follow/next-try.ts";
import { booked } from "../../../routing/lead/meeting.ts";
import { aFollowedLead, ana, monday } from "../../build/a-followed-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";

const policy = aPolicy();
const at = (time: string) => `2026-11-02T${time}:00.000Z`;
const handsOn = aPolicy({ follow: { breach: "hand-on" } });

describe("following a lead", () => {
  it("expects the first contact in the owner's working time, with reminders after parts of it", () => {
    expect(aFollowedLead().follow).toMatchObject({ contactBy: at("16:00"), remindAt: [at("15:30"), at("15:48")] });
    // Accepted at five to six in the evening: five minutes count that day, the others the next morning.
    const late = aFollowedLead(policy, { acceptedAt: at("23:55") });
    expect(startedFollow(late, ana, policy, at("23:55")).contactBy).toBe("2026-11-03T15:55:00.000Z");
  });

  it("counts in clock time for an owner without working hours", () => {
    expect(startedFollow(aFollowedLead(), { ...ana, shifts: [] }, policy, monday).contactBy).toBe(at("16:00"));
  });

  it("reminds, then tells of the breach, then asks at the policy's intervals, then ends", () => {
    let lead = aFollowedLead();
    expect(followStep(lead, policy, at("15:29"))).toEqual({ kind: "wait", until: at("15:30") });
    expect(followStep(lead, policy, at("15:30"))).toEqual({ kind: "remind" });
    lead = contactReminded(lead, policy, at("15:30"));
    expect(followStep(lead, policy, at("15:30"))).toEqual({ kind: "wait", until: at("15:48") });
    lead = contactReminded(lead, policy, at("15:48"));
    expect(followStep(lead, policy, at("16:00"))).toEqual({ kind: "breach" });
    lead = breached(lead, policy, at("16:00"));
    for (const week of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const then = new Date(Date.parse(at("16:00")) + week * 7 * 86_400_000).toISOString();
      expect(followStep(lead, policy, then)).toEqual({ kind: "nudge" });
      lead = nudged(lead, policy, then);
      expect(followStep(lead, policy, then).kind).toBe("wait");
    }
    const end = new Date(Date.parse(at("16:00")) + 9 * 7 * 86_400_000).toISOString();
    expect(followStep(lead, policy, end)).toEqual({ kind: "unresolved" });
    lead = unresolved(lead, policy, end);
    expect(followStep(lead, policy, end)).toEqual({ kind: "over" });
    expect(lead).toMatchObject({ status: "introduced", follow: { unresolvedAt: end } });
    expect(lead).not.toHaveProperty("dueAt");
    expect(lead.timeline.map(({ event }) => event)).toEqual([
      ...["contact-reminded", "contact-reminded", "contact-late"],
      ...Array.from({ length: 8 }, () => "nudged"),
      "unresolved",
    ]);
  });

  it("makes up for no reminder once the time is over", () => {
    expect(followStep(aFollowedLead(), policy, at("16:00"))).toEqual({ kind: "breach" });
    expect(contactReminded(aFollowedLead(), policy, at("15:50")).follow?.reminded).toBe(2);
  });

  it("asks nobody how it goes before they have met", () => {
    const lead = breached(aFollowedLead(), policy, at("16:00"));
    const meets = booked(lead, { repId: "ana", at: "2026-11-20T16:00:00.000Z", minutes: 30, by: "rep" }, monday);
    expect(nextDue(meets, policy)).toEqual({ kind: "nudge", at: "2026-11-27T16:00:00.000Z" });
  });

  it("is over with the lead, and says when the next thing must have been done", () => {
    expect(withFollowDue(aFollowedLead(), policy).dueAt).toBe(at("15:32"));
    for (const status of ["closed", "ready", "offered", "accepted"] as const) {
      expect(followStep(aFollowedLead(policy, { status }), policy, at("23:00"))).toEqual({ kind: "over" });
    }
  });
});

describe("a first contact that is late", () => {
  const late = aFollowedLead(handsOn);

  it("hands the lead on where the policy says so, as often as it says", () => {
    expect(followStep(late, handsOn, at("16:00"))).toEqual({ kind: "hand-on" });
    const before = {
      ...(late.offers[0] as (typeof late.offers)[number]),
      attempt: 2,
      repId: "rui",
      outcome: "handed-on" as const,
      late: true as const,
    };
    expect(followStep({ ...late, offers: [...late.offers, before] }, handsOn, at("16:00"))).toEqual({ kind: "breach" });
    const never = aPolicy({ follow: { breach: "hand-on", hand_on_at_most: 0 } });
    expect(followStep(late, never, at("16:00"))).toEqual({ kind: "breach" });
  });

  it("leaves it with an owner who has tried to reach the person, and with a manager", () => {
    const tried = { ...late, follow: { ...startedFollow(late, ana, handsOn, monday), tried: 1 } };
    expect(followStep(tried, handsOn, at("16:00"))).toEqual({ kind: "breach" });
    expect(followStep({ ...late, ownerId: "marta" }, handsOn, at("16:00"))).toEqual({ kind: "breach" });
  });

  it("frees what the owner held, and begins anew for the next, never the same", () => {
    const { lead, freed } = handedOn(
      booked(late, { repId: "ana", at: at("17:00"), minutes: 30, by: "lead" }, monday),
      at("16:00"),
    );
    expect(freed).toEqual([{ repId: "ana", points: 3, countedIn: ["2026-11-02"] }]);
    expect(lead).toMatchObject({
      status: "ready",
      ownedBefore: 1,
      dueAt: at("16:00"),
      offers: [{ outcome: "handed-on", late: true }],
    });
    for (const key of ["ownerId", "acceptedAt", "introducedAt", "follow", "meeting"])
      expect(lead).not.toHaveProperty(key);
  });
});

describe("the next try", () => {
  const lead = aFollowedLead(policy, {});
  const inTokyo = { ...lead, facts: { ...lead.facts, timeZone: "Asia/Tokyo" } };

  it("is the same day, then the next, then every second day, while its owner works", () => {
    expect(nextTry(lead, ana, 1, at("16:00"))).toBe(at("19:00"));
    expect(nextTry(lead, ana, 2, at("16:00"))).toBe("2026-11-03T16:00:00.000Z");
    expect(nextTry(lead, ana, 7, at("16:00"))).toBe("2026-11-04T16:00:00.000Z");
    expect(nextTry(lead, ana, 1, at("23:30"))).toBe("2026-11-03T15:00:00.000Z");
  });

  it("is in the working time of the lead as well; where both never work at once, there is none", () => {
    const inMadrid = { ...lead, facts: { ...lead.facts, timeZone: "Europe/Madrid" } };
    // Nine to eleven in Mexico is four to six in the afternoon in Madrid.
    expect(nextTry(inMadrid, ana, 1, at("16:00"))).toBe("2026-11-03T15:00:00.000Z");
    expect(nextTry(inTokyo, ana, 1, at("16:00"))).toBeUndefined();
    expect(nextTry(lead, { ...ana, shifts: [] }, 1, at("16:00"))).toBeUndefined();
  });
});

describe("how to reach the person", () => {
  it("is shown until the policy's time after closing", () => {
    const closed = { outcome: "won" as const, at: monday, by: "ana" };
    const lead = aFollowedLead(policy, { status: "closed", closed });
    expect(showsContacts(aFollowedLead(), policy, "2027-11-02T15:00:00.000Z")).toBe(true);
    expect(showsContacts(lead, policy, "2026-12-02T14:59:59.000Z")).toBe(true);
    expect(showsContacts(lead, policy, "2026-12-02T15:00:00.000Z")).toBe(false);
  });
});
