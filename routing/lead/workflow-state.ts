import { type Lead, type Offer, openOffers } from "./lead.ts";

/** The next deadline of an open offer or escalation: the next reminder or, for an offer, its expiry. */
function deadlineOf(waiting: { remindAt: string[]; reminded: number; expiresAt?: string }): string | undefined {
  return waiting.remindAt[waiting.reminded] ?? waiting.expiresAt;
}

/** The next deadline of an open offer: its next reminder, or its expiry. */
export const nextDeadline = (offer: Offer): string => deadlineOf(offer) ?? offer.expiresAt;

/** A lead's status in the terms of the workflow's Choice states. Times are ISO 8601. */
export type WorkflowState =
  | { kind: "ready" | "accepted" | "closed" }
  | { kind: "offered" | "escalated"; wakeAt: string }
  | { kind: "left-with-manager" };

/**
 * What the workflow has to do with this lead next. Every step returns it, so a restarted workflow continues from there.
 */
export function workflowState(lead: Lead): WorkflowState {
  switch (lead.status) {
    case "offered": {
      const [soonest] = openOffers(lead).map(nextDeadline).sort();
      if (!soonest) throw new Error(`lead ${lead.id} is offered to nobody`);
      return { kind: "offered", wakeAt: soonest };
    }
    case "escalated": {
      const next = lead.escalation && deadlineOf(lead.escalation);
      return next ? { kind: "escalated", wakeAt: next } : { kind: "left-with-manager" };
    }
    case "accepted":
    case "introduced":
    case "contacted":
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
 * The lead with the time by which its next reminder or expiry must have been handled. After a manager's last reminder
 * nothing is due any more: the lead stays visible, and an alarm reports it.
 */
export function withDueTime(lead: Lead): Lead {
  const state = workflowState(lead);
  if ("wakeAt" in state) return { ...lead, dueAt: dueAfter(state.wakeAt) };
  if (state.kind !== "left-with-manager") return lead;
  const { dueAt: _, taskToken: __, ...untimed } = lead;
  return untimed;
}

/**
 * The whole seconds from now to then: at least 1, and at most 20 days, since local engines cannot wait more than 24.
 */
export function secondsUntil(then: string, now: string): number {
  const seconds = Math.ceil((Date.parse(then) - Date.parse(now)) / 1000);
  return Math.min(Math.max(seconds, 1), 20 * 86_400);
}

/** In how many minutes the sweeper should handle a lead that a step of the workflow has just worked on. */
export const stepGrace = 5;

/**
 * When the sweeper should handle a lead after a step at `now`: as it stands where that is nearly as late, since each
 * change of it moves the lead in an index.
 */
export const dueAfterStep = ({ dueAt }: Pick<Lead, "dueAt">, now: string): string =>
  dueAt !== undefined && dueAt > dueAfter(now, stepGrace - 1) ? dueAt : dueAfter(now, stepGrace);

/** When the sweeper should handle a lead whose next action is at `then`: some minutes of grace later. */
export const dueAfter = (then: string, graceMinutes = 2): string =>
  new Date(Date.parse(then) + graceMinutes * 60_000).toISOString();
