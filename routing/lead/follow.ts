import * as z from "zod/mini";

/** How an owner reached the lead; `meeting`: they met, or agreed on when to. */
export const contactWays = ["phone", "email", "whatsapp", "meeting", "other"] as const;
export type ContactWay = (typeof contactWays)[number];

/** A call or message that the lead did not answer. `page` tells apart what was pressed on one page from the next. */
const Try = z.object({ at: z.string(), page: z.optional(z.string()) });

/** The most tries that are kept with the lead, the latest; all are counted. */
export const mostTries = 20;

/**
 * What its present owner did since they were introduced, and what is due of them. It begins anew with each owner. Times
 * are ISO 8601 in UTC.
 */
export const Follow = z.object({
  /** Until when the first contact was promised. */
  contactBy: z.string(),
  /** When to remind of the first contact, earliest first; those already sent are counted by `reminded`. */
  remindAt: z.array(z.string()),
  reminded: z.number(),
  contactedAt: z.optional(z.string()),
  how: z.optional(z.enum(contactWays)),
  /** When the manager was told that there was no first contact in time. */
  breachedAt: z.optional(z.string()),
  tries: z.array(Try),
  tried: z.number(),
  /** When to try next, as it was proposed. */
  nextTryAt: z.optional(z.string()),
  /** Since when its owner has neither done anything nor been asked how it goes. */
  quietSince: z.string(),
  /** How often its owner was asked how it goes since they did something last. */
  nudged: z.number(),
  /** How often somebody was mailed of it since they have it, other than reminders: numbers the mails. */
  asked: z.number(),
  /** They want to give it back and may not, since they gave back as many as the policy lets them. */
  wish: z.optional(z.object({ at: z.string(), reason: z.string(), told: z.optional(z.literal(true)) })),
  /** When it was given up to ask. */
  unresolvedAt: z.optional(z.string()),
  /** How many executions were started for this owner beyond the first. */
  restarts: z.number(),
  /** Callback token of the task that waits for the owner. Never logged, never mailed. */
  taskToken: z.optional(z.string()),
});
export type Follow = z.infer<typeof Follow>;

/**
 * A time at which a rep and the lead meet, and of which both are told by invitations. It is the owner's: once the lead is
 * somebody else's, or over, it is cancelled; that of a customer, once the lead is not won after all. Times are ISO 8601 in UTC.
 */
export const Meeting = z.object({
  repId: z.string(),
  at: z.string(),
  minutes: z.number(),
  /** When it was agreed on, and by whom. */
  bookedAt: z.string(),
  by: z.enum(["lead", "rep"]),
  /** The first call of the customer that the lead became, with their success manager. */
  ofCustomer: z.optional(z.literal(true)),
  /** The number of its last change among those of all of the lead's meetings: the SEQUENCE of its invitation. */
  change: z.number(),
  cancelledAt: z.optional(z.string()),
  /** The change that both are told of, as far as mails can. */
  told: z.optional(z.number()),
  /** Both were invited, so that both have to hear when it is moved or cancelled. */
  invited: z.optional(z.literal(true)),
  /** Its time is another one than that of the first invitation. */
  moved: z.optional(z.literal(true)),
  /** It took place before it could be cancelled. */
  past: z.optional(z.literal(true)),
});
export type Meeting = z.infer<typeof Meeting>;

/** How a lead can end. `withdrawn`: the person asked for nothing more. */
export const closingOutcomes = ["won", "lost", "invalid", "withdrawn"] as const;

/** How a lead ended, who said so, and when (ISO 8601). */
export const Closing = z.object({
  outcome: z.enum(closingOutcomes),
  at: z.string(),
  by: z.string(),
  /** What was won, in the policy's currency. */
  value: z.optional(z.number()),
  /** Why it was lost: an id of the policy's `lost_reasons`; or why a manager rejected it. */
  reason: z.optional(z.string()),
  /** As it was typed; may name people. */
  note: z.optional(z.string()),
  /** What it counts for in what is learnt, until it is taken back; absent where it says nothing of a rep. */
  counted: z.optional(
    z.object({
      repId: z.string(),
      /** The kind of the lead. */
      kind: z.optional(z.string()),
      /** From the acceptance to the closing. Clock time. */
      minutes: z.number(),
    }),
  ),
});
export type Closing = z.infer<typeof Closing>;
