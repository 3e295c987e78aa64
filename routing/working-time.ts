import { Temporal } from "temporal-polyfill";
import type { Rep, Shift } from "./rep.ts";

type Hours = Pick<Rep, "timeZone" | "shifts" | "daysOff">;

/** An interval of epoch milliseconds, end excluded. */
interface Interval {
  start: number;
  end: number;
}

const minute = 60_000;
/** How far ahead to look for a shift before saying that there is none. */
const horizonDays = 370;

function shiftOn(date: Temporal.PlainDate, shift: Shift, timeZone: string): Interval {
  const at = (day: Temporal.PlainDate, minutes: number) =>
    day.add({ days: Math.floor(minutes / 1440) }).toZonedDateTime({
      timeZone,
      plainTime: Temporal.PlainTime.from({ minute: minutes % 60, hour: Math.floor(minutes / 60) % 24 }),
    }).epochMilliseconds;
  const overnight = shift.end <= shift.start;
  return { start: at(date, shift.start), end: at(date, overnight ? shift.end + 1440 : shift.end) };
}

/** The rep's working intervals from an instant on, in order and without overlaps, the first cut to begin at `from`. */
function* workingIntervals(hours: Hours, from: number): Generator<Interval> {
  if (hours.shifts.length === 0) return;
  const today = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(hours.timeZone).toPlainDate();
  let counted = from;
  for (let day = -1; day < horizonDays; day++) {
    const date = today.add({ days: day });
    if (hours.daysOff.includes(date.toString())) continue;
    const shifts = hours.shifts
      .filter(({ weekday }) => weekday === date.dayOfWeek)
      .map((shift) => shiftOn(date, shift, hours.timeZone))
      .sort((a, b) => a.start - b.start);
    for (const { start, end } of shifts) {
      if (end <= counted) continue;
      yield { start: Math.max(start, counted), end };
      counted = end;
    }
  }
}

/** Whether the rep works at this instant (ISO 8601). */
export function isOnShift(hours: Hours, at: string): boolean {
  const instant = Date.parse(at);
  const [first] = workingIntervals(hours, instant);
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
  const [first] = workingIntervals(hours, Date.parse(at));
  return first && new Date(first.start).toISOString();
}
