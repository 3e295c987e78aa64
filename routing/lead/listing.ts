import * as z from "zod/mini";
import { closingOutcomes } from "./follow.ts";
import { type Lead, openOffers, priorities } from "./lead.ts";

/** What a list says of a lead beside where it stands and who has it: small, since it is kept in an index. */
export const Listing = z.object({
  name: z.string(),
  company: z.optional(z.string()),
  country: z.optional(z.string()),
  priority: z.optional(z.enum(priorities)),
  lane: z.optional(z.string()),
  source: z.optional(z.string()),
  /** By when whoever has it is to act, ISO 8601; absent where nothing was promised. */
  by: z.optional(z.string()),
  /** Since when it waits for somebody to be available, ISO 8601. */
  waitingSince: z.optional(z.string()),
  outcome: z.optional(z.enum(closingOutcomes)),
});
export type Listing = z.infer<typeof Listing>;

/** The most characters of a text in a list. */
const most = 100;
const cut = (text: string | undefined): string | undefined => (text ? text.slice(0, most) : undefined);

/** What a list says of a lead. */
export function listingOf(lead: Lead): Listing {
  const { facts, priority, lane, closed, waitingSince, status } = lead;
  const by = actBy(lead);
  const texts = {
    company: cut(facts.company),
    country: facts.country,
    lane: cut(lane?.lane),
    source: cut(facts.source),
  };
  return {
    name: cut(facts.name) ?? "",
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
    ...(priority && { priority: priority.level }),
    ...(by && { by }),
    ...(status === "waiting" && waitingSince && { waitingSince }),
    ...(closed && { outcome: closed.outcome }),
  };
}

/** By when whoever has a lead is to act: to answer an offer, the first to end, or to have made the first contact. */
export function actBy(lead: Lead): string | undefined {
  if (lead.status === "offered")
    return openOffers(lead)
      .map(({ expiresAt }) => expiresAt)
      .sort()[0];
  if (lead.status === "introduced" && !lead.follow?.contactedAt) return lead.follow?.contactBy;
  return undefined;
}
