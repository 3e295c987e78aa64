import { type Lead, type Offer, openOffers } from "./lead.ts";

/** When a waiting offer or escalation needs the workflow again: the next reminder or, for an offer, its end. */
function wakeAt(waiting: { remindAt: string[]; reminded: number; expiresAt?: string }): string | undefined {
  return waiting.remindAt[waiting.reminded] ?? waiting.expiresAt;
}

/** When an open offer needs the workflow: at its next reminder, or its end. */
export const nextDeadline = (offer: Offer): string => wakeAt(offer) ?? offer.expiresAt;

/** Where a lead stands, as the workflow's choices name it. Times are ISO 8601. */
export type WorkflowState =
  | { kind: "ready" | "accepted" | "closed" }
  | { kind: "offered" | "escalated"; wakeAt: string }
  | { kind: "left-with-manager" };

/** What the workflow has to do with this lead next, whatever happened before: the same answer for every step. */
export function workflowState(lead: Lead): WorkflowState {
  switch (lead.status) {
    case "offered": {
      const [soonest] = openOffers(lead).map(nextDeadline).sort();
      if (!soonest) throw new Error(`lead ${lead.id} is offered to nobody`);
      return { kind: "offered", wakeAt: soonest };
    }
    case "escalated": {
      const next = lead.escalation && wakeAt(lead.escalation);
      return next ? { kind: "escalated", wakeAt: next } : { kind: "left-with-manager" };
    }
    case "accepted":
    case "introduced":
      return { kind: "accepted" };
    case "closed":
    case "rejected":
    case "nurtured":
      return { kind: "closed" };
    default:
      return { kind: "ready" };
  }
}

/**
 * The lead with the time by which its next reminder or end must have been seen to. With a manager who was reminded for
 * the last time nothing is timed any more: the lead stays visible, and an alarm says so.
 */
export function withDueTime(lead: Lead): Lead {
  const stands = workflowState(lead);
  if ("wakeAt" in stands) return { ...lead, dueAt: dueAfter(stands.wakeAt) };
  if (stands.kind !== "left-with-manager") return lead;
  const { dueAt: _, taskToken: __, ...untimed } = lead;
  return untimed;
}

/** Whole seconds from now to then, at least 1; at most 20 days, since local engines cannot wait past 24. */
export function secondsUntil(then: string, now: string): number {
  const seconds = Math.ceil((Date.parse(then) - Date.parse(now)) / 1000);
  return Math.min(Math.max(seconds, 1), 20 * 86_400);
}

/** When the sweeper should look at a lead whose next action is at `then`: some minutes of grace later. */
export const dueAfter = (then: string, graceMinutes = 2): string =>
  new Date(Date.parse(then) + graceMinutes * 60_000).toISOString();
