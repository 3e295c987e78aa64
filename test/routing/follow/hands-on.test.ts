import { describe, expect, it } from "vitest";
import { type HandsOn, handle } from "../../../routing/follow/hands-on.ts";
import { attemptsUsed, type Lead, leadStatuses, type Offer } from "../../../routing/lead/lead.ts";
import { isFinal } from "../../../routing/lead/lifecycle.ts";
import { isMeetingNews } from "../../../routing/lead/meeting.ts";
import { aFollowedLead, monday } from "../../build/a-followed-lead.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const now = "2026-11-02T17:00:00.000Z";
const beto = aRep({ id: "beto" });
const marta = aRep({ id: "marta", role: "manager", pools: {} });
const [asked] = anOfferedLead().offers as [Offer];
const toBeto = (n = 2): Offer => ({ ...asked, attempt: n, repId: "beto", points: 2, countedIn: ["2026-11-02"] });
const act = (lead: Lead, what: HandsOn) => handle(lead, what, { by: "marta", now, policy: {} });
const assign = (lead: Lead, to = beto, kind: "assign" | "transfer" = "assign") =>
  act(lead, { kind, to, offer: toBeto(lead.offers.length + 1) });

/** The lead and what goes with it; fails where nothing was done. */
function done(handed: ReturnType<typeof handle>) {
  if (handed.result !== "done") throw new Error(`expected it done, found ${handed.result}`);
  return handed;
}

const charged = { ledger: "latam-smb", entry: 7 };
const offered = anOfferedLead({
  offers: [{ ...asked, charged, points: 3, countedIn: ["2026-11-02"] }],
  taskToken: "t",
});
const owned = aFollowedLead();
const ownedAndCharged = { ...owned, offers: owned.offers.map((offer) => ({ ...offer, charged })) };
const escalation = {
  managerId: "marta",
  cause: "fault" as const,
  at: monday,
  remindAt: [],
  reminded: 0,
  linkHashes: [],
};
const escalated = aLead({ status: "escalated", escalation, offers: [{ ...asked, outcome: "lapsed" }] });
const round = [asked, { ...asked, attempt: 2, repId: "caro" }].map((offer) => ({ ...offer, round: 1 }));

describe("a lead that is assigned by hand", () => {
  it.each([
    ["ready", aLead({ status: "ready" })],
    ["waiting", aLead({ status: "waiting", waitingSince: monday, waitKey: "so", wokenAt: monday })],
    ["escalated", escalated],
    ["offered", offered],
  ])("goes to the rep from %s, as if they had accepted it", (_, lead) => {
    const handed = done(assign(lead));
    expect(handed.lead).toMatchObject({ status: "accepted", ownerId: "beto", acceptedAt: now, dueAt: now });
    expect(handed.lead.offers.at(-1)).toMatchObject({ repId: "beto", outcome: "accepted", byHand: "marta", points: 2 });
    expect(handed.lead.timeline.at(-1)).toMatchObject({ event: "assigned", repId: "beto", by: "marta" });
    expect(handed.taken).toMatchObject({ offer: { repId: "beto" }, charged: true });
    for (const gone of ["waitingSince", "waitKey", "wokenAt"]) expect(handed.lead).not.toHaveProperty(gone);
  });

  it("ends the open offer of who was asked, who holds it no more and gets back what it cost", () => {
    const { lead, freed, credited } = done(assign(offered));
    expect(lead.offers[0]).toMatchObject({ outcome: "taken", answeredAt: now });
    expect(lead.offers[0]).not.toHaveProperty("countedIn");
    expect(freed).toEqual([{ repId: "ana", points: 3, countedIn: ["2026-11-02"] }]);
    expect(credited).toEqual([1]);
  });

  it("ends the offers of a round, of which nobody holds a place", () => {
    const { lead, freed, credited } = done(assign(anOfferedLead({ offers: round })));
    expect(lead.offers.map(({ outcome }) => outcome)).toEqual(["taken", "taken", "accepted"]);
    expect([freed, credited]).toEqual([[], []]);
  });

  it("is accepted for who was asked alone, who holds its place already", () => {
    const { lead, freed, credited, taken } = done(assign(offered, aRep()));
    expect(lead).toMatchObject({ status: "accepted", ownerId: "ana", offers: [{ outcome: "accepted", charged }] });
    expect(lead.timeline.at(-1)).toMatchObject({ event: "accepted", by: "marta" });
    expect([freed, credited, taken]).toEqual([[], [], undefined]);
  });

  it("is a manager's who takes it, who holds no place", () => {
    const handed = done(assign(offered, marta));
    expect(handed.lead).toMatchObject({ status: "accepted", ownerId: "marta", escalation: { cause: "by-hand" } });
    expect(handed.taken).toBeUndefined();
    const own = done(assign(escalated, marta));
    expect(own.lead).toMatchObject({ ownerId: "marta", escalation: { cause: "fault", answeredAt: now } });
  });

  it.each([
    ["to who has it already", owned, aRep(), "before"],
    ["that somebody owns", owned, beto, "owned"],
    ["whose owner is being told", { ...owned, status: "accepted" as const }, beto, "being-told"],
    ["that is not decided yet", aLead(), beto, "too-early"],
    ["that is over", { ...owned, status: "closed" as const, ownerId: "caro" }, beto, "over"],
    ["to who has left", offered, { ...beto, active: false }, "inactive"],
    ["to who is paused", offered, { ...beto, paused: { since: monday, because: "asked" as const } }, "paused"],
    ["to who has no place", offered, { ...beto, openLeads: beto.capacity }, "full"],
    ["to who has no effort left", offered, { ...beto, effort: 4, openEffort: 3 }, "full"],
    ["to who had today's new leads", offered, { ...beto, perDay: 2, given: { "2026-11-02": 2 } }, "full"],
  ])("is refused %s", (_, lead, to, result) => {
    expect(assign(lead, to)).toEqual({ result });
  });
});

describe("a lead that is transferred", () => {
  it("leaves its owner, who gets back the place and what it cost, and begins anew with the next", () => {
    const { lead, freed, credited } = done(assign(ownedAndCharged, beto, "transfer"));
    expect(lead).toMatchObject({ status: "accepted", ownerId: "beto", ownedBefore: 1, acceptedAt: now });
    expect(lead.offers.map(({ outcome }) => outcome)).toEqual(["handed-on", "accepted"]);
    for (const gone of ["follow", "introducedAt", "meeting"]) expect(lead).not.toHaveProperty(gone);
    expect(freed).toEqual([{ repId: "ana", points: 3, countedIn: ["2026-11-02"] }]);
    expect(credited).toEqual([1]);
  });

  it("frees the place of an owner who had claimed it among several", () => {
    const claimed = { ...ownedAndCharged, offers: ownedAndCharged.offers.map((offer) => ({ ...offer, round: 1 })) };
    const { freed } = done(assign(claimed, beto, "transfer"));
    expect(freed).toEqual([{ repId: "ana", points: 3, countedIn: ["2026-11-02"] }]);
  });

  it("leaves a manager, who held no place", () => {
    const { freed, credited } = done(assign({ ...owned, ownerId: "marta", offers: [] }, beto, "transfer"));
    expect([freed, credited]).toEqual([[], []]);
  });

  it("is refused while nobody owns it", () => {
    expect(assign(offered, beto, "transfer")).toEqual({ result: "not-owned" });
  });
});

describe("a lead that is handed on by the rules", () => {
  const handOn = (lead: Lead, from = "ana") => act(lead, { kind: "hand-on", from });

  it.each(["introduced", "contacted"] as const)(
    "leaves the owner of one that is %s, and its attempts begin anew",
    (status) => {
      const { lead, freed } = done(handOn({ ...ownedAndCharged, status }));
      expect(lead).toMatchObject({ status: "ready", ownedBefore: 1, dueAt: now });
      expect(lead.timeline.at(-1)).toMatchObject({ event: "handed-on", repId: "ana", by: "marta" });
      expect(attemptsUsed(lead)).toBe(0);
      expect(freed).toHaveLength(1);
    },
  );

  it("leaves who was asked, and gives back what it cost", () => {
    const { lead, freed, credited } = done(handOn(offered));
    expect(lead).toMatchObject({ status: "ready", dueAt: now, offers: [{ outcome: "taken" }] });
    expect([freed.length, credited]).toEqual([1, [1]]);
  });

  it("stays before the others of a round", () => {
    const { lead, freed } = done(handOn(anOfferedLead({ offers: round })));
    expect(lead).toMatchObject({ status: "offered", offers: [{ outcome: "taken" }, { repId: "caro" }] });
    expect(freed).toEqual([]);
  });

  it("goes from a manager to another, or from a manager's own to the next rep", () => {
    const to = { ...escalation, managerId: "rita", before: 1 };
    const { lead } = done(act(escalated, { kind: "hand-on", from: "marta", escalation: to }));
    expect(lead).toMatchObject({ status: "escalated", escalation: to });
    expect(act(escalated, { kind: "hand-on", from: "marta" })).toEqual({ result: "no-manager" });
    const own = { ...owned, ownerId: "marta", offers: [{ ...asked, outcome: "lapsed" as const }] };
    expect(done(handOn(own, "marta")).lead).toMatchObject({ status: "ready", pastOffers: 1 });
  });

  it("is not taken from who does not have it, nor twice", () => {
    expect(handOn(owned, "beto")).toEqual({ result: "not-theirs" });
    expect(handOn(done(handOn(owned)).lead)).toEqual({ result: "not-theirs" });
    expect(handOn({ ...owned, status: "accepted" })).toEqual({ result: "being-told" });
  });
});

describe("a lead that is rejected", () => {
  it.each(leadStatuses.filter((status) => !isFinal(status)))(
    "is over from %s, with the reason and who said so",
    (status) => {
      const lead = { ...(status === "offered" ? offered : { ...ownedAndCharged, ownerId: undefined }), status } as Lead;
      const rejected = done(act(lead, { kind: "reject", reason: "advertising", note: "sells ads" }));
      expect(rejected.lead).toMatchObject({
        status: "closed",
        closed: { outcome: "invalid", reason: "advertising", note: "sells ads", by: "marta" },
      });
      expect(rejected.lead).not.toHaveProperty("dueAt");
      expect(rejected.lead).not.toHaveProperty("taskToken");
    },
  );

  it("credits whom it cost a turn, once", () => {
    const rejected = done(act(ownedAndCharged, { kind: "reject", reason: "duplicate" }));
    expect(rejected.credited).toEqual([1]);
    expect(act(rejected.lead, { kind: "reject", reason: "duplicate" })).toEqual({ result: "before" });
    expect(act({ ...owned, status: "nurtured" }, { kind: "reject", reason: "other" })).toEqual({ result: "over" });
  });
});

describe("a lead that is reopened", () => {
  const closed = done(act(ownedAndCharged, { kind: "reject", reason: "other" })).lead;
  const reopen = (lead: Lead, owner?: typeof beto) => act(lead, { kind: "reopen", owner });

  it("is with whom it had again, who is told anew, and takes a place without a turn", () => {
    const { lead, taken, credited } = done(reopen(closed, aRep()));
    expect(lead).toMatchObject({ status: "accepted", ownerId: "ana", acceptedAt: now, ownedBefore: 1, dueAt: now });
    expect(lead.timeline.at(-1)).toMatchObject({ event: "reopened", detail: "invalid", by: "marta" });
    expect(lead).not.toHaveProperty("closed");
    expect([taken, credited]).toEqual([{ offer: expect.objectContaining({ repId: "ana" }), charged: false }, []]);
  });

  it.each([
    ["has left", aRep({ active: false })],
    ["has no place left", aRep({ openLeads: 10, capacity: 10 })],
    ["is not known", undefined],
  ])("goes to whoever is next where who had it %s", (_, owner) => {
    const { lead, taken } = done(reopen(closed, owner));
    expect(lead).toMatchObject({ status: "ready", dueAt: now, pastOffers: 1, offers: [{ outcome: "handed-on" }] });
    expect(lead.ownerId).toBeUndefined();
    expect(taken).toBeUndefined();
  });

  it("is with who had it although they had today's new leads: it was one of them when it came", () => {
    const owner = aRep({ perDay: 1, given: { "2026-11-02": 1 } });
    expect(done(reopen(closed, owner)).lead.ownerId).toBe("ana");
  });

  it("keeps a meeting whose end nobody was told of, until both know that it is cancelled", () => {
    const meeting = { repId: "ana", at: now, minutes: 30, bookedAt: now, by: "lead" as const, change: 1, told: 1 };
    expect(done(reopen({ ...closed, meeting }, aRep())).lead).toMatchObject({ formerMeetings: [meeting] });
    expect(isMeetingNews(done(reopen({ ...closed, meeting }, aRep())).lead)).toBe(true);
    const over = { ...meeting, cancelledAt: now };
    expect(done(reopen({ ...closed, meeting: over }, aRep())).lead.formerMeetings).toBeUndefined();
  });

  it.each(["rejected", "nurtured"] as const)("goes to a rep after it was %s", (status) => {
    expect(done(reopen(aLead({ status }))).lead).toMatchObject({ status: "ready", dueAt: now });
  });

  it("stays as its person wished, and one that is not over stays as it is", () => {
    const withdrawn = { ...closed, closed: { outcome: "withdrawn" as const, at: now, by: "person" } };
    expect(reopen(withdrawn, aRep())).toEqual({ result: "withdrawn" });
    expect(reopen(owned)).toEqual({ result: "not-over" });
  });
});

it("a lead goes through so many hands at most that its item stays small", () => {
  const offers = Array.from({ length: 60 }, (_, n): Offer => ({ ...asked, attempt: n + 1, outcome: "handed-on" }));
  const lead = { ...owned, ownerId: undefined, status: "ready" as const, offers };
  expect(assign(lead)).toEqual({ result: "too-often" });
  expect(aPolicy().attempts).toBeLessThan(60);
});
