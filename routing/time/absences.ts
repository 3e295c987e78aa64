import { memoize } from "../conditions/memoize.ts";
import type { Hours } from "./schedule.ts";
import { dayOf, instantOf, minute } from "./wall-clock.ts";

/** An interval of epoch milliseconds, end excluded. */
export interface Interval {
  start: number;
  end: number;
}

/** When a rep does not work although they have a shift. */
export interface Absences {
  /** ISO dates on which no shift begins, and the first and last of stretches of them. */
  readonly days: readonly (readonly string[])[];
  readonly ranges: readonly (readonly [first: string, last: string])[];
  /** In order and apart from each other. */
  readonly stretches: readonly Interval[];
}

/**
 * The absences of these hours: days off, whole public holidays and time off of whole days; and to the minute the rest
 * of the time off, parts of public holidays and what the rep's calendar says. What was only asked for does not count.
 */
export const absencesOf = memoize(({ timeZone, daysOff, timeOff = [], holidays, busy = [] }: Hours): Absences => {
  const granted = timeOff.filter(({ requested }) => !requested);
  const parts = [...granted.filter(({ from }) => from.includes("T")), ...(holidays?.parts ?? [])];
  const stretches = parts.map(({ from, to }) => ({ start: clockTime(timeZone, from), end: clockTime(timeZone, to) }));
  for (let n = 0; n + 1 < busy.length; n += 2) {
    stretches.push({ start: (busy[n] as number) * minute, end: (busy[n + 1] as number) * minute });
  }
  return {
    // As they come: they are looked into a few times for each hour of work that is found, which a set would not repay.
    days: holidays ? [daysOff, holidays.days] : [daysOff],
    ranges: granted.filter(({ from }) => !from.includes("T")).map(({ from, to }) => [from, to]),
    stretches: mergeIntervals(stretches),
  };
});

/** Whether no shift begins on this ISO date. */
export const isDayOff = ({ days, ranges }: Absences, date: string): boolean =>
  days.some((some) => some.includes(date)) || ranges.some(([first, last]) => first <= date && date <= last);

/** The instant of `2026-12-24T13:00` in a zone; `T24:00` is midnight at the day's end. */
const clockTime = (timeZone: string, text: string): number =>
  instantOf(timeZone, dayOf(text), Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)));

/** The same time as stretches in order that neither overlap nor touch; those without length are left out. */
export function mergeIntervals(stretches: readonly Interval[]): Interval[] {
  const apart: Interval[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    if (!(end > start)) continue;
    const last = apart.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

/** What is left of `whole` without these stretches, which are in order and apart; `from` is where to begin among them. */
export function* subtractIntervals(whole: Interval, stretches: readonly Interval[], from: number): Generator<Interval> {
  let begin = whole.start;
  for (let n = from; n < stretches.length && begin < whole.end; n++) {
    const { start, end } = stretches[n] as Interval;
    if (start >= whole.end) break;
    if (start > begin) yield { start: begin, end: start };
    begin = Math.max(begin, end);
  }
  if (begin < whole.end) yield { start: begin, end: whole.end };
}
