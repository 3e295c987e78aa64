import type { Interval } from "../../routing/time/absences.ts";
import { dayLength } from "../../routing/time/wall-clock.ts";
import { type Component, firstValue, plainValue, propertiesNamed } from "./components.ts";
import { type Length, type Period, parseLength, timeOf, timesOf, Unreadable, type WallTime } from "./times.ts";
import type { Zones } from "./zones.ts";

/** An event's first occurrence, and how long each of them lasts. */
export interface Span {
  start: WallTime;
  /** The end by the clocks of its own zone, if it has one. */
  end?: WallTime;
  length: Length;
}

/** When an event takes place, its recurrence aside. @throws Unreadable */
export function spanOf(event: Component): Span {
  const [first] = propertiesNamed(event, "DTSTART");
  if (!first) throw new Unreadable("no start");
  const start = timeOf(first);
  const [last] = propertiesNamed(event, "DTEND");
  const [duration] = propertiesNamed(event, "DURATION");
  if (last) return { start, ...endingAt(start, timeOf(last)) };
  const length = duration ? parseLength(plainValue(duration)) : { days: start.isDate ? 1 : 0, ms: 0 };
  if (!length) throw new Unreadable("DURATION is no length of time");
  return { start, length };
}

function endingAt(start: WallTime, end: WallTime): { end?: WallTime; length: Length } {
  const shown = end.shown - start.shown;
  if (!start.isDate) return { end, length: { days: 0, ms: shown } };
  // A day that ends with itself is a day all the same.
  return { length: { days: Math.max(shown === 0 ? 1 : 0, Math.ceil(shown / dayLength)), ms: 0 } };
}

/** How much an event lasts at most, in milliseconds, whatever clocks do. */
export const atMost = ({ days, ms }: Length): number => Math.max(0, days * dayLength + ms) + dayLength;

/** The interval of an occurrence that begins at `start`; days go by the clocks there. */
export function lasting(start: WallTime, { days, ms }: Length, zones: Zones): Interval {
  const begin = zones.instant(start);
  const end = days === 0 ? begin : zones.instant({ ...start, shown: start.shown + days * dayLength });
  return { start: begin, end: end + ms };
}

/** The interval of an event that takes place once. @throws Unreadable */
export function intervalOf({ start, end, length }: Span, zones: Zones): Interval {
  if (!end) return lasting(start, length, zones);
  return { start: zones.instant(start), end: zones.instant(end, start) };
}

/** The interval of a period. @throws Unreadable */
export function intervalOfPeriod({ start, end }: Period, zones: Zones, beside?: WallTime): Interval {
  const from = { ...start, zone: start.zone ?? beside?.zone };
  if ("days" in end) return lasting(from, end, zones);
  return { start: zones.instant(from), end: zones.instant(end, from) };
}

/** Two days on either side, since no two clocks are further apart. */
const margin = 2 * dayLength;

/** Whether something may be within what is asked, by what clocks show, before any zone is looked up. */
export const mayConcern = (shown: number, length: number, asked: Interval): boolean =>
  shown < asked.end + margin && shown + length + margin > asked.start;

/** What names the occurrence that an event stands for: undefined for one that stands for itself. */
export function replacedBy(event: Component): { time: WallTime; later: boolean; sequence: number } | undefined {
  const [property] = propertiesNamed(event, "RECURRENCE-ID");
  if (!property) return undefined;
  const later = /;\s*RANGE\s*=\s*"?THISANDFUTURE/i.test(property.rest);
  return { time: timeOf(property), later, sequence: Number(firstValue(event, "SEQUENCE")) || 0 };
}

/** The times and periods of all properties of this name, and how many of them are neither. */
export function allTimes(event: Component, name: string): ReturnType<typeof timesOf> {
  const all = propertiesNamed(event, name).map(timesOf);
  return {
    times: all.flatMap(({ times }) => times),
    periods: all.flatMap(({ periods }) => periods),
    bad: all.reduce((sum, { bad }) => sum + bad, 0),
  };
}
