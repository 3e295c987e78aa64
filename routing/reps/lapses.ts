import { pauseEnd } from "./pause.ts";
import type { Pause, RepState } from "./rep.ts";

/**
 * A change of the rep's count of offers in a row that lapsed: `over` resets it, `more` increments it on the condition
 * that it is below a number, `pause` increments it and pauses the rep on the condition that it has reached a number.
 */
export type Lapses = { kind: "over" } | { kind: "more"; below: number } | { kind: "pause"; from: number; pause: Pause };

/**
 * The effect of one more lapse on a rep as they were read. Undefined while they are paused: such offers were made
 * before the pause, of which the rep was told.
 * @param after number of lapses in a row after which a rep is paused; 0 for never
 * @param now ISO 8601
 */
export function afterLapse(
  { lapses = 0, paused }: Pick<RepState, "lapses" | "paused">,
  after: number,
  now: string,
): Lapses | undefined {
  if (after === 0 || pauseEnd(paused) > Date.parse(now)) return undefined;
  const last = after - 1;
  if (lapses < last) return { kind: "more", below: last };
  return { kind: "pause", from: last, pause: { since: now, because: "lapses" } };
}
