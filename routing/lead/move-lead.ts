import type { Escalation, Lead, LeadStatus, Offer, OfferOutcome, TimelineEvent, Unreachable } from "./lead.ts";
import { openOffers } from "./lead.ts";
import { allows, isSettled } from "./lifecycle.ts";
import { withoutMeeting } from "./meeting.ts";

/** Raised for a transition that lifecycle.ts does not have, which is a bug. */
export class ImpossibleMove extends Error {
  override readonly name = "ImpossibleMove";
}

type Changes = Partial<Omit<Lead, "id" | "rev" | "status" | "timeline">>;

/**
 * The lead in its next status, with a new timeline event. Once it is routed, nothing of that is due any more.
 */
export function move(lead: Lead, to: LeadStatus, event: TimelineEvent, changes: Changes = {}): Lead {
  if (!allows(lead.status, to)) throw new ImpossibleMove(`${lead.status} to ${to}`);
  const moved: Lead = { ...lead, ...changes, status: to, timeline: [...lead.timeline, event] };
  if (isSettled(to)) {
    delete moved.dueAt;
    delete moved.taskToken;
  }
  return moved;
}

/** The lead with new open offers: one to a single rep, or one for each rep of a round. */
export function offered(lead: Lead, offers: readonly Offer[], now: string): Lead {
  const { waitingSince: _, waitKey: __, wokenAt: ___, ...rest } = lead;
  return offers.reduce<Lead>(
    (shown, offer) =>
      move(
        shown,
        "offered",
        { at: now, event: "offered", attempt: offer.attempt, repId: offer.repId },
        { offers: [...shown.offers, offer] },
      ),
    rest,
  );
}

/** How one open offer ends by itself. */
type Answer = Extract<OfferOutcome, "accepted" | "declined" | "lapsed">;

/**
 * The lead after one of its open offers ended: accepted, still offered to the others of the round, or ready for the
 * next rep. If a rep of a round accepts, the other offers end as taken.
 */
export function answered(lead: Lead, attempt: number, outcome: Answer, now: string, declineReason?: string): Lead {
  const offer = openOffers(lead).find((open) => open.attempt === attempt);
  if (!offer) throw new ImpossibleMove(`${lead.status} has no open offer ${attempt}`);
  const ended: Offer = { ...offer, outcome, answeredAt: now, ...(declineReason && { declineReason }) };
  const closed = keepsCount(outcome) ? ended : uncounted(ended);
  const event: TimelineEvent = {
    at: now,
    event: outcome,
    attempt: offer.attempt,
    repId: offer.repId,
    // The reason's code alone: what was typed after it may name a person.
    ...(declineReason && { detail: declineReason.split(":")[0] }),
  };
  const offers = lead.offers.map((other) => {
    if (other === offer) return closed;
    return outcome === "accepted" && !other.outcome ? { ...other, outcome: "taken" as const, answeredAt: now } : other;
  });
  if (outcome === "accepted") return move(lead, "accepted", event, { offers, ownerId: offer.repId, acceptedAt: now });
  return move(lead, offers.some((other) => !other.outcome) ? "offered" : "ready", event, { offers });
}

/**
 * Whether an offer still counts as one of the rep's new leads after it ended. Declined it does, for whatever cause:
 * otherwise declining would be a way to see many leads and pick. As in the ledger, it is given back when somebody else
 * confirms the cause. It does not if the offer lapsed.
 */
export const keepsCount = (outcome: Answer): boolean => outcome !== "lapsed";

/** The offer, no longer counted as one of the rep's new leads. */
export function uncounted({ countedIn: _, ...offer }: Offer): Offer {
  return offer;
}

/** The lead's links to its managers, with those of an escalation that is over: they go on saying what is true. */
export function managerLinksOf({ managerLinks = [], escalation }: Lead): NonNullable<Lead["managerLinks"]> {
  const hashes = escalation?.linkHashes ?? [];
  const links = [...managerLinks, ...hashes.map((hash) => ({ managerId: escalation?.managerId ?? "", hash }))];
  return links.slice(-mostManagerLinks);
}

/** The lead in the manager's hands; open offers end as lapsed. */
export function escalated(lead: Lead, escalation: Escalation, now: string): Lead {
  const open = openOffers(lead);
  const offers = lead.offers.map((offer) =>
    open.includes(offer) ? uncounted({ ...offer, outcome: "lapsed" as const, answeredAt: now }) : offer,
  );
  const event = { at: now, event: "escalated", repId: escalation.managerId, detail: escalation.cause };
  return move(lead, "escalated", event, {
    offers,
    escalation,
    ...(lead.escalation && { managerLinks: managerLinksOf(lead) }),
  });
}

/** The lead without its owner and what was followed of them: whoever has it next begins anew. */
export function withoutOwner(lead: Lead): Lead {
  const { ownerId: _, acceptedAt: __, introducedAt: ___, follow: ____, ...free } = withoutMeeting(lead);
  return { ...free, ownedBefore: (lead.ownedBefore ?? 0) + 1 };
}

/** The lead, to whose address nothing is mailed any more. Whatever else is due stays so. */
export const unreachable = (lead: Lead, mark: Unreachable): Lead => ({
  ...lead,
  unreachable: mark,
  timeline: [...lead.timeline, { at: mark.at, event: "unreachable", detail: mark.why }],
});

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

/**
 * The lead with one more link mailed for the open offer `attempt`, or for its escalation where there is none, and with
 * what else changed in that one.
 */
export function withLink(lead: Lead, hash: string, attempt?: number): Lead {
  return changeWaiting(lead, attempt, ({ linkHashes }) => ({ linkHashes: [...linkHashes, hash] }));
}

/** The most links of managers that work. */
const mostManagerLinks = 8;

/** The lead with one more link to its page, mailed to a manager; of many the latest work. */
export const withManagerLink = (lead: Lead, managerId: string, hash: string): Lead => ({
  ...lead,
  managerLinks: [...(lead.managerLinks ?? []), { managerId, hash }].slice(-mostManagerLinks),
});

/**
 * The lead after who has the open offer `attempt`, or else the manager, was reminded once more; reminders whose time
 * has passed too are not made up for.
 */
export function reminded(lead: Lead, now: string, attempt?: number): Lead {
  const waiting = changeWaiting(lead, attempt, ({ reminded, remindAt }) => ({
    reminded: Math.max(reminded + 1, remindAt.filter((at) => at <= now).length),
  }));
  const repId =
    attempt === undefined ? lead.escalation?.managerId : lead.offers.find((offer) => offer.attempt === attempt)?.repId;
  return move(waiting, lead.status, { at: now, event: "reminded", ...(repId && { repId }) });
}

type Waiting = Pick<Offer, "linkHashes" | "reminded" | "remindAt">;

function changeWaiting(lead: Lead, attempt: number | undefined, change: (waiting: Waiting) => Partial<Waiting>): Lead {
  if (attempt === undefined) {
    return lead.escalation ? { ...lead, escalation: { ...lead.escalation, ...change(lead.escalation) } } : lead;
  }
  return {
    ...lead,
    offers: lead.offers.map((offer) => (offer.attempt === attempt ? { ...offer, ...change(offer) } : offer)),
  };
}
