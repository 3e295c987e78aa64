import * as z from "zod/mini";

/** What a later submission said that was not known, or known otherwise. */
export const Addition = z.object({
  /** The submission's number; the first, which made the lead, is 1. */
  n: z.number(),
  at: z.string(),
  /** The fact's name, or the field of the form where it is of no fact. */
  field: z.string(),
  /** The beginning of what was said. */
  text: z.string(),
  /** What was known before and is replaced by it. */
  before: z.optional(z.string()),
  /** The fact keeps what was known, and this stands beside it. */
  beside: z.optional(z.literal(true)),
  /** Somebody claimed it of whom we do not take it. */
  claimed: z.optional(z.literal(true)),
  /** The person's own word, from the page that only links mailed to their address open. An empty text is a removal. */
  own: z.optional(z.literal(true)),
});
export type Addition = z.infer<typeof Addition>;

/** A mail about additions that was claimed and is not known to be sent. */
const Telling = z.object({
  repId: z.string(),
  /** The mail's number among those of this lead. */
  attempt: z.number(),
  at: z.string(),
  /** The numbers of the submissions that it is about: those after the first of these, up to the second. */
  after: z.number(),
  upTo: z.number(),
});
export type Telling = z.infer<typeof Telling>;

/** Who was told of additions: up to which submission, and when the mail was claimed. */
export const News = z.object({
  sent: z.number(),
  told: z.record(z.string(), z.object({ upTo: z.number(), at: z.string() })),
  telling: z.array(Telling),
});
export type News = z.infer<typeof News>;
