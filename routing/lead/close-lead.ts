import type { Closing } from "./follow.ts";
import { type Lead, type Offer, openOffers } from "./lead.ts";
import { isFinal } from "./lifecycle.ts";
import { move, uncounted } from "./move-lead.ts";

/** Whether a lead can be closed. `being-told`: the rep is not introduced yet. `no-rep`: it ended without one. */
export type Closable = "closes" | "closed-before" | "being-told" | "not-accepted" | "no-rep";

/** Who withdraws may do so at any time; any other outcome is known once the owner was introduced. */
export function closable({ status }: Lead, outcome: Closing["outcome"]): Closable {
  if (status === "closed") return "closed-before";
  if (isFinal(status)) return "no-rep";
  if (outcome === "withdrawn" || status === "introduced" || status === "contacted") return "closes";
  return status === "accepted" ? "being-told" : "not-accepted";
}

/** What a rep holds no more: a place with what it takes and, with `countedIn`, its count as a new lead. */
export type Held = Pick<Offer, "repId" | "points" | "toClose" | "countedIn">;

/** The place of an offer, without its count as a new lead. */
export const placeIn = ({ repId, points, toClose }: Offer): Held => ({ repId, points, toClose });

/** A lead as it is to be written, and what must be written with it. */
export interface Ended {
  lead: Lead;
  freed: readonly Held[];
  /** The attempts whose cost is credited. */
  credited: readonly number[];
}

/**
 * The lead as it ended, what nobody holds any more, and which offers are credited. A manager who took it holds no place. An
 * invalid lead is none of the owner's new leads either, and all of its offers are credited. Offers that are open end as
 * withdrawn, and are credited, since they cost a turn and nobody could win anything. @throws ImpossibleMove
 */
export function close(lead: Lead, closing: Closing): Ended {
  const { outcome, at, by } = closing;
  const accepted = lead.offers.find((offer) => offer.outcome === "accepted" && offer.repId === lead.ownerId);
  const open = openOffers(lead);
  const uncounts = (offer: Offer) => open.includes(offer) || (offer === accepted && outcome === "invalid");
  const offers = lead.offers.map((offer) => {
    const ended: Offer = open.includes(offer) ? { ...offer, outcome: "withdrawn", answeredAt: at } : offer;
    return uncounts(offer) ? uncounted(ended) : ended;
  });
  const { ownerId, follow } = lead;
  const { taskToken: _, ...followed } = follow ?? {};
  const event = {
    at,
    event: "closed",
    ...(ownerId && { repId: ownerId }),
    detail: outcome,
    ...(by !== ownerId && { by }),
  };
  const changes = { closed: closing, offers, ...(follow && { follow: followed as typeof follow }) };
  // An offer that is shown to several holds no place.
  const held = lead.offers.filter((offer) => offer === accepted || (open.includes(offer) && offer.round === undefined));
  const { waitingSince: __, waitKey: ___, wokenAt: ____, ...rest } = lead;
  return {
    lead: move(rest, "closed", event, changes),
    freed: held.map((offer) => ({ ...placeIn(offer), ...(uncounts(offer) && { countedIn: offer.countedIn }) })),
    credited: lead.offers
      .filter((offer) => outcome === "invalid" || open.includes(offer))
      .map(({ attempt }) => attempt),
  };
}
