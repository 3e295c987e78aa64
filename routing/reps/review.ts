import * as z from "zod/mini";

/** `pending`: nobody has looked at it yet. Only published ones are shown. */
export const reviewStates = ["pending", "published", "hidden"] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What somebody said of a rep, where, and when; shown word for word, with all of these. */
export const Review = z.object({
  repId: z.string(),
  text: z.string(),
  author: z.string(),
  /** Where it was said: a site, a survey. */
  source: z.string(),
  /** ISO date. */
  date: z.string(),
  state: z.enum(reviewStates),
});
export type Review = z.infer<typeof Review>;
