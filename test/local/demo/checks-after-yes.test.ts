import { describe, expect, it } from "vitest";
import { failuresAfterYes } from "../../../local/demo/checks-after-yes.ts";
import type { Asked, Evidence, Press } from "../../../local/demo/evidence.ts";
import type { Mail } from "../../../local/demo/mailbox.ts";
import type { Meeting } from "../../../routing/lead/follow.ts";
import type { Lead, Offer } from "../../../routing/lead/lead.ts";
import type { Onboarding } from "../../../routing/onboarding/onboarding.ts";
import { cellsOf } from "../../../routing/time/free-times.ts";
import { anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const now = "2026-11-02T18:00:00.000Z";
const [at, later] = ["2026-11-03T15:00:00.000Z", "2026-11-03T15:15:00.000Z"];
const ana = "ana@andina.example";
const marta = aRep({ id: "marta", email: "marta@andina.example", role: "manager" });

const meeting: Meeting = {
  ...{ repId: "ana", at, minutes: 30, bookedAt: "2026-11-02T15:10:00.000Z", by: "lead" },
  ...{ change: 1, told: 1, invited: true },
};
const booked = { at: meeting.bookedAt, event: "meeting-booked", repId: "ana", detail: at, by: "lead" };
const aLead = (changes: Partial<Lead> = {}): Lead => ({
  ...anOfferedLead({ status: "introduced", ownerId: "ana", introducedAt: "2026-11-02T15:06:00.000Z" }),
  ...changes,
});
const met = (changes: Partial<Lead> = {}) => aLead({ meeting, timeline: [booked], ...changes });
const withdrawn = aLead({
  status: "closed",
  closed: { outcome: "withdrawn", at: "2026-11-02T16:00:00.000Z", by: "person" },
});
const mail = (kind: string, to: string, changes: Partial<Mail> = {}, attempt = "1"): Mail => ({
  ...{ n: 1, at: "2026-11-02T15:12:00.000Z", to: [to], subject: "", text: "" },
  tags: { kind, lead: "lead-1", attempt },
  ...changes,
});
const person = "lucia@florarosa.example";
const invited = [mail("invitation", person), mail("invitation-rep", ana)];
const asked = (changes: Partial<Asked>): Asked => ({ lead: "lead-1", act: "choose", status: 303, at: 0, ...changes });
const chose = asked({ said: "booked", rep: "ana", time: at });
const refusal: Press = {
  ...{ lead: "lead-1", by: ana, kind: "offer", attempt: 1, decision: "accept", status: 409, refused: "paused" },
  ...{ pressedAt: Date.parse("2026-11-02T15:20:00.000Z"), answeredAt: Date.parse("2026-11-02T15:20:10.000Z") },
};
const shown = (changes: Partial<Offer> = {}): Offer => ({
  ...(anOfferedLead().offers[0] as Offer),
  ...{ round: 1, outcome: "taken", ...changes },
});
const lapsed = aLead({
  id: "lead-2",
  offers: [shown({ round: undefined, outcome: "lapsed", pausedAt: "2026-11-02T15:15:00.000Z" })],
});
const onboarding = { pool: "latam-smb", call: { within: 4320 }, steps: [] };
const policy: Evidence["truth"]["policy"] = {
  ...aPolicy(),
  onboarding: { ...onboarding, steps: [{ name: "Invoice", after: 1440, tell: "customer" }] },
};
const step = { dueAt: "2026-11-05T15:00:00.000Z", reminded: 0 };
const done = { ...step, doneAt: "2026-11-02T16:00:00.000Z", told: true as const };
const aCustomer = (changes: Partial<Onboarding> = {}): Onboarding => ({
  ...{ leadId: "lead-1", rev: 1, status: "running", wonAt: "2026-11-02T15:30:00.000Z", round: 1, assignments: 1 },
  ...{ before: [], steps: [step, step], linkHashes: [], starts: 1, dueAt: "2026-11-05T15:00:00.000Z", timeline: [] },
  ...changes,
});

/** What fails where these are the leads, with what their meetings hold; the other parts may be given. */
function failing(
  leads: Lead[],
  {
    mails = [],
    holds = leads.flatMap(({ id, meeting: one }) => (one ? [{ id, start: Date.parse(one.at) }] : [])),
    customers = [],
    ...rest
  }: { mails?: Mail[]; holds?: { id: string; start: number }[]; customers?: Onboarding[] } & Partial<
    Omit<Evidence, "truth" | "mails">
  > = {},
): string {
  const cells = holds.flatMap(({ id, start }) =>
    cellsOf({ start, end: start + 1_800_000 }).map((cell): [number, string] => [cell, id]),
  );
  const truth = {
    leads,
    customers,
    reps: [aRep(), marta],
    policy,
    uncertain: [],
    times: new Map([["ana", new Map(cells)]]),
  };
  const played = { presses: [], returned: [], said: [], asked: [], handled: [], logged: [], mails };
  const rested = { executions: [], sent: [], graceMinutes: 15, crashed: false, now: Date.parse(now) };
  const evidence = { ...played, ...rested, ...rest, truth } as unknown as Evidence;
  return failuresAfterYes(leads, mails, evidence).join("\n");
}

describe("the demo's checks of what happens after somebody has a lead", () => {
  it("find nothing where a time was chosen, is held, and both were told", () => {
    expect(failing([met()], { asked: [chose], mails: invited })).toBe("");
  });

  it("find a rep with two meetings at a time, and not with one after the other", () => {
    const other = (start: string) => met({ id: "lead-2", meeting: { ...meeting, at: start, told: 1 }, timeline: [] });
    expect(failing([met(), other(later)], { mails: invited })).toMatch(/^double-booked: ana/);
    expect(failing([met(), other("2026-11-03T15:30:00.000Z")], { mails: invited })).toBe("");
  });

  it("find a meeting whose time nobody holds, and a time that is held for none", () => {
    expect(failing([met()], { mails: invited, holds: [] })).toMatch(/^not held: ana meets lead-1/);
    const holds = [{ id: "lead-1", start: Date.parse(at) }];
    expect(failing([aLead()], { holds })).toMatch(/^not freed: ana holds/);
  });

  it("find nothing in a meeting that has begun, of which the rest is held", () => {
    const begun = Date.parse(at) + 60_000;
    expect(failing([met()], { asked: [chose], mails: invited, now: begun })).toBe("");
  });

  it("find a choice that nobody knows of", () => {
    expect(failing([aLead()], { asked: [chose] })).toMatch(/^lost choice/);
    expect(failing([aLead()], { asked: [{ ...chose, status: 409, said: undefined }] })).toBe("");
  });

  it("find a meeting of which one of both was not told", () => {
    expect(failing([met()], { mails: [mail("invitation", person)] })).toMatch(/^untold: ana got no mail/);
    expect(failing([met()], { mails: [mail("invitation-rep", ana)] })).toMatch(/^untold: the person/);
    expect(failing([met({ meeting: { ...meeting, change: 2 } })], { mails: invited })).toMatch(/^untold: change 2/);
  });

  it("find a correction that is kept nowhere", () => {
    const corrected = asked({ act: "correct", said: "saved", fields: { company: "Flora & Co" } });
    expect(failing([aLead()], { asked: [corrected] })).toMatch(/^lost correction: company/);
    const kept = aLead({ facts: { ...aLead().facts, company: "Flora & Co" } });
    const beside = { n: 2, at: now, field: "company", text: "Flora & Co", own: true as const };
    expect([
      failing([kept], { asked: [corrected] }),
      failing([aLead({ additions: [beside] })], { asked: [corrected] }),
    ]).toEqual(["", ""]);
  });

  it("find a withdrawal that was lost, an owner who was not told, and a mail to who withdrew", () => {
    const withdrew = [asked({ act: "withdraw", said: "withdrawn" })];
    const told = mail("withdrawn", ana);
    expect(failing([withdrawn], { asked: withdrew, mails: [told] })).toBe("");
    expect(failing([aLead()], { asked: withdrew })).toMatch(/^lost withdrawal/);
    expect(failing([withdrawn], { asked: withdrew })).toMatch(/^untold: the owner/);
    const late = (kind: string) => mail(kind, person, { at: "2026-11-02T16:20:00.000Z" });
    expect(failing([withdrawn], { asked: withdrew, mails: [told, late("acknowledgement-later")] })).toMatch(
      /^after withdrawal/,
    );
    expect(failing([withdrawn], { asked: withdrew, mails: [told, late("invitation")] })).toMatch(/^after withdrawal/);
    const cancelled = { ...booked, event: "meeting-cancelled" };
    const ended = { ...withdrawn, timeline: [booked, cancelled] };
    expect(failing([ended], { asked: withdrew, mails: [told, late("invitation")] })).toBe("");
  });

  it("find a look that no manager knows of", () => {
    const look = asked({ act: "look", said: "asked" });
    expect(failing([aLead({ look: { at: now } })], { asked: [look] })).toMatch(/^lost look/);
    expect(failing([aLead({ look: { at: now } })], { asked: [look], mails: [mail("look", marta.email)] })).toBe("");
  });

  it("find what a manager did and is not so", () => {
    const gave = {
      lead: "lead-1",
      by: marta.email,
      act: "give" as const,
      to: "ana",
      status: 200,
      result: "done" as const,
    };
    const given = { at: now, event: "assigned", repId: "ana", by: "marta" };
    expect(failing([aLead()], { handled: [gave] })).toMatch(/^lost act: .* did give to ana/);
    expect(failing([aLead({ timeline: [given] })], { handled: [gave] })).toBe("");
    expect(failing([aLead()], { handled: [{ ...gave, act: "reject", to: undefined }] })).toMatch(/^lost act/);
    expect(failing([aLead()], { handled: [{ ...gave, result: "refused" as const }] })).toBe("");
  });

  it("find a lead with two outcomes", () => {
    const closing = { at: now, event: "closed", detail: "won" };
    expect(failing([aLead({ timeline: [closing, closing] })])).toMatch(/^two outcomes/);
    expect(failing([aLead({ timeline: [closing, { ...closing, event: "reopened" }, closing] })])).toBe("");
  });

  it("let a rep be refused what is shown to several while they are paused or full, and nothing else", () => {
    const lead = aLead({ offers: [shown()] });
    const refused = (changes: Partial<Press> = {}, others = [lapsed], first = lead, more = {}) =>
      failing([first, ...others], { presses: [{ ...refusal, ...changes }], ...more });
    expect(refused()).toBe("");
    // Not paused, back again, offered to them alone, a refusal without a reason, and with a place free.
    expect(refused({}, [])).toMatch(/^refused/);
    const back = { by: ana, at: Date.parse("2026-11-02T15:18:00.000Z") };
    expect(refused({}, [lapsed], lead, { returned: [back] })).toMatch(/^refused/);
    expect(refused({}, [lapsed], aLead({ offers: [shown({ round: undefined })] }))).toMatch(/^refused: .* them alone/);
    expect(refused({ refused: undefined })).toMatch(/no reason$/);
    expect(refused({ refused: "full" })).toMatch(/^refused/);
    const places = Array.from({ length: aRep().capacity }, (_, n) =>
      aLead({ id: `held-${n}`, offers: [shown({ round: undefined, outcome: "accepted" })] }),
    );
    expect(refused({ refused: "full" }, places)).toBe("");
  });

  it("find a step that was lost, one that the customer was not told of, and a beginning that did not end", () => {
    const logged = [{ lead: "lead-1", by: ana, step: 1, status: 200 }];
    const lead = aLead({ status: "closed" });
    const told = [mail("milestone", person, {}, "101")];
    const of = (customer: Onboarding, more = {}) => failing([lead], { customers: [customer], ...more });
    expect(of(aCustomer({ steps: [step, done] }), { logged, mails: told })).toBe("");
    expect(of(aCustomer(), { logged })).toMatch(/^lost step: 1/);
    expect(of(aCustomer({ steps: [step, done] }), { logged })).toMatch(/^untold: step 1/);
    expect(of(aCustomer({ steps: [done, done] }), { mails: told })).toMatch(/^unended/);
    const ended = { status: "ended", steps: [done, done], ended: { at: now, how: "completed" } } as const;
    expect(of(aCustomer({ ...ended, steps: [done, done] }), { mails: told })).toBe("");
  });

  it("find a customer who is overdue, or for whom nothing is due", () => {
    const of = (changes: Partial<Onboarding>) => failing([aLead()], { customers: [aCustomer(changes)] });
    expect(of({ dueAt: "2026-11-02T17:30:00.000Z" })).toMatch(/^stuck: customer lead-1 is running, due 30 minutes ago/);
    expect(of({ dueAt: undefined })).toMatch(/nothing is due/);
    expect(of({ status: "ended", dueAt: undefined })).toBe("");
  });
});
