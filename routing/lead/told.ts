import * as z from "zod/mini";

/**
 * Of what a lead's person is told by mail, the most important first: that their request arrived, that another rep takes it
 * over, that it went to the manager, that it waits for somebody to be free, and that what they sent again arrived.
 */
export const occasions = ["received", "handed-on", "escalated", "waiting", "added"] as const;
export type Occasion = (typeof occasions)[number];

/** When the person was told of each, ISO 8601, and of how many submissions they were told that they arrived. */
export const Told = z.object({ at: z.partialRecord(z.enum(occasions), z.string()), upTo: z.number() });
export type Told = z.infer<typeof Told>;
