import type { Interval } from "./absences.ts";
import type { Hours } from "./schedule.ts";
import { dayLength, isoDate, minute, utcOffset } from "./wall-clock.ts";
import { workingIntervals } from "./working-time.ts";

/** What a meeting holds: cells of a quarter of an hour, counted from 1970-01-01, which no two meetings share. */
const cellLength = 15 * minute;

/** The numbers of the cells that an interval touches, in order. */
export function cellsOf({ start, end }: Interval): number[] {
  const first = Math.floor(start / cellLength);
  return Array.from({ length: Math.max(0, Math.ceil(end / cellLength) - first) }, (_, n) => first + n);
}

/** A query for free times between two instants, in epoch milliseconds; the length of a meeting is in minutes. */
export interface FreeTimesQuery {
  from: number;
  until: number;
  length: number;
}

/** On which minutes of the clock meetings of a length begin: every hour, half hour or quarter of an hour. */
const stepOf = (length: number): number => [60, 30].find((step) => step <= length) ?? 15;

/**
 * When a meeting with this rep can begin: the working hours without absences and busy times, and without what is held
 * already. Meetings begin on the hour, half hour or quarter of the rep's own clock and end before the working interval
 * does; long ones can overlap each other, since only one of them is taken.
 * @param held the cells of other meetings
 * @returns epoch milliseconds, in order
 */
export function freeTimes(hours: Hours, { from, until, length }: FreeTimesQuery, held: ReadonlySet<number>): number[] {
  const found: number[] = [];
  const step = stepOf(length);
  for (const { start, end } of workingIntervals(hours, from)) {
    if (start >= until) break;
    const first = Math.ceil(start / cellLength) * cellLength;
    for (let at = first; at + length * minute <= end && at < until; at += cellLength) {
      const onClock = (at / minute + (utcOffset(hours.timeZone, at) ?? 0)) % step === 0;
      if (onClock && isFree({ start: at, end: at + length * minute }, held)) found.push(at);
    }
  }
  return found;
}

/** Whether nothing of the interval is held. */
export const isFree = (interval: Interval, held: ReadonlySet<number>): boolean =>
  cellsOf(interval).every((cell) => !held.has(cell));

/** The instants by the date that clocks in the zone show, in order; the first `most` dates of them. */
export function byDate(instants: readonly number[], timeZone: string, most: number): Map<string, number[]> {
  const dateOf = (at: number) => isoDate(Math.floor((at + (utcOffset(timeZone, at) ?? 0) * minute) / dayLength));
  return new Map([...Map.groupBy(instants, dateOf)].slice(0, most));
}
