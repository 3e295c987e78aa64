import { close, type Ended, type Held, placeIn } from "../lead/close-lead.ts";
import { type Closing, type ContactWay, type Follow, mostTries } from "../lead/follow.ts";
import type { Lead } from "../lead/lead.ts";
import { isFollowed } from "../lead/lifecycle.ts";
import { booked, meetingOf } from "../lead/meeting.ts";
import { move, withoutOwner } from "../lead/move-lead.ts";
import { dueAfter } from "../lead/workflow-state.ts";
import type { DeclineReason } from "../offers/decline-reasons.ts";
import { gaveBackIn, givenBack, givingBack } from "../offers/give-back.ts";
import type { Policy } from "../policy/policy.ts";
import { hasStages } from "../policy/policy-values.ts";
import { withCount } from "../reps/count-closing.ts";
import type { GaveBack, RepState } from "../reps/rep.ts";
import { workedBetween } from "../time/working-time.ts";
import { startedFollow, withFollowDue } from "./follow-up.ts";
import { nextTry } from "./next-try.ts";

/** What the owner of a lead can say of it. Times are ISO 8601 in UTC. */
export type Act =
  /** `at`: when, where that is said later. */
  | { kind: "contacted"; how: ContactWay; at?: string | undefined }
  /** `page` is the same for what was pressed on one page, so that pressing it twice is one try. */
  | { kind: "no-answer"; page?: string | undefined }
  | { kind: "meeting"; at: string }
  /** `value` in the policy's currency. */
  | { kind: "won"; value?: number | undefined; note?: string | undefined }
  | { kind: "lost"; reason: string; note?: string | undefined }
  | { kind: "invalid"; note?: string | undefined }
  /** It is qualified, and goes on to whom the rules ask for such leads. */
  | { kind: "pass-on"; note?: string | undefined }
  | { kind: "give-back"; reason: DeclineReason; note?: string | undefined };
export type ActKind = Act["kind"];

/**
 * What came of an act. `before`: the same was said before, and nothing changed. `over`: the lead was closed with another
 * outcome. `not-theirs`: it has no owner, or another one. The others are those of giving back.
 */
export type ActResult = "done" | "before" | "over" | "not-theirs" | "being-told" | "too-late" | "too-many";

/** A rep's place that is given back, counted among those of the week where they gave the lead back. */
type Freed = Held & { gaveBack?: GaveBack };

/** The result of an act and, where it changes anything, what must be written, all or none. */
export type Acted =
  | { result: Exclude<ActResult, "done">; lead?: undefined }
  | ({ result: "done" | "too-many"; freed: readonly Freed[] } & Omit<Ended, "freed">);

/** Who acts for the lead's owner, and what the act is judged by. */
export interface Acting {
  /** The owner, as they are now. */
  owner: RepState;
  /** The id of the rep, or the name of who typed a command. */
  by: string;
  policy: Policy;
  now: string;
}

/**
 * The lead after an act of its owner. It depends on the lead as it is now alone, so whatever comes twice, late or out of
 * order has one outcome: the first contact and the first closing count, and who is not the owner any more changes nothing.
 */
export function actOn(lead: Lead, act: Act, { owner, by, policy, now }: Acting): Acted {
  if (lead.status === "closed") return { result: lead.closed?.outcome === act.kind ? "before" : "over" };
  if (lead.ownerId !== owner.id)
    return { result: gaveItBack(lead, owner) && act.kind === "give-back" ? "before" : "not-theirs" };
  if (lead.status === "accepted") return { result: "being-told" };
  if (!isFollowed(lead.status)) return { result: "not-theirs" };
  const follow = lead.follow ?? startedFollow(lead, owner, policy, now);
  const followed = (event: string, change: Partial<Follow>, detail?: string): Acted => {
    const { unresolvedAt: _, ...rest } = follow;
    const who = { repId: owner.id, ...(detail && { detail }), ...(by !== owner.id && { by }) };
    const changes = {
      follow: { ...rest, ...change, quietSince: now, nudged: 0 },
      ...(change.contactedAt && firstContact(lead, owner, change.contactedAt)),
    };
    const to = changes.follow.contactedAt ? "contacted" : lead.status;
    const moved = move(lead, to, { at: now, event, ...who }, changes);
    return { result: "done", lead: withFollowDue(moved, policy), freed: [], credited: [] };
  };
  switch (act.kind) {
    case "contacted":
      return follow.contactedAt
        ? { result: "before" }
        : followed("contacted", { contactedAt: act.at ?? now, how: act.how }, act.how);
    case "no-answer": {
      if (act.page !== undefined && follow.tries.some(({ page }) => page === act.page)) return { result: "before" };
      const tries = [...follow.tries, { at: now, ...(act.page !== undefined && { page: act.page }) }].slice(-mostTries);
      const tried = follow.tried + 1;
      return followed("no-answer", { tries, tried, nextTryAt: nextTry(lead, owner, tried, now) });
    }
    case "meeting": {
      if (meetingOf(lead)?.at === act.at) return { result: "before" };
      const met = followed("meeting", follow.contactedAt ? {} : { contactedAt: now, how: "meeting" });
      if (!met.lead) return met;
      const meeting = { repId: owner.id, at: act.at, minutes: policy.choose.length, by: "rep" as const };
      return { ...met, lead: withFollowDue(booked(met.lead, meeting, now), policy) };
    }
    case "pass-on":
      return passOn(lead, owner, by, policy, now);
    case "give-back":
      return giveBack({ ...lead, follow }, act, owner, policy, now);
    default:
      return {
        result: "done",
        ...close(wonIsContact(lead, act, follow, owner, now), withCount(lead, closingOf(act, by, now), policy)),
      };
  }
}

/**
 * The qualified lead, ready for whom the rules ask for such leads, once: its owner's part is done, who keeps the turn and the
 * count. Its attempts begin anew, and nobody who was asked is asked again.
 */
function passOn(lead: Lead, owner: RepState, by: string, policy: Policy, now: string): Acted {
  const held = lead.offers.find(({ repId, outcome }) => repId === owner.id && outcome === "accepted");
  if (lead.stage !== undefined) return { result: "before" };
  if (!held || !hasStages(policy)) return { result: "not-theirs" };
  const offers = lead.offers.map((one) =>
    one === held ? { ...one, outcome: "handed-on" as const, answeredAt: now } : one,
  );
  const event = { at: now, event: "handed-on", attempt: held.attempt, repId: owner.id, by, detail: "qualified" };
  const moved = move(withoutOwner(lead), "ready", event, {
    ...{ offers, pastOffers: offers.length, stage: "qualified" as const },
    dueAt: dueAfter(now, 0),
  });
  return { result: "done", lead: moved, freed: [placeIn(held)], credited: [] };
}

/** The first time that anybody reached the lead's person, whoever has it later. */
const firstContact = (lead: Lead, owner: RepState, at: string): Pick<Lead, "firstContact"> =>
  lead.firstContact ? {} : { firstContact: { at, repId: owner.id, worked: workedBetween(owner, lead.receivedAt, at) } };

const gaveItBack = ({ offers }: Lead, { id }: RepState): boolean =>
  offers.findLast(({ repId }) => repId === id)?.outcome === "given-back";

/** Who was won was reached, at the latest by then. */
function wonIsContact(lead: Lead, { kind }: Act, follow: Follow, owner: RepState, now: string): Lead {
  return kind === "won" && !follow.contactedAt
    ? { ...lead, ...firstContact(lead, owner, now), follow: { ...follow, contactedAt: now, how: "other" } }
    : { ...lead, follow };
}

function closingOf(act: Extract<Act, { kind: "won" | "lost" | "invalid" }>, by: string, at: string): Closing {
  const { kind: outcome, note } = act;
  const value = act.kind === "won" ? act.value : undefined;
  const reason = act.kind === "lost" ? act.reason : undefined;
  return { outcome, at, by, ...(value !== undefined && { value }), ...(reason && { reason }), ...(note && { note }) };
}

function giveBack(
  lead: Lead & { follow: Follow },
  { reason, note }: Extract<Act, { kind: "give-back" }>,
  owner: RepState,
  policy: Policy,
  now: string,
): Acted {
  const offer = lead.offers.find(({ repId, outcome }) => repId === owner.id && outcome === "accepted");
  if (!offer) return { result: "not-theirs" };
  const can = givingBack(lead, offer, owner, policy, now);
  if (can === "too-many" && !lead.follow.wish) {
    const wishes = { ...lead, follow: { ...lead.follow, wish: { at: now, reason } } };
    return { result: can, lead: withFollowDue(wishes, policy), freed: [], credited: [] };
  }
  if (can !== "allowed") return { result: can === "given-before" ? "before" : can };
  const freed = [{ ...placeIn(offer), gaveBack: gaveBackIn(owner, now) }];
  const said = [reason, note].filter(Boolean).join(": ");
  return { result: "done", lead: givenBack(lead, offer, reason, said, now), freed, credited: [] };
}
