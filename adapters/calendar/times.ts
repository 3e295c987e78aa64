import { dayLength } from "../../routing/time/wall-clock.ts";
import type { Property } from "./components.ts";

/** Why an event could not be read; the message is a reason that may be shown. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** What clocks show at some place. */
export interface WallTime {
  /** Milliseconds from 1970-01-01T00:00 to what is shown, as if it were UTC. */
  shown: number;
  /** A whole day. */
  isDate: boolean;
  /** As the feed names it; `UTC` and offsets such as `-05:00` too. Undefined: where the calendar is. */
  zone: string | undefined;
}

/** How long something lasts: days by the calendar, and milliseconds after them. */
export interface Length {
  days: number;
  ms: number;
}

/** A start with an end or a length. */
export interface Period {
  start: WallTime;
  end: WallTime | Length;
}

const DATE = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;
const DURATION = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;
/** Nothing lasts longer, in days: more than all dates of four digits. */
const MOST_DAYS = 4_000_000;

/** The day of a date of the Gregorian calendar, counted from 1970-01-01; undefined where there is no such date. */
export function dayOfDate(year: number, month: number, date: number): number | undefined {
  // Four centuries on, since years below 100 would be taken for those of the 20th century.
  const at = new Date(Date.UTC(year + 400, month - 1, date));
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return exists ? at.getTime() / dayLength - 146_097 : undefined;
}

/** A date, or a date with a time of the clock, in basic or extended form; undefined for anything else. */
export function parseTime(text: string, zone?: string): WallTime | undefined {
  const [found, year, month, date, hour, minutes, seconds = "0", offset] = DATE.exec(text.trim()) ?? [];
  if (found === undefined) return undefined;
  const day = dayOfDate(Number(year), Number(month), Number(date));
  if (day === undefined) return undefined;
  if (hour === undefined) return { shown: day * dayLength, isDate: true, zone };
  const time = Number(hour) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (Number(minutes) > 59 || Number(seconds) > 60 || time > 86_400) return undefined;
  const named = offset === undefined ? zone : offset.toUpperCase() === "Z" ? "UTC" : offset;
  return { shown: day * dayLength + time * 1000, isDate: false, zone: named };
}

/** A duration, such as `P1DT2H`; negative ones last no time. Undefined for anything else. */
export function parseLength(text: string): Length | undefined {
  const [found, sign, weeks = "0", days = "0", hours = "0", minutes = "0", seconds = "0"] =
    DURATION.exec(text.trim()) ?? [];
  if (found === undefined || !/\d/.test(found)) return undefined;
  if (sign === "-") return { days: 0, ms: 0 };
  const time = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  const all = Number(weeks) * 7 + Number(days);
  return { days: Math.min(all, MOST_DAYS), ms: Math.min(time, MOST_DAYS * dayLength) };
}

function parsePeriod(text: string, zone: string | undefined): Period | undefined {
  const [from = "", to = ""] = text.split("/");
  const start = parseTime(from, zone);
  const end = parseTime(to, zone) ?? parseLength(to);
  return start && end && { start, end };
}

/** The times and periods of a property; `bad` counts those that are neither. */
export function timesOf(property: Property): { times: WallTime[]; periods: Period[]; bad: number } {
  const { zone, value } = zoneAndValue(property);
  const found: ReturnType<typeof timesOf> = { times: [], periods: [], bad: 0 };
  for (const text of value.split(",")) {
    if (text.trim() === "") continue;
    const time = parseTime(text, zone);
    const period = time ? undefined : parsePeriod(text, zone);
    if (time) found.times.push(time);
    else if (period) found.periods.push(period);
    else found.bad += 1;
  }
  return found;
}

/** The time of a property that has one. @throws Unreadable */
export function timeOf(property: Property): WallTime {
  const [time] = timesOf(property).times;
  if (!time) throw new Unreadable(`${property.name} is no date`);
  return time;
}

/**
 * Names of zones contain colons that should be, and are not always, within quotes: `(UTC-05:00) Bogota, Lima, Quito`, or
 * the address of a zone. The value therefore begins after the first colon with a date behind it.
 */
function zoneAndValue({ rest }: Property): { zone: string | undefined; value: string } {
  const colon = rest.search(/:\s*\d{4}-?\d\d-?\d\d(?![\d_])/);
  const at = colon < 0 ? rest.lastIndexOf(":") : colon;
  const [, after] = /;\s*TZID\s*=(.*)/is.exec(rest.slice(0, at)) ?? [];
  const [, quoted] = /^\s*"([^"]*)"/.exec(after ?? "") ?? [];
  const zone = (quoted ?? after?.split(/;\s*[A-Z-]+\s*=/i)[0])?.trim();
  return { zone: zone === "" ? undefined : zone, value: at < 0 ? "" : rest.slice(at + 1) };
}
