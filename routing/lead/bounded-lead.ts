import { bytesOf } from "./item-size.ts";
import type { Lead, Offer, TimelineEvent } from "./lead.ts";

/** The most that a lead's item takes, whatever is sent and whatever happens to it. DynamoDB's own limit is 400 KB. */
export const mostBytes = 64 * 1024;
/** For the item's keys and the attributes of its indexes. Bytes. */
const reserved = 3 * 1024;
/** The most events in the item, and how many stay when the others become a row. */
const mostEvents = 40;
const latestEvents = 20;

type Shorten = (lead: Lead) => Lead;

const ended =
  (shorten: (offer: Offer) => Offer): Shorten =>
  (lead) => ({ ...lead, offers: lead.offers.map((offer) => (offer.outcome ? shorten(offer) : offer)) });

/** What can be done without, the least needed first. All but the last texts are also in traces and submissions. */
const shorter: readonly Shorten[] = [
  ended(({ why: _, ...offer }) => offer),
  ended((offer) => ({ ...offer, remindAt: [] })),
  ended(({ declineReason, ...offer }) => ({
    ...offer,
    ...(declineReason && { declineReason: declineReason.slice(0, 60) }),
  })),
  ({ asWritten: _, ...lead }) => lead,
  (lead) =>
    lead.facts.message ? { ...lead, facts: { ...lead.facts, message: lead.facts.message.slice(0, 1000) } } : lead,
  (lead) => (lead.additions ? { ...lead, additions: lead.additions.slice(-8) } : lead),
  (lead) =>
    lead.score
      ? { ...lead, score: { ...lead.score, dimensions: lead.score.dimensions.map((one) => ({ ...one, reasons: [] })) } }
      : lead,
  (lead) =>
    lead.qualification
      ? { ...lead, qualification: { ...lead.qualification, callScript: lead.qualification.callScript.slice(0, 3) } }
      : lead,
  (lead) => ({ ...lead, offers: lead.offers.map(({ why: _, ...offer }) => offer) }),
  // Links of ended offers say no more than that they ended.
  ended((offer) => ({ ...offer, linkHashes: offer.linkHashes.slice(-1) })),
  ended((offer) => ({ ...offer, linkHashes: [] })),
];

/** A lead as its item holds it, and the events that become a row beside it. */
export interface Bounded {
  lead: Lead;
  moved: TimelineEvent[];
}

/**
 * The lead with an item below the bound: old events of its timeline move to a row, and where the rest would still be too
 * large, what can be done without goes.
 */
export function bounded(lead: Lead): Bounded {
  const overflow = lead.timeline.length > mostEvents ? lead.timeline.length - latestEvents : 0;
  const moved = lead.timeline.slice(0, overflow);
  const timed: Lead =
    overflow === 0
      ? lead
      : { ...lead, timeline: lead.timeline.slice(overflow), timelineMoved: (lead.timelineMoved ?? 0) + overflow };
  const fits = shorter.reduce((tried, shorten) => (isSmall(tried) ? tried : shorten(tried)), timed);
  return { lead: fits, moved };
}

const isSmall = (lead: Lead): boolean => bytesOf(lead) <= mostBytes - reserved;
