import { mergeIntervals } from "./absences.ts";
import type { Hours } from "./schedule.ts";
import { dayLength, instantOf, isoDate, minute, utcOffset } from "./wall-clock.ts";
import { workingIntervals } from "./working-time.ts";

/** Why somebody does not work when their shifts say so; `calendar`: they are busy there. */
type Away = "day-off" | "holiday" | "time-off" | "requested" | "calendar";

/** A day by clocks in the rep's zone. Times are ISO 8601, in UTC. */
export interface Day {
  /** ISO date. */
  date: string;
  work: { from: string; to: string }[];
  away: Away[];
}

/** The next days of somebody, today first: when they work, and what keeps them from it. @param now ISO 8601 */
export function nextDays(hours: Hours, now: string, count: number): Day[] {
  const at = Date.parse(now);
  const today = Math.floor((at + (utcOffset(hours.timeZone, at) ?? 0) * minute) / dayLength);
  const begin = instantOf(hours.timeZone, today, 0);
  const end = instantOf(hours.timeZone, today + count, 0);
  const work = [];
  for (const interval of workingIntervals(hours, begin)) {
    if (interval.start >= end) break;
    work.push(interval);
  }
  const whole = mergeIntervals(work);
  return Array.from({ length: count }, (_, n) => {
    const [from, to] = [instantOf(hours.timeZone, today + n, 0), instantOf(hours.timeZone, today + n + 1, 0)];
    const within = whole.filter(({ start, end }) => start < to && end > from);
    return {
      date: isoDate(today + n),
      work: within.map(({ start, end }) => ({ from: instant(Math.max(start, from)), to: instant(Math.min(end, to)) })),
      away: awayOn(hours, isoDate(today + n), [from, to]),
    };
  });
}

const instant = (at: number): string => new Date(at).toISOString();

function awayOn(
  { daysOff, timeOff = [], holidays, busy = [] }: Hours,
  date: string,
  [from, to]: [number, number],
): Away[] {
  const covers = (one: { from: string; to: string }) => one.from.slice(0, 10) <= date && date <= one.to.slice(0, 10);
  const off = timeOff.filter(covers);
  const pairs = busy.flatMap((start, n) =>
    n % 2 === 0 ? [[start * minute, (busy[n + 1] ?? start) * minute] as const] : [],
  );
  return [
    ...(daysOff.includes(date) ? (["day-off"] as const) : []),
    ...(holidays?.days.includes(date) || holidays?.parts.some(covers) ? (["holiday"] as const) : []),
    ...(off.some(({ requested }) => !requested) ? (["time-off"] as const) : []),
    ...(off.some(({ requested }) => requested) ? (["requested"] as const) : []),
    ...(pairs.some(([start, end]) => start < to && end > from) ? (["calendar"] as const) : []),
  ];
}
