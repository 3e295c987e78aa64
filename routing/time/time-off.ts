import type { TimeOff } from "./schedule.ts";

/** The most entries that somebody has. */
const mostEntries = 60;
/** How far ahead time off may end, ms. */
const furthestMs = 400 * 86_400_000;

const day = /^\d{4}-\d{2}-\d{2}$/;
const clock = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d$|^\d{4}-\d{2}-\d{2}T24:00$/;

/**
 * Time off as somebody asks for it: whole days, both included, or clock times. Undefined where it is none, is over, or ends
 * more than a year from now. @param now ISO 8601
 */
export function readTimeOff({ from = "", to = "" }: Partial<TimeOff>, now: string): TimeOff | undefined {
  const isDays = day.test(from) && day.test(to);
  const isTimes = clock.test(from) && clock.test(to) && from < to;
  if (!isDays && !isTimes) return undefined;
  if (![from, to].every((text) => isDate(text.slice(0, 10)))) return undefined;
  // In no zone is it more than a day earlier.
  const yesterday = new Date(Date.parse(now) - 86_400_000).toISOString().slice(0, 10);
  const furthest = new Date(Date.parse(now) + furthestMs).toISOString().slice(0, 10);
  return from <= to && to.slice(0, 10) >= yesterday && to.slice(0, 10) <= furthest ? { from, to } : undefined;
}

const isDate = (text: string): boolean =>
  Number.isFinite(Date.parse(text)) && new Date(Date.parse(text)).toISOString().startsWith(text);

const same = (one: TimeOff, other: TimeOff): boolean => one.from === other.from && one.to === other.to;

/** Their time off with one more, in order, each once; the latest where they are many. */
export const withTimeOff = (all: readonly TimeOff[], one: TimeOff): TimeOff[] =>
  [...all.filter((other) => !same(one, other)), one].sort((a, b) => (a.from < b.from ? -1 : 1)).slice(-mostEntries);

/** Their time off without one. */
export const withoutTimeOff = (all: readonly TimeOff[], one: TimeOff): TimeOff[] =>
  all.filter((other) => !same(one, other));
