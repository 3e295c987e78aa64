import type { Lead, Offer } from "../lead/lead.ts";
import { booked, cancelled, meetingOf } from "../lead/meeting.ts";
import { offerByHand } from "../offers/offer.ts";
import type { Policy } from "../policy/policy.ts";
import type { ClosingsByKind } from "../reps/closings.ts";
import type { RepState } from "../reps/rep.ts";
import { contactTimes, withFollowDue } from "./follow-up.ts";
import { type Handed, handle } from "./hands-on.ts";

/** A time that a person chose. `at` is ISO 8601. */
export interface ChosenTime {
  at: string;
  minutes: number;
}

/**
 * The lead after its person chose a rep and a time with them. The rep has it as if they had accepted it: whoever was asked
 * meanwhile is asked no more, and what that cost them is credited. A rep who was asked alone at that moment holds a place and
 * was charged already.
 */
export function chosen(
  lead: Lead,
  { rep, pool }: { rep: RepState; pool: string },
  time: ChosenTime,
  policy: Policy,
  now: string,
  closings: ClosingsByKind,
): Handed {
  const offer = offerByHand(lead, rep, pool, policy, now, closings);
  const handed = handle(lead, { kind: "assign", to: rep, offer }, { by: "lead", now, policy });
  if (handed.result !== "done") return handed;
  const isIts = (one: Offer): boolean => one.repId === rep.id && one.outcome === "accepted";
  const byLead = ({ byHand: _, ...one }: Offer): Offer => ({ ...one, byLead: true, why: { factor: "chosen" } });
  const offers = handed.lead.offers.map((one) => (isIts(one) ? byLead(one) : one));
  const timeline = handed.lead.timeline.map((event, n, all) =>
    n === all.length - 1 ? { ...event, event: "chosen" } : event,
  );
  const taken = handed.taken && { ...handed.taken, offer: byLead(handed.taken.offer) };
  const meeting = { repId: rep.id, ...time, by: "lead" as const };
  return {
    ...handed,
    lead: booked({ ...handed.lead, offers, timeline }, meeting, now),
    ...(taken && { taken }),
  };
}

/** The lead after its person agreed on a time with its owner, or moved the one that they had. */
export function chosenWithOwner(lead: Lead, owner: RepState, time: ChosenTime, policy: Policy, now: string): Lead {
  return followedAnew(booked(lead, { repId: owner.id, ...time, by: "lead" }, now), owner, policy, now);
}

/** The lead after its person cancelled the meeting. The first contact is then due as it is for a lead that comes now. */
export const cancelledByLead = (lead: Lead, owner: RepState, policy: Policy, now: string): Lead =>
  followedAnew(cancelled(lead, "lead", now), owner, policy, now);

/** The lead with what is due of its owner by the meeting as it is now: nothing of the first contact before they meet. */
function followedAnew(lead: Lead, owner: RepState, policy: Policy, now: string): Lead {
  const { follow } = lead;
  if (!follow) return lead;
  if (follow.contactedAt || follow.breachedAt) return withFollowDue(lead, policy);
  return withFollowDue(
    { ...lead, follow: { ...follow, ...contactTimes(lead, owner, policy, now), reminded: 0 } },
    policy,
  );
}

/** The lead after the customer that it became chose the time of their first call, moved it, or cancelled it: without a time. */
export const callChosen = (lead: Lead, { id }: RepState, time: ChosenTime | undefined, now: string): Lead =>
  time ? booked(lead, { repId: id, ...time, by: "lead", ofCustomer: true }, now) : cancelled(lead, "lead", now);

/** The lead without the first call that its customer agreed on with somebody who has them no more; undefined if there is none. */
export function withoutCallOf(lead: Lead, managerId: string, now: string): Lead | undefined {
  const meeting = meetingOf(lead);
  return meeting?.ofCustomer && meeting.repId !== managerId ? cancelled(lead, "rep", now) : undefined;
}
