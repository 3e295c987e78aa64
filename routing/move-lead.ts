import type { Escalation, Lead, LeadStatus, Offer, OfferOutcome, TimelineEvent } from "./lead.ts";
import { allows, isFinal } from "./lifecycle.ts";

/** Raised when code asks for a move that lifecycle.ts does not have; a bug, never a lead's fault. */
export class ImpossibleMove extends Error {
  override readonly name = "ImpossibleMove";
}

type Changes = Partial<Omit<Lead, "id" | "rev" | "status" | "timeline">>;

/** The lead in its next status with one more line in its story. Nothing is due any more once the status is final. */
export function move(lead: Lead, to: LeadStatus, event: TimelineEvent, changes: Changes = {}): Lead {
  if (!allows(lead.status, to)) throw new ImpossibleMove(`${lead.status} to ${to}`);
  const moved: Lead = { ...lead, ...changes, status: to, timeline: [...lead.timeline, event] };
  if (isFinal(to)) {
    delete moved.dueAt;
    delete moved.taskToken;
  }
  return moved;
}

/** The lead in the hands of one more rep. */
export function offered(lead: Lead, offer: Offer, now: string): Lead {
  const { waitingSince: _, ...rest } = lead;
  return move(
    rest,
    "offered",
    { at: now, event: "offered", attempt: offer.attempt, repId: offer.repId },
    {
      offers: [...lead.offers, offer],
    },
  );
}

/** The lead after its open offer ended: with its owner, or ready for the next rep. */
export function answered(lead: Lead, outcome: OfferOutcome, now: string, declineReason?: string): Lead {
  const offer = lead.offers.at(-1);
  if (lead.status !== "offered" || !offer) throw new ImpossibleMove(`${lead.status} has no open offer`);
  const closed: Offer = { ...offer, outcome, answeredAt: now, ...(declineReason && { declineReason }) };
  const event: TimelineEvent = {
    at: now,
    event: outcome,
    attempt: offer.attempt,
    repId: offer.repId,
    // The reason's code alone: what was typed after it may name a person.
    ...(declineReason && { detail: declineReason.split(":")[0] }),
  };
  const offers = [...lead.offers.slice(0, -1), closed];
  return outcome === "accepted"
    ? move(lead, "accepted", event, { offers, ownerId: offer.repId, acceptedAt: now })
    : move(lead, "ready", event, { offers });
}

/** The lead in the manager's hands; an open offer ends as lapsed. */
export function escalated(lead: Lead, escalation: Escalation, now: string): Lead {
  const offer = lead.status === "offered" ? lead.offers.at(-1) : undefined;
  const offers = offer
    ? [...lead.offers.slice(0, -1), { ...offer, outcome: "lapsed" as const, answeredAt: now }]
    : lead.offers;
  const event = { at: now, event: "escalated", repId: escalation.managerId, detail: escalation.cause };
  return move(lead, "escalated", event, { offers, escalation });
}

/** The lead with the manager as its owner. */
export function takenByManager(lead: Lead, now: string): Lead {
  if (lead.status !== "escalated" || !lead.escalation) throw new ImpossibleMove(`${lead.status} is with no manager`);
  const { managerId } = lead.escalation;
  return move(
    lead,
    "accepted",
    { at: now, event: "accepted", repId: managerId },
    {
      escalation: { ...lead.escalation, answeredAt: now },
      ownerId: managerId,
      acceptedAt: now,
    },
  );
}

/** The lead with one more link mailed for its open offer or escalation, and with what else changed in that one. */
export function withLink(lead: Lead, hash: string): Lead {
  return changeWaiting(lead, ({ linkHashes }) => ({ linkHashes: [...linkHashes, hash] }));
}

/** The lead after whoever has it was reminded once more; reminders whose time has passed too are not made up for. */
export function reminded(lead: Lead, now: string): Lead {
  const waiting = changeWaiting(lead, ({ reminded, remindAt }) => ({
    reminded: Math.max(reminded + 1, remindAt.filter((at) => at <= now).length),
  }));
  const repId = lead.status === "escalated" ? lead.escalation?.managerId : lead.offers.at(-1)?.repId;
  return move(waiting, lead.status, { at: now, event: "reminded", ...(repId && { repId }) });
}

type Waiting = Pick<Offer, "linkHashes" | "reminded" | "remindAt">;

function changeWaiting(lead: Lead, change: (waiting: Waiting) => Partial<Waiting>): Lead {
  const offer = lead.offers.at(-1);
  if (lead.status === "offered" && offer)
    return { ...lead, offers: [...lead.offers.slice(0, -1), { ...offer, ...change(offer) }] };
  if (lead.status === "escalated" && lead.escalation)
    return { ...lead, escalation: { ...lead.escalation, ...change(lead.escalation) } };
  return lead;
}
