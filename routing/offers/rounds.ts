import { attemptsOf, type Lead, type Offer } from "../lead/lead.ts";

/** In which round of asking the lead is: 0 for the first. A lead that was handed on or reopened begins with the first. */
export const roundOf = (lead: Pick<Lead, "offers" | "pastOffers">): number =>
  Math.max(0, ...attemptsOf(lead).map(({ again = 0 }) => again));

/**
 * The lead as it is asked about in a further round: the attempts begin anew, and who let it lapse before may be asked once
 * more. Who declined it, gave it back or was asked in this round already is not.
 */
export function inRound<Asked extends Pick<Lead, "offers" | "pastOffers">>(lead: Asked, round: number): Asked {
  if (round === 0) return lead;
  const { offers, pastOffers = 0 } = lead;
  const first = offers.findIndex(({ again = 0 }, n) => n >= pastOffers && again === round);
  const before = first < 0 ? offers.length : first;
  const free = (offer: Offer, n: number): Offer =>
    n < before && offer.outcome === "lapsed" ? { ...offer, repId: "" } : offer;
  return { ...lead, offers: offers.map(free), pastOffers: before };
}
