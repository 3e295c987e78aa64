import { Script } from "node:vm";
import ICAL from "ical.js";
import { type Interval, mergeIntervals } from "../../routing/time/absences.ts";
import { dayLength, instantOf, minute } from "../../routing/time/wall-clock.ts";
import { settleZones } from "./zones.ts";

/** The text is no calendar, or one that would take too long to work out. */
export class BadCalendar extends Error {
  override readonly name = "BadCalendar";
}

/** A query for busy times: the interval (epoch milliseconds) and the owner of the calendar. */
export interface BusyTimesQuery extends Interval {
  /** For days and for times without a zone. */
  timeZone: string;
  /** An invitation that this address declined is no appointment. */
  email: string;
}

/** Stretches that are kept of one calendar, and occurrences that one event is followed through. */
const mostStretches = 500;
const mostOccurrences = 50_000;
/** How long one calendar may be worked on, in milliseconds. */
const longest = 5000;

/**
 * When a calendar (iCalendar text, RFC 5545) says that its owner has no time, within what is asked: starts and ends in
 * whole epoch minutes, rounded outwards, in order and apart; nothing of what the appointments are about. Free,
 * tentative-free and cancelled ones are not in it; events that make no sense are passed over.
 * @throws BadCalendar
 */
export function busyTimes(text: string, asked: BusyTimesQuery): number[] {
  // Rules of recurrence can be made to run forever. Only the engine can end what does not come back, by its own clock.
  const work = { run: () => stretchesIn(text, asked) };
  let stretches: Interval[];
  try {
    stretches = new Script("run()").runInNewContext(work, { timeout: longest }) as Interval[];
  } catch (error) {
    if (error instanceof BadCalendar) throw error;
    if ((error as { code?: string }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") throw new BadCalendar("too-complex");
    throw new BadCalendar("not-a-calendar");
  }
  const whole = stretches
    .map(({ start, end }) => ({ start: Math.max(start, asked.start), end: Math.min(end, asked.end) }))
    .map(({ start, end }) => ({ start: Math.floor(start / minute), end: Math.ceil(end / minute) }));
  return mergeIntervals(whole)
    .slice(0, mostStretches)
    .flatMap(({ start, end }) => [start, end]);
}

function stretchesIn(text: string, asked: BusyTimesQuery): Interval[] {
  // One calendar comes as its parts, several as a list of them.
  const parsed: unknown[] = ICAL.parse(text);
  const calendars = typeof parsed[0] === "string" ? [parsed] : (parsed as unknown[][]);
  if (calendars.length === 0) throw new BadCalendar("not-a-calendar");
  const found: Interval[] = [];
  for (const jCal of calendars) {
    const calendar = new ICAL.Component(jCal);
    if (calendar.name !== "vcalendar") throw new BadCalendar("not-a-calendar");
    settleZones(calendar);
    found.push(...freeBusy(calendar, asked), ...appointments(calendar, asked));
  }
  return found;
}

function freeBusy(calendar: ICAL.Component, asked: BusyTimesQuery): Interval[] {
  const properties = calendar.getAllSubcomponents("vfreebusy").flatMap((busy) => busy.getAllProperties("freebusy"));
  return properties
    .filter((property) => property.getFirstParameter("fbtype")?.toUpperCase() !== "FREE")
    .flatMap((property) => property.getValues().map((period) => ofPeriod(period as ICAL.Period, asked)));
}

const ofPeriod = (period: ICAL.Period, asked: BusyTimesQuery): Interval => ({
  start: instant(period.start, asked),
  end: instant(period.getEnd(), asked),
});

function appointments(calendar: ICAL.Component, asked: BusyTimesQuery): Interval[] {
  const events = calendar.getAllSubcomponents("vevent");
  const isMoved = (event: ICAL.Component) => event.hasProperty("recurrence-id");
  const moved = Map.groupBy(events.filter(isMoved), uidOf);
  return events.flatMap((event) => {
    try {
      if (isMoved(event)) return takesTime(event, asked) ? [onceOf(event, asked)] : [];
      return occurrencesOf(event, moved.get(uidOf(event)) ?? [], asked);
    } catch (error) {
      if (error instanceof BadCalendar) throw error;
      return [];
    }
  });
}

const uidOf = (event: ICAL.Component): string => String(event.getFirstPropertyValue("uid") ?? "");

function onceOf(component: ICAL.Component, asked: BusyTimesQuery): Interval {
  const { startDate, endDate } = new ICAL.Event(component, { exceptions: [] });
  if (byTheWall(startDate, asked, 0) > 0 || byTheWall(endDate, asked, 0) < 0) return { start: 0, end: 0 };
  return { start: instant(startDate, asked), end: instant(endDate, asked) };
}

/** The occurrences of an event; those that were moved or changed one by one stand for themselves. */
function occurrencesOf(component: ICAL.Component, moved: readonly ICAL.Component[], asked: BusyTimesQuery): Interval[] {
  const found = periodsIn(component, asked);
  const event = new ICAL.Event(component, { exceptions: [...moved], strictExceptions: true });
  if (!event.isRecurring()) return takesTime(component, asked) ? [...found, onceOf(component, asked)] : found;
  const instead = new Set(moved.map((one) => instant(new ICAL.Event(one, { exceptions: [] }).recurrenceId, asked)));
  const wholeDays = component.getAllProperties("exdate").flatMap((property) => property.getValues() as ICAL.Time[]);
  const left = new Set(wholeDays.filter(({ isDate }) => isDate).map(dateOf));
  const lasting = Math.max(0, ...[event, ...moved.map((one) => new ICAL.Event(one, { exceptions: [] }))].map(lengthOf));
  const all = event.iterator(nearStart(event, asked, lasting));
  for (let count = 0, at = all.next(); at; at = all.next(), count++) {
    if (count > mostOccurrences) throw new BadCalendar("too-complex");
    // A change of all later occurrences may bring one forward, or put one off.
    const apart = byTheWall(at, asked, lasting);
    if (apart > 0) break;
    if (apart < 0) continue;
    const begins = instant(at, asked);
    if (instead.has(begins) || left.has(dateOf(at))) continue;
    const { item, startDate, endDate } = event.getOccurrenceDetails(at);
    if (!takesTime(item.component, asked)) continue;
    const [start, end] = [instant(startDate, asked), instant(endDate, asked)];
    if (end > asked.start && start < asked.end) found.push({ start, end });
  }
  return found;
}

/**
 * A later start with the same occurrences from then on, for rules that repeat days or weeks and count none: years of
 * meetings need not be gone through. Undefined where it has to begin with the first.
 */
function nearStart(event: ICAL.Event, asked: BusyTimesQuery, lasting: number): ICAL.Time | undefined {
  const { component, startDate } = event;
  const [property, ...more] = component.getAllProperties("rrule");
  if (!property || more.length > 0 || component.hasProperty("rdate")) return undefined;
  const { freq, interval, count, parts } = property.getFirstValue() as ICAL.Recur;
  const days = { DAILY: 1, WEEKLY: 7 }[freq as string];
  if (days === undefined || count || !(interval >= 1) || "BYSETPOS" in parts) return undefined;
  const begins = Date.UTC(startDate.year, startDate.month - 1, startDate.day);
  const turns = Math.floor((asked.start - mostMoved - lasting - begins) / dayLength / (days * interval)) - 1;
  if (turns <= 0) return undefined;
  const later = startDate.clone();
  later.adjust(turns * days * interval, 0, 0, 0);
  return later;
}

/** Milliseconds. */
const lengthOf = ({ duration }: ICAL.Event): number => duration.toSeconds() * 1000;

/** How far the time of a change may be from that of what it changes. */
const mostMoved = 31 * dayLength;

/** −1 and 1 for what is over long before or begins long after what is asked, in any zone: zones take time to look up. */
function byTheWall({ year, month, day }: ICAL.Time, { start, end }: BusyTimesQuery, lasting: number): number {
  const shown = Date.UTC(year, month - 1, day);
  if (shown > end + mostMoved) return 1;
  return shown + lasting + mostMoved < start ? -1 : 0;
}

/** Additional occurrences that say how long they last, taken out of the event, since the library reads only dates. */
function periodsIn(component: ICAL.Component, asked: BusyTimesQuery): Interval[] {
  const properties = component.getAllProperties("rdate").filter(({ type }) => type === "period");
  for (const property of properties) component.removeProperty(property);
  if (!takesTime(component, asked)) return [];
  return properties.flatMap((property) => property.getValues().map((period) => ofPeriod(period as ICAL.Period, asked)));
}

/** Whether the event leaves its owner no time. What Outlook says of it goes first: out of office may be transparent. */
function takesTime(event: ICAL.Component, { email }: BusyTimesQuery): boolean {
  const said = (name: string) => String(event.getFirstPropertyValue(name) ?? "").toUpperCase();
  if (said("status") === "CANCELLED") return false;
  const declined = event.getAllProperties("attendee").some((attendee) => {
    const address = String(attendee.getFirstValue()).replace(/^mailto:/i, "");
    const answer = attendee.getFirstParameter("partstat")?.toUpperCase();
    return answer === "DECLINED" && address.toLowerCase() === email.toLowerCase();
  });
  if (declined) return false;
  const outlook = said("x-microsoft-cdo-busystatus");
  if (outlook) return outlook !== "FREE" && outlook !== "WORKINGELSEWHERE";
  return said("transp") !== "TRANSPARENT";
}

const dateOf = ({ year, month, day }: ICAL.Time): string => `${year}-${month}-${day}`;

/** Epoch milliseconds. Days and times without a zone are those of the calendar's owner. */
function instant(time: ICAL.Time, { timeZone }: BusyTimesQuery): number {
  if (!time.isDate && time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1000;
  const shown = Date.UTC(
    time.year,
    time.month - 1,
    time.day,
    time.isDate ? 0 : time.hour,
    time.isDate ? 0 : time.minute,
  );
  const day = Math.floor(shown / dayLength);
  return instantOf(timeZone, day, (shown - day * dayLength) / minute) + (time.isDate ? 0 : time.second * 1000);
}
