import pLimit from "p-limit";
import { type BadCalendar, busyTimes } from "../../adapters/calendar/busy-times.ts";
import type { readFeed } from "../../adapters/calendar/read-feed.ts";
import { Unread } from "../../adapters/calendar/unread.ts";
import { type CalendarStore, feedHash, type ReadCalendar } from "../../adapters/reps/calendar-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { RepState } from "../../routing/reps/rep.ts";

/** How many days ahead busy times are stored, and how many calendars are read at once. */
const daysAhead = 14;
const atOnce = 8;
const day = 86_400_000;
/** After how long without success a calendar is stale. */
const staleAfter = 6 * 3_600_000;

export interface Fetched {
  read: number;
  unchanged: number;
  failed: number;
  /** Calendars that were read, though not all of their events could be. */
  partly: number;
  /** Calendars that could not be read for six hours or more, or never since they were first asked for. */
  stale: number;
  /** Calendars that are left for the next run, which reads them first. */
  left: number;
}

/**
 * Reads the calendars of active reps as long as there is time, least recently read first, and stores the busy times of
 * each as soon as it is read. A calendar that fails keeps its last data: appointments expire by themselves within two weeks, and
 * dropping them would send leads to reps who are away.
 */
export async function fetchCalendars(deps: {
  reps: RepStore;
  calendars: CalendarStore;
  read: typeof readFeed;
  now: () => number;
  /** Whether there is time for another calendar. */
  hasTime: () => boolean;
  onTrouble: (repId: string, because: string) => void;
}): Promise<Fetched> {
  const [reps, known] = await Promise.all([deps.reps.all(), deps.calendars.allCalendars()]);
  const askedAt = ({ id }: RepState) => known.get(id)?.askedAt ?? "";
  const due = reps
    .filter(({ active, calendarFeed }) => active && calendarFeed !== undefined)
    .sort((a, b) => (askedAt(a) < askedAt(b) ? -1 : 1));
  const fetched: Fetched = { read: 0, unchanged: 0, failed: 0, partly: 0, stale: 0, left: 0 };
  await deps.calendars.keepCalendars(async (keep) => {
    await pLimit(atOnce).map(due, async (rep) => {
      if (!deps.hasTime()) {
        fetched.left += 1;
        return;
      }
      const before = ofThisAddress(rep, known.get(rep.id));
      try {
        const { calendar, outcome } = await readOne(rep, before, deps);
        if (calendar.failed) deps.onTrouble(rep.id, calendar.failed);
        if (calendar.unread) fetched.partly += 1;
        const isNews = String(calendar.unread ?? "") !== String(before?.unread ?? "");
        if (isNews) for (const sentence of calendar.unread ?? []) deps.onTrouble(rep.id, sentence);
        if (deps.now() - Date.parse(calendar.readAt ?? "") >= staleAfter || !calendar.readAt) fetched.stale += 1;
        await keep(rep.id, calendar, String(calendar.busy) !== String(before?.busy ?? []));
        fetched[outcome] += 1;
      } catch (error) {
        // An unexpected error of one calendar must not affect the others.
        deps.onTrouble(rep.id, (error as Error).name);
        fetched.failed += 1;
      }
    });
  });
  return fetched;
}

/** The stored calendar of the rep, unless it was read from another address. */
const ofThisAddress = (
  { calendarFeed = "" }: RepState,
  calendar: ReadCalendar | undefined,
): ReadCalendar | undefined => (calendar?.feed === feedHash(calendarFeed) ? calendar : undefined);

type One = { calendar: ReadCalendar; outcome: "read" | "unchanged" | "failed" };

async function readOne(
  { calendarFeed = "", timeZone, email }: RepState,
  before: ReadCalendar | undefined,
  { read, now }: { read: typeof readFeed; now: () => number },
): Promise<One> {
  const at = now();
  const askedAt = new Date(at).toISOString();
  const from = askedAt.slice(0, 10);
  const known = { feed: feedHash(calendarFeed), busy: [], ...before, askedAt };
  // The first read of a day is unconditional, since the window has moved by a day.
  const answer = await read(calendarFeed, before?.from === from ? before : {});
  if (answer.kind === "failed") return { calendar: { ...known, failed: answer.because }, outcome: "failed" };
  const { failed: _, ...good } = known;
  if (answer.kind === "unchanged") return { calendar: { ...good, readAt: askedAt }, outcome: "unchanged" };
  try {
    const start = Date.parse(from);
    const found = new Unread();
    const busy = busyTimes(answer.text, { timeZone, email, start, end: start + (daysAhead + 1) * day }, found);
    const { etag, modified } = answer;
    const unread = found.sentences();
    const calendar = { feed: known.feed, busy, askedAt, readAt: askedAt, from, etag, modified };
    return { calendar: unread.length > 0 ? { ...calendar, unread } : calendar, outcome: "read" };
  } catch (error) {
    if ((error as Error).name !== "BadCalendar") throw error;
    return { calendar: { ...known, failed: (error as BadCalendar).message }, outcome: "failed" };
  }
}
