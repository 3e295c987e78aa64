import * as PlainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import type { Rep, Shift } from "./rep.ts";

type Hours = Pick<Rep, "timeZone" | "shifts" | "daysOff">;

/** An interval of epoch milliseconds, end excluded. */
export interface Interval {
  start: number;
  end: number;
}

const minute = 60_000;
const dayLength = 1440 * minute;
/** How far ahead to look for a shift before saying that there is none. */
const horizonDays = 370;

/** Conversions from wall clock to instant, which cost some 15 µs each and are the same for all reps of a zone. */
const known = new Map<string, number>();
const mostKnown = 20_000;
const firstDay = PlainDateTime.create(1970, 1, 1);

/**
 * The instant, in epoch milliseconds, at which clocks in the zone show `minutes` after midnight of a day, counted from
 * 1970-01-01: the first of two, and the change itself where clocks go forward over that time.
 */
function instantOf(timeZone: string, day: number, minutes: number): number {
  const key = `${timeZone} ${day} ${minutes}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const wall = PlainDateTime.addMinutes(PlainDateTime.addDays(firstDay, day), minutes);
  const zoned = PlainDateTime.toZonedDateTime(wall, timeZone, { disambiguation: "earlier" });
  const exists = PlainDateTime.equals(ZonedDateTime.toPlainDateTime(zoned), wall);
  const shown = exists ? zoned : (ZonedDateTime.getTimeZoneTransition(zoned, "next") ?? zoned);
  if (known.size >= mostKnown) known.clear();
  known.set(key, shown.epochMilliseconds);
  return shown.epochMilliseconds;
}

function shiftOn(day: number, { start, end }: Shift, timeZone: string): Interval {
  const overnight = end <= start;
  return {
    start: instantOf(timeZone, day, start),
    end: instantOf(timeZone, day, overnight ? end + 1440 : end),
  };
}

const isoDate = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10);
/** 1970-01-01 was a Thursday. */
const isoWeekday = (day: number): number => ((day + 3) % 7) + 1;

/** The rep's working intervals from an instant on, in order and without overlaps, the first cut to begin at `from`. */
function* workingIntervals(hours: Hours, from: number): Generator<Interval> {
  if (Number.isNaN(from)) throw new RangeError("working time needs an instant to start from");
  // The date in any zone is at most a day from the date in UTC, and a shift may have begun the day before.
  const first = Math.floor(from / dayLength) - 2;
  let counted = from;
  for (let day = first; day <= first + 2 + horizonDays; day++) {
    const shifts = hours.shifts.filter(({ weekday }) => weekday === isoWeekday(day));
    if (shifts.length === 0 || hours.daysOff.includes(isoDate(day))) continue;
    const intervals = shifts.map((shift) => shiftOn(day, shift, hours.timeZone)).sort((a, b) => a.start - b.start);
    for (const { start, end } of intervals) {
      const begin = Math.max(start, counted);
      if (end <= begin) continue;
      yield { start: begin, end };
      counted = end;
    }
  }
}

/**
 * The working interval that `at` (epoch milliseconds) is in, from `at` on, or the next one; `undefined` when there is
 * no shift within a year.
 */
export function nextStretch(hours: Hours, at: number): Interval | undefined {
  const [first] = workingIntervals(hours, at);
  return first;
}

/** Whether the rep works at this instant (ISO 8601). */
export function isOnShift(hours: Hours, at: string): boolean {
  const instant = Date.parse(at);
  const first = nextStretch(hours, instant);
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

/** When the rep works next: `at` itself when on shift; `undefined` when there is no shift within a year. */
export function nextWorkingInstant(hours: Hours, at: string): string | undefined {
  const first = nextStretch(hours, Date.parse(at));
  return first && new Date(first.start).toISOString();
}
