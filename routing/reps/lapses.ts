import { pauseEnd } from "./pause.ts";
import type { Pause, RepState } from "./rep.ts";

/**
 * What the end of an offer does to the count of those in a row that the rep let lapse: `over` ends it, `more` counts one
 * more while it is still below a number, `pause` counts the one that pauses them, once it is at a number.
 */
export type Lapses = { kind: "over" } | { kind: "more"; below: number } | { kind: "pause"; from: number; pause: Pause };

/**
 * What one more lapse does to a rep as they stood when they were read. Nothing while they are paused: those offers were
 * made before, and they are told already.
 * @param after after how many in a row they are paused; 0 for never
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
