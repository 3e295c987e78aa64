import type { Lead, Offer } from "../lead/lead.ts";
import { isFollowed } from "../lead/lifecycle.ts";
import { move, withoutOwner } from "../lead/move-lead.ts";
import { dueAfter } from "../lead/workflow-state.ts";
import type { Policy } from "../policy/policy.ts";
import { weekAt } from "../reps/capacity.ts";
import type { GaveBack, RepState } from "../reps/rep.ts";
import type { DeclineReason } from "./decline-reasons.ts";

/**
 * Whether the owner of a lead may give it back. `being-told`: they are not told all of it yet, so it is too early.
 * `too-many`: they gave back as many this week as the policy allows.
 */
export type GivingBack = "allowed" | "given-before" | "not-theirs" | "being-told" | "too-late" | "too-many";

/** Whether the rep may give back the lead that they accepted with this offer. Clock time. */
export function givingBack(
  lead: Lead,
  { repId, outcome }: Offer,
  rep: RepState,
  { give_back }: Pick<Policy, "give_back">,
  now: string,
): GivingBack {
  if (outcome === "given-back") return "given-before";
  const isOpen = lead.status === "accepted" || isFollowed(lead.status);
  if (lead.ownerId !== repId || outcome !== "accepted" || !isOpen || !lead.acceptedAt) return "not-theirs";
  if (lead.status === "accepted") return "being-told";
  if (Date.parse(now) > Date.parse(lead.acceptedAt) + give_back.within * 60_000) return "too-late";
  return gaveBackIn(rep, now).count < give_back.per_week ? "allowed" : "too-many";
}

/** How many leads the rep gave back in this week of their calendar. */
export function gaveBackIn({ gaveBack, timeZone }: RepState, now: string): GaveBack {
  const week = weekAt(timeZone, Date.parse(now));
  return gaveBack?.week === week ? gaveBack : { week, count: 0 };
}

/**
 * The lead without an owner, ready for the next rep, who is never the same: the offer stays among those that were made.
 * Its search begins at once. @param said the reason, and what was typed after it
 */
export function givenBack(lead: Lead, offer: Offer, reason: DeclineReason, said: string, now: string): Lead {
  const ended: Offer = { ...offer, outcome: "given-back", answeredAt: now, declineReason: said };
  const { attempt, repId } = offer;
  const event = { at: now, event: "given-back", attempt, repId, detail: reason };
  const offers = lead.offers.map((one) => (one.attempt === attempt ? ended : one));
  // What was sent while somebody owned it counts from now on.
  const stale = lead.additions?.length ? { stale: true as const } : {};
  return { ...move(withoutOwner(lead), "ready", event, { offers, ...stale }), dueAt: dueAfter(now, 0) };
}
