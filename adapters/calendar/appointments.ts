import type { Interval } from "../../routing/time/absences.ts";
import { type Component, firstValue, propertiesNamed } from "./components.ts";
import { atMost, intervalOf, intervalOfPeriod, mayConcern, replacedBy, spanOf } from "./event.ts";
import { type Change, Occurrences, type Reading, recurs } from "./occurrences.ts";
import type { Stretches } from "./stretches.ts";
import { timesOf, Unreadable } from "./times.ts";
import type { Unread } from "./unread.ts";
import type { Work } from "./work.ts";

/** Steps that any event may take at once. */
const FEW_STEPS = 500;

/** Adds the times of a calendar's events and of its lists of busy times; each that cannot be read costs itself alone. */
export function readAppointments(
  calendar: Component,
  reading: Reading,
  { found, unread, work }: { found: Stretches; unread: Unread; work: Work },
): void {
  if (firstValue(calendar, "METHOD").toUpperCase() === "CANCEL") return;
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unread.event(error.message);
    }
  };
  const events = calendar.parts.filter(({ name }) => name === "VEVENT");
  const changes = changesIn(events, reading, attempt);
  const follow = (series: Occurrences) => {
    attempt(() => found.add(series.intervals(work)));
    const [problem] = series.problems;
    if (problem !== undefined) unread.part(problem);
  };
  const costly: Occurrences[] = [];
  for (const event of events) {
    if (propertiesNamed(event, "RECURRENCE-ID").length > 0) continue;
    attempt(() => {
      const uid = firstValue(event, "UID");
      if (!recurs(event)) return found.add(once(event, reading));
      const own = changes.get(uid) ?? [];
      // Damaged feeds give one UID to thousands.
      work.spend(20 * own.length);
      const series = new Occurrences(event, own, reading);
      if (series.steps > FEW_STEPS) costly.push(series);
      else follow(series);
    });
  }
  for (const { event } of [...changes.values()].flat()) found.add(once(event, reading));
  // What takes least is read first, so that one event of many occurrences costs no other.
  for (const series of costly.sort((a, b) => a.steps - b.steps)) follow(series);
  for (const part of calendar.parts) if (part.name === "VFREEBUSY") attempt(() => found.add(freeBusy(part, reading)));
}

function once(event: Component, { asked, zones, takesTime }: Reading): Interval[] {
  if (!takesTime(event)) return [];
  const span = spanOf(event);
  if (!mayConcern(span.start.shown, atMost(span.length), asked)) return [];
  const interval = intervalOf(span, zones);
  if (interval.end < interval.start) throw new Unreadable("it ends before it begins");
  return [interval];
}

/**
 * Changes of occurrences by the UID of their events; of several changes of one occurrence that with the highest sequence.
 * One that cannot be read changes nothing.
 */
function changesIn(
  events: readonly Component[],
  reading: Reading,
  attempt: (action: () => void) => void,
): Map<string, Change[]> {
  const latest = new Map<string, Change & { uid: string; sequence: number }>();
  for (const event of events) {
    attempt(() => {
      const replaced = replacedBy(event);
      if (!replaced) return;
      const uid = firstValue(event, "UID");
      once(event, reading);
      if (replaced.time.zone !== undefined) reading.zones.zone(replaced.time.zone);
      spanOf(event);
      const { time, sequence } = replaced;
      const key = `${time.shown} ${time.isDate} ${time.zone} ${uid}`;
      const before = latest.get(key);
      if (!before || before.sequence <= sequence) latest.set(key, { event, uid, ...replaced });
    });
  }
  return Map.groupBy(latest.values(), ({ uid }) => uid);
}

function freeBusy(component: Component, { asked, zones }: Reading): Interval[] {
  const properties = propertiesNamed(component, "FREEBUSY").filter(
    ({ rest }) => !/;\s*FBTYPE\s*=\s*"?FREE"?\s*[;:]/i.test(rest),
  );
  const read = properties.map(timesOf);
  if (read.some(({ bad, times }) => bad + times.length > 0)) throw new Unreadable("FREEBUSY is no period");
  return read
    .flatMap(({ periods }) => periods)
    .filter(({ start, end }) => mayConcern(start.shown, "days" in end ? atMost(end) : end.shown - start.shown, asked))
    .map((period) => intervalOfPeriod(period, zones));
}
