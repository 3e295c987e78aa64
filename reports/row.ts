import * as z from "zod/mini";
import { closingOutcomes } from "../routing/lead/follow.ts";
import { type Lead, leadStatuses, offerOutcomes, poolOf, priorities } from "../routing/lead/lead.ts";
import type { OwnAttribute } from "../routing/policy/own-attributes.ts";
import { ownIn } from "./own.ts";

/** One offer, as far as figures need it. Times are ISO 8601 in UTC. */
const OfferRow = z.object({
  repId: z.string(),
  pool: z.string(),
  at: z.string(),
  until: z.string(),
  /** One of several that were open at the same time. */
  round: z.optional(z.number()),
  outcome: z.optional(z.enum(offerOutcomes)),
  answeredAt: z.optional(z.string()),
  /** The lead went on to somebody else, since this rep's first contact was late. */
  late: z.optional(z.literal(true)),
});
export type OfferRow = z.infer<typeof OfferRow>;

/**
 * What reports know of a lead: when each thing happened, and what it is grouped by. It names no person but the team's, and
 * depends on the lead and the policy that decided it, so that made again it is the same. Times are ISO 8601 in UTC.
 */
export const LeadRow = z.object({
  id: z.string(),
  /** The lead's revision; a row never gives way to one of an earlier revision. */
  rev: z.number(),
  status: z.enum(leadStatuses),
  receivedAt: z.string(),
  source: z.optional(z.string()),
  campaign: z.optional(z.string()),
  country: z.optional(z.string()),
  language: z.string(),
  priority: z.optional(z.enum(priorities)),
  lane: z.optional(z.string()),
  rule: z.optional(z.string()),
  pool: z.optional(z.string()),
  /** Its owner: who has it, or had it when it was closed. */
  rep: z.optional(z.string()),
  /** The version of the policy that decided it last. */
  version: z.optional(z.string()),
  /** What only the policy that decided it asks of leads, as far as they can be grouped by it. */
  own: z.optional(z.record(z.string(), z.string())),
  offers: z.array(OfferRow),
  escalated: z.optional(z.object({ at: z.string(), cause: z.string() })),
  acceptedAt: z.optional(z.string()),
  /** Until when the owner promised the first contact, and when they reached the person. */
  contactBy: z.optional(z.string()),
  contactedAt: z.optional(z.string()),
  /** When anybody first reached the person, and after how many minutes of their working time since it was received. */
  first: z.optional(z.object({ at: z.string(), worked: z.number() })),
  /** When they are to meet or met. */
  meetingAt: z.optional(z.string()),
  closed: z.optional(
    z.object({
      at: z.string(),
      outcome: z.enum(closingOutcomes),
      reason: z.optional(z.string()),
      value: z.optional(z.number()),
    }),
  ),
});
export type LeadRow = z.infer<typeof LeadRow>;

/** The month in which a row is kept: that in which the lead was received, in UTC, as `2026-11`. */
export const monthOf = ({ receivedAt }: Pick<LeadRow, "receivedAt">): string => receivedAt.slice(0, 7);

/** A lead's row. @param attributes what the policy that decided it names itself */
export function rowOf(lead: Lead, attributes: Readonly<Record<string, OwnAttribute>> = {}): LeadRow {
  const { facts, follow, closed, firstContact, meeting, escalation } = lead;
  const row: LeadRow = {
    id: lead.id,
    rev: lead.rev,
    status: lead.status,
    receivedAt: lead.receivedAt,
    source: facts.source,
    campaign: facts.campaign,
    country: facts.country,
    language: facts.language,
    priority: lead.priority?.level,
    lane: lead.lane?.lane,
    rule: lead.rule?.rule,
    pool: poolOf(lead),
    rep: lead.ownerId,
    version: lead.policyVersion?.toString(),
    own: ownIn(facts, attributes),
    offers: lead.offers.map(({ repId, pool, offeredAt, expiresAt, round, outcome, answeredAt, late }) =>
      known({ repId, pool, at: offeredAt, until: expiresAt, round, outcome, answeredAt, late }),
    ),
    escalated: escalation && { at: escalation.at, cause: escalation.cause },
    acceptedAt: lead.acceptedAt,
    contactBy: follow?.contactBy,
    contactedAt: follow?.contactedAt,
    first: firstContact && { at: firstContact.at, worked: firstContact.worked },
    meetingAt: meeting?.cancelledAt === undefined ? meeting?.at : undefined,
    closed: closed && known({ at: closed.at, outcome: closed.outcome, reason: closed.reason, value: closed.value }),
  };
  return known(row);
}

/** The same without what is undefined, since what is stored has no such thing. */
function known<T extends object>(of: T): T {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T;
}
