import * as z from "zod/mini";
import type { Closing } from "../lead/follow.ts";

/** What became of the leads that were closed as won or lost, of one rep or of one kind of lead. */
export const Closings = z.object({
  won: z.number(),
  lost: z.number(),
  /** What was won, in the policy's currency, as far as it was said. */
  value: z.number(),
  /** Minutes from the acceptance to the closing, of all of them together. Clock time. */
  minutes: z.number(),
});
export type Closings = z.infer<typeof Closings>;
export const noClosings: Closings = { won: 0, lost: 0, value: 0, minutes: 0 };

/** The closings of each kind of lead, as `kindOf` names them. */
export type ClosingsByKind = ReadonlyMap<string, Closings>;

/** What one counted closing adds. */
export const closingsOf = ({ outcome, value, counted }: Closing): Closings =>
  counted
    ? {
        won: outcome === "won" ? 1 : 0,
        lost: outcome === "lost" ? 1 : 0,
        value: (outcome === "won" && value) || 0,
        minutes: counted.minutes,
      }
    : noClosings;

/** Both together. */
export const together = (one: Closings, other: Closings): Closings => ({
  won: one.won + other.won,
  lost: one.lost + other.lost,
  value: one.value + other.value,
  minutes: one.minutes + other.minutes,
});
