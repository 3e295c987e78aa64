import { Script } from "node:vm";
import ICAL from "ical.js";
import { type Interval, merged } from "../../routing/absences.ts";
import { dayLength, instantOf, minute } from "../../routing/wall-clock.ts";
import { settleZones } from "./zones.ts";

/** The text is no calendar, or one that would take too long to work out. */
export class BadCalendar extends Error {
  override readonly name = "BadCalendar";
}

/** Whose calendar it is, and the time (epoch ms) that is asked about. */
export interface Asked extends Interval {
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
export function busyTimes(text: string, asked: Asked): number[] {
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
  return merged(whole)
    .slice(0, mostStretches)
    .flatMap(({ start, end }) => [start, end]);
}

function stretchesIn(text: string, asked: Asked): Interval[] {
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

function freeBusy(calendar: ICAL.Component, asked: Asked): Interval[] {
  const properties = calendar.getAllSubcomponents("vfreebusy").flatMap((busy) => busy.getAllProperties("freebusy"));
  return properties
    .filter((property) => property.getFirstParameter("fbtype")?.toUpperCase() !== "FREE")
    .flatMap((property) => property.getValues().map((period) => ofPeriod(period as ICAL.Period, asked)));
}

const ofPeriod = (period: ICAL.Period, asked: Asked): Interval => ({
  start: instant(period.start, asked),
  end: instant(period.getEnd(), asked),
});

function appointments(calendar: ICAL.Component, asked: Asked): Interval[] {
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

function onceOf(component: ICAL.Component, asked: Asked): Interval {
  const { startDate, endDate } = new ICAL.Event(component, { exceptions: [] });
  return { start: instant(startDate, asked), end: instant(endDate, asked) };
}

/** The occurrences of an event; those that were moved or changed one by one stand for themselves. */
function occurrencesOf(component: ICAL.Component, moved: readonly ICAL.Component[], asked: Asked): Interval[] {
  const found = periodsIn(component, asked);
  const event = new ICAL.Event(component, { exceptions: [...moved], strictExceptions: true });
  if (!event.isRecurring()) return takesTime(component, asked) ? [...found, onceOf(component, asked)] : found;
  const instead = new Set(moved.map((one) => instant(new ICAL.Event(one, { exceptions: [] }).recurrenceId, asked)));
  const wholeDays = component.getAllProperties("exdate").flatMap((property) => property.getValues() as ICAL.Time[]);
  const left = new Set(wholeDays.filter(({ isDate }) => isDate).map(dateOf));
  const all = event.iterator();
  for (let count = 0, at = all.next(); at; at = all.next(), count++) {
    if (count > mostOccurrences) throw new BadCalendar("too-complex");
    const begins = instant(at, asked);
    // A change of all later occurrences may bring one forward.
    if (begins > asked.end + 31 * dayLength) break;
    if (instead.has(begins) || left.has(dateOf(at))) continue;
    const { item, startDate, endDate } = event.getOccurrenceDetails(at);
    if (!takesTime(item.component, asked)) continue;
    const [start, end] = [instant(startDate, asked), instant(endDate, asked)];
    if (end > asked.start && start < asked.end) found.push({ start, end });
  }
  return found;
}

/** Additional occurrences that say how long they last, taken out of the event, since the library reads only dates. */
function periodsIn(component: ICAL.Component, asked: Asked): Interval[] {
  const properties = component.getAllProperties("rdate").filter(({ type }) => type === "period");
  for (const property of properties) component.removeProperty(property);
  if (!takesTime(component, asked)) return [];
  return properties.flatMap((property) => property.getValues().map((period) => ofPeriod(period as ICAL.Period, asked)));
}

/** Whether the event leaves its owner no time. What Outlook says of it goes first: out of office may be transparent. */
function takesTime(event: ICAL.Component, { email }: Asked): boolean {
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
function instant(time: ICAL.Time, { timeZone }: Asked): number {
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
