import type { Pause } from "./rep.ts";

/** When a pause begins, in epoch milliseconds; Infinity for none. */
export const pauseStart = (pause: Pause | undefined): number =>
  pause ? Date.parse(pause.since) : Number.POSITIVE_INFINITY;

/** When a pause ends, in epoch milliseconds: Infinity for one without an end, 0 for none. */
export function pauseEnd(pause: Pause | undefined): number {
  if (!pause) return 0;
  return pause.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(pause.until);
}

/** Whether the pause is on at an instant (ISO 8601). */
export const isOn = (pause: Pause | undefined, now: string): boolean =>
  pauseStart(pause) <= Date.parse(now) && pauseEnd(pause) > Date.parse(now);
