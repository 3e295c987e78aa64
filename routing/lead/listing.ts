import * as z from "zod/mini";
import { closingOutcomes } from "./follow.ts";
import { holdersOf, type Lead, openOffers, priorities } from "./lead.ts";
import { isFinal, isFollowed } from "./lifecycle.ts";
import { meetingOf } from "./meeting.ts";

/** What may be next of who has a lead: to answer, to make the first contact, to try again, to meet. */
const nextActs = ["answer", "contact", "try", "meet"] as const;

/** What a list says of a lead beside where it stands and who has it: small, since it is kept in an index. */
export const Listing = z.object({
  name: z.string(),
  company: z.optional(z.string()),
  country: z.optional(z.string()),
  priority: z.optional(z.enum(priorities)),
  lane: z.optional(z.string()),
  source: z.optional(z.string()),
  /** What whoever has it does next, and when; absent where nothing is planned. */
  next: z.optional(z.object({ do: z.enum(nextActs), at: z.string() })),
  /** By when whoever has it is to act, ISO 8601; absent where nothing was promised. */
  by: z.optional(z.string()),
  /** Since when it waits for somebody to be available, ISO 8601. */
  waitingSince: z.optional(z.string()),
  /** When it was given up to ask whoever has it for an outcome, ISO 8601; absent where somebody said how it goes. */
  unresolvedAt: z.optional(z.string()),
  outcome: z.optional(z.enum(closingOutcomes)),
});
export type Listing = z.infer<typeof Listing>;

/** The most characters of a text in a list. */
const most = 100;
const cut = (text: string | undefined): string | undefined => (text ? text.slice(0, most) : undefined);

/** What a list says of a lead. */
export function listingOf(lead: Lead): Listing {
  const { facts, priority, lane, closed, waitingSince, status } = lead;
  const [by, next, unresolvedAt] = [actBy(lead), nextAct(lead), unresolvedSince(lead)];
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
    ...(next && { next }),
    ...(status === "waiting" && waitingSince && { waitingSince }),
    ...(unresolvedAt && { unresolvedAt }),
    ...(closed && { outcome: closed.outcome }),
  };
}

/** Since when nobody asks the owner of a lead for its outcome any more; undefined while somebody does, or once there is one. */
export const unresolvedSince = ({ status, follow }: Lead): string | undefined =>
  isFollowed(status) ? follow?.unresolvedAt : undefined;

/** By when whoever has a lead is to act: to answer an offer, the first to end, or to have made the first contact. */
export function actBy(lead: Lead): string | undefined {
  if (lead.status === "offered")
    return openOffers(lead)
      .map(({ expiresAt }) => expiresAt)
      .sort()[0];
  if (lead.status === "introduced" && !lead.follow?.contactedAt) return lead.follow?.contactBy;
  return undefined;
}

/** What whoever has a lead does next: a meeting that was agreed on, the next try, or what was promised. */
export function nextAct(lead: Lead): Listing["next"] {
  const by = actBy(lead);
  if (lead.status === "offered") return by === undefined ? undefined : { do: "answer", at: by };
  if (!isFollowed(lead.status)) return undefined;
  const meeting = meetingOf(lead);
  if (meeting) return { do: "meet", at: meeting.at };
  const { contactedAt, nextTryAt } = lead.follow ?? {};
  if (nextTryAt && !contactedAt && by !== undefined && nextTryAt < by) return { do: "try", at: nextTryAt };
  return by === undefined ? undefined : { do: "contact", at: by };
}

/** Who alone has a lead that is not over: its owner, or its manager. Those to whom it is offered have it only for a while. */
export const keeperOf = (lead: Lead): string | undefined =>
  isFinal(lead.status) || lead.status === "offered" ? undefined : holdersOf(lead)[0];
