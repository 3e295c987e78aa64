import * as PlainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";

export const minute = 60_000;
export const dayLength = 1440 * minute;

/** Conversions from wall clock to instant, which cost some 15 µs each and are the same for all reps of a zone. */
const known = new Map<string, number>();
const mostKnown = 20_000;
const firstDay = PlainDateTime.create(1970, 1, 1);

/**
 * The instant, in epoch milliseconds, at which clocks in the zone show `minutes` after midnight of a day, counted from
 * 1970-01-01: the first of two, and the change itself where clocks go forward over that time.
 */
export function instantOf(timeZone: string, day: number, minutes: number): number {
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

/** The day, counted from 1970-01-01, of an ISO date, or of the date that a longer text begins with. */
export const dayOf = (text: string): number => Date.parse(text.slice(0, 10)) / dayLength;

/** The ISO date of a day counted from 1970-01-01. */
export const isoDate = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10);
