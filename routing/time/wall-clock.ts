import { tzOffset } from "@date-fns/tz/tzOffset";

export const minute = 60_000;
export const dayLength = 1440 * minute;

/** The UTC offsets of a zone in one window of time, in minutes: `before`, and from `change` on `after`. */
interface Window {
  number: number;
  before: number;
  after: number;
  change: number;
}

/** No zone has changed its clocks twice within 6 days since 1972, nor will by the known rules (Gaza: 6 days 23 h). */
const windowLength = 6 * dayLength;
/** How many windows of a zone are cached, a power of two: somewhat more than a year. */
const windows = 64;

/** A zone with its canonical name and cached windows, each at the index of the last bits of its number. */
interface Zone {
  name: string;
  windows: Window[];
}
const zones = new Map<string, Zone>();

function zoneNamed(timeZone: string): Zone | undefined {
  const known = zones.get(timeZone);
  if (known) return known;
  const name = nameOf(timeZone);
  if (name === undefined) return undefined;
  if (zones.size >= 1000) zones.clear();
  const zone = { name, windows: [] };
  zones.set(timeZone, zone);
  return zone;
}

/** The canonical name of a zone. The library accepts texts that are no zones, and caches every spelling. */
function nameOf(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * The UTC offset of a zone at an instant (epoch milliseconds), in minutes east of UTC; undefined for an unknown zone.
 */
export function utcOffset(timeZone: string, at: number): number | undefined {
  const zone = zoneNamed(timeZone);
  return zone && Number.isFinite(at) ? offsetIn(zone, at) : undefined;
}

function offsetIn(zone: Zone, at: number): number {
  const number = Math.floor(at / windowLength);
  const known = zone.windows[number & (windows - 1)];
  const { before, after, change } = known?.number === number ? known : windowOf(zone, number);
  return at < change ? before : after;
}

function windowOf({ name, windows: known }: Zone, number: number): Window {
  const offset = (at: number) => tzOffset(name, new Date(at));
  const [from, until] = [number * windowLength, (number + 1) * windowLength];
  const [before, after] = [offset(from), offset(until)];
  const change = before === after ? until : changeBetween(from, until, offset);
  const window = { number, before, after, change };
  known[number & (windows - 1)] = window;
  return window;
}

/** The first instant after `from` at which the offset differs, provided that it changes once before `until`. */
function changeBetween(from: number, until: number, offset: (at: number) => number): number {
  const before = offset(from);
  let [low, high] = [from, until];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The instant (epoch milliseconds) at which clocks in the zone show a time: `minutes` after midnight of `day`, which is
 * counted from 1970-01-01. Returns the first of two instants if clocks are set back over this time, and the change
 * itself if they skip it.
 * @throws RangeError when there is no such zone or time
 */
export function instantOf(timeZone: string, day: number, minutes: number): number {
  const shown = day * dayLength + minutes * minute;
  const zone = zoneNamed(timeZone);
  if (!zone || !Number.isFinite(shown)) throw new RangeError(`no minute ${minutes} of day ${day} in ${timeZone}`);
  // No offset is a day long, so any relevant change is between these two.
  const [before, after] = [offsetIn(zone, shown - dayLength), offsetIn(zone, shown + dayLength)];
  const [first, second] = [shown - before * minute, shown - after * minute];
  if (before === after || offsetIn(zone, first) === before) return first;
  if (offsetIn(zone, second) === after) return second;
  return changeBetween(shown - dayLength, shown + dayLength, (at) => offsetIn(zone, at));
}

/** The day, counted from 1970-01-01, of an ISO date, or of the date that a longer text begins with. */
export const dayOf = (text: string): number => Date.parse(text.slice(0, 10)) / dayLength;

/** The ISO date of a day counted from 1970-01-01. */
export const isoDate = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10);
