import type { Interval } from "../../routing/time/absences.ts";
import { readAppointments } from "./appointments.ts";
import { type Component, firstValue, readComponents } from "./components.ts";
import { Stretches } from "./stretches.ts";
import { takesTime } from "./takes-time.ts";
import { Unread } from "./unread.ts";
import { Work } from "./work.ts";
import { Zones } from "./zones.ts";

/** The text is no calendar. */
export class BadCalendar extends Error {
  override readonly name = "BadCalendar";
}

/** A query for busy times: the interval (epoch milliseconds) and the owner of the calendar. */
export interface BusyTimesQuery extends Interval {
  /** For days and for times without a zone, unless the calendar has a zone of its own. */
  timeZone: string;
  /** An invitation that this address declined is no appointment. */
  email: string;
}

/** Stretches that are kept of one calendar. */
const MOST_STRETCHES = 500;

/**
 * When a calendar (iCalendar text, RFC 5545) says that its owner has no time, within what is asked: starts and ends in
 * whole epoch minutes, rounded outwards, in order and apart; nothing of what the appointments are about. Events are read
 * one by one: what cannot be read of one is counted in `unread` and changes nothing of the others.
 * @throws BadCalendar
 */
export function busyTimes(text: string, asked: BusyTimesQuery, unread = new Unread()): number[] {
  const { calendars, strayEnds, closed } = readComponents(text);
  const [outside, ...others] = calendars;
  if (others.length === 0 && !outside?.parts.some(({ name }) => name === "VEVENT"))
    throw new BadCalendar("not-a-calendar");
  const work = new Work();
  const found = new Stretches(asked);
  for (const calendar of calendars) readInto(found, calendar, asked, unread, work);
  for (let n = 0; n < strayEnds; n++) unread.event("no BEGIN line");
  if (!closed) {
    if (found.merged().length === 0) throw new BadCalendar("not-a-calendar");
    unread.note("the calendar ends without an END line");
  }
  const stretches = found.merged();
  if (stretches.length > MOST_STRETCHES) unread.note(`busy times after the first ${MOST_STRETCHES} are left out`);
  return stretches.slice(0, MOST_STRETCHES).flatMap(({ start, end }) => [start, end]);
}

function readInto(found: Stretches, calendar: Component, asked: BusyTimesQuery, unread: Unread, work: Work): void {
  const zones = new Zones(calendar, asked.timeZone, work);
  if (zones.unknownOwn !== undefined) {
    unread.note(`unknown zone of the calendar "${zones.unknownOwn}": times without a zone are read in the rep's`);
  }
  // Google names a calendar after its owner's address.
  const named = firstValue(calendar, "X-WR-CALNAME");
  const owner = new Set([asked.email, ...(named.includes("@") ? [named] : [])].map((one) => one.toLowerCase()));
  const reading = { asked, zones, takesTime: (event: Component) => takesTime(event, owner) };
  readAppointments(calendar, reading, { found, unread, work });
}
