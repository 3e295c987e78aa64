import { absencesOf, type Interval, isDayOff, subtractIntervals } from "./absences.ts";
import type { Hours, Shift } from "./schedule.ts";
import { dayLength, instantOf, isoDate, minute } from "./wall-clock.ts";

/** How many days ahead a shift is searched for. */
const horizonDays = 370;

function shiftOn(day: number, { start, end }: Shift, timeZone: string): Interval {
  const overnight = end <= start;
  return {
    start: instantOf(timeZone, day, start),
    end: instantOf(timeZone, day, overnight ? end + 1440 : end),
  };
}

/** 1970-01-01 was a Thursday. */
const isoWeekday = (day: number): number => ((day + 3) % 7) + 1;

/**
 * The rep's working intervals from an instant on, without absences, in order and without overlaps. The first one does
 * not begin before `from`.
 */
export function* workingIntervals(hours: Hours, from: number): Generator<Interval> {
  if (Number.isNaN(from)) throw new RangeError("working time needs an instant to start from");
  const absences = absencesOf(hours);
  const { intervals: absent } = absences;
  // The date in any zone is at most a day from the date in UTC, and a shift may have begun the day before.
  const first = Math.floor(from / dayLength) - 2;
  let counted = from;
  let next = firstEndingAfter(absent, from);
  for (let day = first; day <= first + 2 + horizonDays; day++) {
    const shifts = hours.shifts.filter(({ weekday }) => weekday === isoWeekday(day));
    if (shifts.length === 0 || isDayOff(absences, isoDate(day))) continue;
    const intervals = shifts.map((shift) => shiftOn(day, shift, hours.timeZone)).sort((a, b) => a.start - b.start);
    for (const { start, end } of intervals) {
      const begin = Math.max(start, counted);
      if (end <= begin) continue;
      while (next < absent.length && (absent[next] as Interval).end <= begin) next += 1;
      yield* subtractIntervals({ start: begin, end }, absent, next);
      counted = end;
    }
  }
}

/** The index of the first interval that ends after an instant, by bisection. */
function firstEndingAfter(ordered: readonly Interval[], at: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] as Interval).end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The working interval that `at` (epoch milliseconds) is in, from `at` on, or the next one; `undefined` when there is
 * no shift within a year.
 */
export function nextWorkingInterval(hours: Hours, at: number): Interval | undefined {
  const [first] = workingIntervals(hours, at);
  return first;
}

/** Whether the rep works at this instant (ISO 8601). */
export function isOnShift(hours: Hours, at: string): boolean {
  const instant = Date.parse(at);
  const first = nextWorkingInterval(hours, instant);
  return first !== undefined && first.start <= instant;
}

/**
 * The instant (ISO 8601, UTC) after `minutes` of the rep's working time from `from` on, daylight saving included;
 * `undefined` when the rep has no shift within a year.
 */
export function addWorkingTime(hours: Hours, from: string, minutes: number): string | undefined {
  let left = minutes * minute;
  for (const { start, end } of workingIntervals(hours, Date.parse(from))) {
    if (left <= end - start) return new Date(start + left).toISOString();
    left -= end - start;
  }
  return undefined;
}

/** How much of a rep's working time, in minutes, lies between two instants (ISO 8601), of the year before the second one at most. */
export function workedBetween(hours: Hours, from: string, to: string): number {
  const [start, end] = [Math.max(Date.parse(from), Date.parse(to) - 365 * dayLength), Date.parse(to)];
  let worked = 0;
  for (const interval of workingIntervals(hours, start)) {
    if (interval.start >= end) break;
    worked += Math.min(interval.end, end) - interval.start;
  }
  return worked / minute;
}

/** When the rep works next: `at` itself when on shift; `undefined` when there is no shift within a year. */
export function nextWorkingInstant(hours: Hours, at: string): string | undefined {
  const first = nextWorkingInterval(hours, Date.parse(at));
  return first && new Date(first.start).toISOString();
}
