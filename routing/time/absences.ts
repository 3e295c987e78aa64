import { memoize } from "../conditions/memoize.ts";
import type { Hours } from "./schedule.ts";
import { dayOf, instantOf, minute } from "./wall-clock.ts";

/** An interval of epoch milliseconds, end excluded. */
export interface Interval {
  start: number;
  end: number;
}

/** The times when a rep does not work although they have a shift. */
export interface Absences {
  /** Days on which no shift begins: lists of ISO dates, and ranges of them. */
  readonly days: readonly (readonly string[])[];
  readonly ranges: readonly (readonly [first: string, last: string])[];
  /** Absences to the minute, in order and without overlaps. */
  readonly intervals: readonly Interval[];
}

/**
 * The absences of these hours: as whole days the days off, public holidays and whole days of time off; to the minute
 * other time off, half holidays and busy times of the calendar. Time off that is only requested does not count.
 */
export const absencesOf = memoize(({ timeZone, daysOff, timeOff = [], holidays, busy = [] }: Hours): Absences => {
  const granted = timeOff.filter(({ requested }) => !requested);
  const parts = [...granted.filter(({ from }) => from.includes("T")), ...(holidays?.parts ?? [])];
  const intervals = parts.map(({ from, to }) => ({ start: clockTime(timeZone, from), end: clockTime(timeZone, to) }));
  for (let n = 0; n + 1 < busy.length; n += 2) {
    intervals.push({ start: (busy[n] as number) * minute, end: (busy[n + 1] as number) * minute });
  }
  return {
    // Plain lists: they are searched a few times per working interval, too rarely to build a set.
    days: holidays ? [daysOff, holidays.days] : [daysOff],
    ranges: granted.filter(({ from }) => !from.includes("T")).map(({ from, to }) => [from, to]),
    intervals: mergeIntervals(intervals),
  };
});

/** Whether no shift begins on this ISO date. */
export const isDayOff = ({ days, ranges }: Absences, date: string): boolean =>
  days.some((some) => some.includes(date)) || ranges.some(([first, last]) => first <= date && date <= last);

/** The instant of `2026-12-24T13:00` in a zone; `T24:00` is midnight at the day's end. */
const clockTime = (timeZone: string, text: string): number =>
  instantOf(timeZone, dayOf(text), Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)));

/** Merges intervals: in order, neither overlapping nor touching, without empty ones. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const apart: Interval[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    if (!(end > start)) continue;
    const last = apart.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

/** Subtracts intervals, which are in order and do not overlap, from `whole`; begins with the one at index `from`. */
export function* subtractIntervals(whole: Interval, intervals: readonly Interval[], from: number): Generator<Interval> {
  let begin = whole.start;
  for (let n = from; n < intervals.length; n++) {
    const { start, end } = intervals[n] as Interval;
    if (start >= whole.end) break;
    if (start > begin) yield { start: begin, end: start };
    begin = Math.max(begin, end);
  }
  if (begin < whole.end) yield { start: begin, end: whole.end };
}
