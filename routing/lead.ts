import * as z from "zod/mini";

/** The languages Turno writes in. A lead or rep with another language gets the policy's first. */
export const locales = ["en", "es", "pt"] as const;
export type Locale = (typeof locales)[number];

export const urgencies = ["now", "this-quarter", "this-year", "exploring"] as const;

/** What is known of a person and their organisation; what rules, gates and points may ask about. */
export const LeadFacts = z.object({
  name: z.string(),
  email: z.string(),
  company: z.optional(z.string()),
  /** Number of people in the organisation. */
  size: z.optional(z.number()),
  /** ISO 3166-1 alpha-2, upper case. */
  country: z.optional(z.string()),
  region: z.optional(z.string()),
  phone: z.optional(z.string()),
  role: z.optional(z.string()),
  products: z.optional(z.array(z.string())),
  useCase: z.optional(z.string()),
  industry: z.optional(z.string()),
  /** Expected yearly value, in the policy's currency. */
  value: z.optional(z.number()),
  urgency: z.optional(z.enum(urgencies)),
  customerType: z.optional(z.enum(["new", "customer", "former"])),
  /** How many pages, mails or events the person acted on, as the form's host reports it. */
  engagement: z.optional(z.number()),
  message: z.optional(z.string()),
  source: z.optional(z.string()),
  campaign: z.optional(z.string()),
  language: z.enum(locales),
});
export type LeadFacts = z.infer<typeof LeadFacts>;

/** Where a lead stands. The allowed moves between these are in lifecycle.ts. */
export const leadStatuses = [
  "new",
  "qualified",
  "ready",
  "waiting",
  "offered",
  "escalated",
  "accepted",
  "introduced",
  "rejected",
  "nurtured",
] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export const priorities = ["hot", "warm", "cold"] as const;
export type Priority = (typeof priorities)[number];

/** A text of the policy's author: one for all readers, or one for each language. */
export const Words = z.union([z.string(), z.strictObject({ en: z.string(), es: z.string(), pt: z.string() })]);
export type Words = z.infer<typeof Words>;

/** The text in the reader's language. */
export const inLocale = (words: Words, locale: Locale): string => (typeof words === "string" ? words : words[locale]);

/** One reason behind a decision, in the policy author's words, with what it was worth. */
const Reason = z.object({ because: Words, points: z.optional(z.number()) });

export const Score = z.object({
  total: z.number(),
  max: z.number(),
  dimensions: z.array(
    z.object({ dimension: z.string(), points: z.number(), max: z.number(), reasons: z.array(Reason) }),
  ),
});
export type Score = z.infer<typeof Score>;

const offerOutcomes = ["accepted", "declined", "lapsed"] as const;
export type OfferOutcome = (typeof offerOutcomes)[number];

/** A lead shown to one rep, exclusively, until they answer or time is up. Times are ISO 8601 in UTC. */
export const Offer = z.object({
  /** 1 for the first rep asked, 2 for the next… */
  attempt: z.number(),
  repId: z.string(),
  pool: z.string(),
  offeredAt: z.string(),
  expiresAt: z.string(),
  /** When to remind, earliest first; those already sent are counted by `reminded`. */
  remindAt: z.array(z.string()),
  reminded: z.number(),
  /** SHA-256 (base64url) of each link mailed for this offer; the links themselves are not kept. */
  linkHashes: z.array(z.string()),
  outcome: z.optional(z.enum(offerOutcomes)),
  answeredAt: z.optional(z.string()),
  declineReason: z.optional(z.string()),
});
export type Offer = z.infer<typeof Offer>;

/** The manager's turn, after the reps' attempts are used or nobody was available in time. */
export const Escalation = z.object({
  managerId: z.string(),
  cause: z.enum(["attempts-used", "nobody-available", "fault"]),
  at: z.string(),
  remindAt: z.array(z.string()),
  reminded: z.number(),
  linkHashes: z.array(z.string()),
  answeredAt: z.optional(z.string()),
});
export type Escalation = z.infer<typeof Escalation>;

/** One line of a lead's story: what happened, when, and to whom. Never holds personal data. */
export const TimelineEvent = z.object({
  at: z.string(),
  event: z.string(),
  attempt: z.optional(z.number()),
  repId: z.optional(z.string()),
  detail: z.optional(z.string()),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

export const Lead = z.object({
  id: z.string(),
  /** Counts the writes; every write holds the condition that nobody else wrote in between. */
  rev: z.number(),
  status: z.enum(leadStatuses),
  facts: LeadFacts,
  consent: z.optional(z.object({ wording: z.string(), at: z.string() })),
  receivedAt: z.string(),
  /** SHA-256 of each submission merged into this lead, the first included. */
  submissions: z.array(z.string()),
  policyVersion: z.optional(z.number()),
  qualification: z.optional(z.object({ eligible: z.boolean(), reasons: z.array(Reason), callScript: z.array(Words) })),
  score: z.optional(Score),
  priority: z.optional(z.object({ level: z.enum(priorities), reasons: z.array(Reason) })),
  lane: z.optional(z.object({ lane: z.string(), because: Words })),
  rule: z.optional(z.object({ rule: z.string(), pools: z.array(z.string()), because: z.optional(Words) })),
  offers: z.array(Offer),
  escalation: z.optional(Escalation),
  ownerId: z.optional(z.string()),
  acceptedAt: z.optional(z.string()),
  introducedAt: z.optional(z.string()),
  waitingSince: z.optional(z.string()),
  /** Callback token of the task that waits for an answer. Never logged, never mailed. */
  taskToken: z.optional(z.string()),
  /** How many executions were started for this lead beyond the first. */
  restarts: z.number(),
  /** When somebody must have acted on this lead; past it, the sweeper looks. Absent once nothing is due. */
  dueAt: z.optional(z.string()),
  timeline: z.array(TimelineEvent),
});
export type Lead = z.infer<typeof Lead>;

/** The offer that waits for an answer, if the lead is in somebody's hands. */
export function openOffer(lead: Lead): Offer | undefined {
  return lead.status === "offered" ? lead.offers.at(-1) : undefined;
}
