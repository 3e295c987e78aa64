import { type Act, actOn } from "../follow/acts.ts";
import { type HandsOn, handle } from "../follow/hands-on.ts";
import { type Ended, placeIn } from "../lead/close-lead.ts";
import { isErasureAsked } from "../lead/erased.ts";
import { holdersOf, type Lead, openOffers } from "../lead/lead.ts";
import { isFinal } from "../lead/lifecycle.ts";
import { meetingOf } from "../lead/meeting.ts";
import { answered, takenByManager } from "../lead/move-lead.ts";
import { type Asking, askedOf } from "../offers/open-offer.ts";
import type { Policy } from "../policy/policy.ts";
import type { Person } from "../reps/person.ts";
import type { RepState } from "../reps/rep.ts";
import { type LeadAct, leadActs, mayAct } from "./acts.ts";

/** Something that an act brings about beside itself; `who` of the team it concerns, where it concerns somebody. */
interface Effect {
  kind: /** They have the lead no more. */
    | "loses"
    /** A place of theirs is free again. */
    | "place"
    /** What it cost them in the ledger is credited. */
    | "credit"
    /** They get a mail that says so. */
    | "told"
    /** The person is introduced to who has it then, by mail; the search for the next rep begins; it is closed. */
    | "introduced"
    | "search"
    | "closed"
    /** Reminders of the first contact end; both get an invitation; the meeting is cancelled; a customer begins. */
    | "reached"
    | "invited"
    | "meeting-off"
    | "customer"
    /** It stays offered to the others to whom it is shown. */
    | "others"
    /** All that is kept of the person is erased, and cannot be brought back. */
    | "erased";
  who?: string;
}

/** Something that somebody may do to a lead as it is now. */
export interface PossibleAct {
  act: LeadAct;
  effects: Effect[];
}

/** By what it is judged what somebody may do. */
export interface Judging {
  person: Pick<Person, "id" | "role">;
  /** The owner of the lead, as they are now. */
  owner?: RepState | undefined;
  /** The policy that the lead was decided with, and the active one. */
  policy: Policy;
  active: Policy;
  /** ISO 8601 */
  now: string;
}

/**
 * What somebody may do to a lead, with what each brings about. It is found by doing it without writing it: what is shown is
 * what happens. Limits of whoever gets the lead are known once they are chosen.
 */
export function possibleActs(lead: Lead, judging: Judging): PossibleAct[] {
  return leadActs.flatMap((act) => {
    if (!mayAct(act, judging.person, lead, judging.active)) return [];
    const after = tried(lead, act, judging);
    return after ? [{ act, effects: effectsOf(act, lead, after, judging.active) }] : [];
  });
}

type After = Pick<Ended, "lead" | "credited"> & { freed: readonly { repId: string }[] };

/** The lead after the act; undefined where it cannot be done. */
function tried(lead: Lead, act: LeadAct, judging: Judging): After | undefined {
  const { person, owner, policy, now } = judging;
  const owned = (what: Act): After | undefined => {
    const acted = owner && actOn(lead, what, { owner, by: person.id, policy, now });
    return acted?.result === "done" ? acted : undefined;
  };
  const handed = (what: HandsOn): After | undefined => {
    const done = handle(lead, what, { by: person.id, now, policy });
    return done.result === "done" ? done : undefined;
  };
  switch (act) {
    case "accept":
    case "claim":
    case "decline":
      return answeredBy(lead, act, askedOf(lead, person.id, now), now);
    case "contacted":
      return owned({ kind: act, how: "phone" });
    case "no-answer":
    case "won":
    case "invalid":
    case "pass-on":
      return owned({ kind: act });
    case "meeting":
      return owned({ kind: act, at: now });
    case "lost":
      return owned({ kind: act, reason: "" });
    case "give-back":
      return owned({ kind: act, reason: "other" });
    case "assign":
    case "transfer":
      return handed(toSomebody(act, lead, now));
    case "take":
      return handed(toSomebody(lead.ownerId === undefined ? "assign" : "transfer", lead, now, person.id));
    case "hand-on": {
      const [from = "", ...others] = holdersOf(lead);
      return others.length === 0 && lead.status !== "escalated" ? handed({ kind: act, from }) : undefined;
    }
    case "reject":
      return handed({ kind: act, reason: "other" });
    case "reopen":
      return handed({ kind: act, owner });
    case "credit-back":
      return creditable(lead).length > 0 ? { lead, freed: [], credited: [] } : undefined;
    case "erase":
      return lead.hold || lead.erased || isErasureAsked(lead) ? undefined : { lead, freed: [], credited: [] };
    case "resume":
      return isFinal(lead.status) ? undefined : { lead, freed: [], credited: [] };
  }
}

/** The offers whose cost can be credited: those that cost something, are over and were not credited. */
export const creditable = (lead: Lead): Lead["offers"] =>
  lead.offers.filter((offer) => offer.charged && !offer.creditedBack && !openOffers(lead).includes(offer));

function answeredBy(lead: Lead, act: LeadAct, asking: Asking | undefined, now: string): After | undefined {
  if (!asking) return undefined;
  if (asking.kind === "escalation")
    return act === "accept" ? { lead: takenByManager(lead, now), freed: [], credited: [] } : undefined;
  const offer = lead.offers[asking.index];
  const isShown = offer?.round !== undefined;
  if (!offer || (act !== "decline" && isShown !== (act === "claim"))) return undefined;
  const outcome = act === "decline" ? "declined" : "accepted";
  const freed = act === "decline" && !isShown ? [placeIn(offer)] : [];
  return { lead: answered(lead, offer.attempt, outcome, now), freed, credited: [] };
}

/** Giving it to somebody who has room for it, whoever that will be. */
function toSomebody(kind: "assign" | "transfer", { offers }: Lead, now: string, id = ""): HandsOn {
  const to = { id, role: "manager", active: true } as RepState;
  const offer = { attempt: offers.length + 1, repId: id, pool: "", offeredAt: now, expiresAt: now };
  return { kind, to, offer: { ...offer, remindAt: [], reminded: 0, linkHashes: [] } };
}

/** What is another after an act, one thing at a time. */
function effectsOf(act: LeadAct, before: Lead, { lead, freed, credited }: After, active: Policy): Effect[] {
  const held = holdersOf(lead);
  const each = (kind: Effect["kind"], whom: readonly string[]) => [...new Set(whom)].map((who) => ({ kind, who }));
  const is = (kind: Effect["kind"], so: boolean | undefined) => (so ? [{ kind }] : []);
  const lost = holdersOf(before).filter((id) => !held.includes(id));
  const charged = before.offers.filter((offer) => credited.includes(offer.attempt) && offer.charged);
  const reached = !before.follow?.contactedAt && (lead.follow?.contactedAt !== undefined || act === "won");
  return [
    ...each("loses", lead.status === "closed" ? [] : lost),
    ...each(
      "place",
      freed.map(({ repId }) => repId),
    ),
    ...each(
      "credit",
      charged.map(({ repId }) => repId),
    ),
    ...each("told", act === "reject" && before.ownerId ? [before.ownerId] : []),
    ...is("reached", reached),
    ...is("introduced", lead.status === "accepted" && before.status !== "accepted"),
    ...is("search", lead.status === "ready" && act !== "resume"),
    ...is("others", act === "decline" && lead.status === "offered"),
    ...is("invited", act === "meeting"),
    ...is("meeting-off", act !== "meeting" && meetingOf(before) !== undefined && meetingOf(lead) === undefined),
    ...is("closed", lead.status === "closed"),
    ...is("erased", act === "erase"),
    ...is("customer", act === "won" && active.onboarding !== undefined),
  ];
}
