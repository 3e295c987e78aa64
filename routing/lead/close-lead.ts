import type { Closing, Lead, Offer } from "./lead.ts";
import { move, uncounted } from "./move-lead.ts";

/** Whether a lead can be closed. `being-told`: the rep is not introduced yet. `no-rep`: it ended without one. */
export type Closable = "closes" | "closed-before" | "being-told" | "not-accepted" | "no-rep";

export function closable({ status }: Lead): Closable {
  switch (status) {
    case "introduced":
      return "closes";
    case "accepted":
      return "being-told";
    case "closed":
      return "closed-before";
    case "rejected":
    case "nurtured":
      return "no-rep";
    default:
      return "not-accepted";
  }
}

/**
 * The lead as it ended with its owner, and what they hold no more: what the offer that they accepted took. A manager who
 * took it holds no place. An invalid lead is none of the owner's new leads either. @throws ImpossibleMove
 */
export function close(
  lead: Lead,
  closing: Closing,
): { lead: Lead; freed?: Pick<Offer, "repId" | "points" | "countedIn"> } {
  const { outcome, at } = closing;
  const accepted = lead.offers.find((offer) => offer.outcome === "accepted");
  const event = { at, event: "closed", ...(lead.ownerId && { repId: lead.ownerId }), detail: outcome };
  if (!accepted) return { lead: move(lead, "closed", event, { closed: closing }) };
  const { repId, points, countedIn } = accepted;
  if (outcome !== "invalid")
    return { lead: move(lead, "closed", event, { closed: closing }), freed: { repId, points } };
  const offers = lead.offers.map((offer) => (offer === accepted ? uncounted(offer) : offer));
  return { lead: move(lead, "closed", event, { closed: closing, offers }), freed: { repId, points, countedIn } };
}
