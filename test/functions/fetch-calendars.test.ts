import { describe, expect, it } from "vitest";
import type { FeedAnswer, readFeed } from "../../adapters/calendar/read-feed.ts";
import { CalendarStore } from "../../adapters/reps/calendar-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { rosterVersionIn } from "../../adapters/reps/roster-version.ts";
import { fetchCalendars } from "../../functions/fetch-calendars/fetch-calendars.ts";
import { isOnShift } from "../../routing/time/working-time.ts";
import { aRep } from "../build/a-rep.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const calendars = () => new CalendarStore(tables.client, "reps");
const monday = Date.parse("2026-11-02T15:00:00Z");
const hour = 3_600_000;
const meeting = (from: string, to: string) =>
  `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Interview at a rival\r\nATTENDEE:mailto:boss@rival.example\r\nDTSTART:${from}\r\nDTEND:${to}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const text = (of: string, etag?: string): FeedAnswer => ({ kind: "text", text: of, etag });
const inMeeting = text(meeting("20261102T150000Z", "20261102T160000Z"), '"1"');

/** One run; `answers` by address, each asked with what is kept in `asked`. */
async function run(answers: Record<string, FeedAnswer>, { now = monday, hasTime = (): boolean => true } = {}) {
  const asked: [string, string | undefined][] = [];
  const trouble: string[] = [];
  const read: typeof readFeed = async (address, known) => {
    asked.push([address, known?.etag]);
    return answers[address] ?? { kind: "failed", because: "unreachable" };
  };
  const onTrouble = (id: string, because: string) => trouble.push(`${id} ${because}`);
  const fetched = await fetchCalendars({
    reps: tables.reps,
    calendars: calendars(),
    read,
    now: () => now,
    hasTime,
    onTrouble,
  });
  return { fetched, asked, trouble };
}
const version = async () => Number((await tables.items("reps")).find(({ pk }) => pk === "ROSTER")?.version ?? 0);
const feed = (id: string) => `https://calendar.example/${id}/s3cret`;
const busy = async (id: string) => (await tables.reps.get(id))?.busy;
const minutes = monday / 60_000;

describe("fetch calendars", () => {
  it("stores the busy times, and increments the roster's version once", async () => {
    const away = aRep({ id: "dora", active: false, calendarFeed: feed("dora") });
    await tables.reps.importRoster([
      aRep({ calendarFeed: feed("ana") }),
      aRep({ id: "beto", calendarFeed: feed("beto") }),
      aRep({ id: "caro" }),
      away,
    ]);
    const before = await version();
    const { fetched, asked } = await run({ [feed("ana")]: inMeeting, [feed("beto")]: inMeeting });
    expect(fetched).toEqual({ read: 2, unchanged: 0, failed: 0, partly: 0, stale: 0, left: 0 });
    expect(asked.map(([address]) => address).sort()).toEqual([feed("ana"), feed("beto")]);
    expect(await version()).toBe(before + 1);
    expect(await busy("ana")).toEqual([minutes, minutes + 60]);
    const roster = await new RepStore(tables.client, "reps").roster(rosterVersionIn(await tables.items("reps")));
    expect(roster?.map(({ id, ...rep }) => [id, isOnShift(rep, "2026-11-02T15:30:00Z")])).toEqual([
      ["ana", false],
      ["beto", false],
      ["caro", true],
      ["dora", true],
    ]);
  });

  it("stores nothing of a calendar but its times, not even its address", async () => {
    const rows = (await tables.items("reps")).filter(({ pk }) => pk === "CALENDAR");
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/Interview|rival|boss|s3cret|calendar\.example/);
  });

  it("reads conditionally on the same day and in full on the next, and keeps the roster's version if nothing changed", async () => {
    const before = await version();
    const same = await run({ [feed("ana")]: { kind: "unchanged" }, [feed("beto")]: inMeeting }, { now: monday + hour });
    expect(same.fetched).toMatchObject({ read: 1, unchanged: 1 });
    expect(same.asked.map(([, etag]) => etag)).toEqual(['"1"', '"1"']);
    expect([await version(), await busy("ana")]).toEqual([before, [minutes, minutes + 60]]);
    const next = await run({ [feed("ana")]: inMeeting, [feed("beto")]: inMeeting }, { now: monday + 24 * hour });
    expect(next.asked.map(([, etag]) => etag)).toEqual([undefined, undefined]);
    // The meeting was yesterday.
    expect([await version(), await busy("ana")]).toEqual([before + 1, undefined]);
  });

  it("keeps the last data of a calendar that fails, reports it at once, and counts it stale after six hours", async () => {
    await run({ [feed("ana")]: inMeeting, [feed("beto")]: inMeeting });
    const before = await version();
    const soon = await run({ [feed("beto")]: text("<html>Sign in</html>") }, { now: monday + hour });
    expect(soon.fetched).toMatchObject({ failed: 2, stale: 0 });
    expect(soon.trouble.sort()).toEqual(["ana unreachable", "beto not-a-calendar"]);
    const late = await run({ [feed("beto")]: inMeeting }, { now: monday + 6 * hour });
    expect(late.fetched).toMatchObject({ read: 1, failed: 1, partly: 0, stale: 1 });
    expect([await version(), await busy("ana")]).toEqual([before, [minutes, minutes + 60]]);
    expect((await calendars().allCalendars()).get("ana")).toMatchObject({
      failed: "unreachable",
      readAt: new Date(monday).toISOString(),
      askedAt: new Date(monday + 6 * hour).toISOString(),
    });
  });

  it("forgets what was read from another address, and counts one that was never read as stale", async () => {
    await tables.reps.importRoster([aRep({ calendarFeed: feed("new") }), aRep({ id: "beto" })]);
    expect([await busy("ana"), await busy("beto")]).toEqual([undefined, undefined]);
    const { fetched, asked } = await run({});
    expect(fetched).toEqual({ read: 0, unchanged: 0, failed: 1, partly: 0, stale: 1, left: 0 });
    expect(asked).toEqual([[feed("new"), undefined]]);
    expect((await calendars().allCalendars()).get("ana")?.busy).toEqual([]);
  });

  it("keeps what of a calendar could not be read, and warns of it once", async () => {
    await tables.reps.importRoster([aRep({ calendarFeed: feed("ana") })]);
    const lost = meeting("20261103T150000", "20261103T160000").replace("DTSTART:", "DTSTART;TZID=Foo:");
    const answers = { [feed("ana")]: text(meeting("20261102T150000Z", "20261102T160000Z") + lost) };
    const unread = ['1 event could not be read: unknown zone "Foo"'];
    const first = await run(answers);
    expect(first.trouble).toEqual([`ana ${unread[0]}`]);
    expect(first.fetched).toMatchObject({ read: 1, partly: 1, stale: 0 });
    expect((await calendars().allCalendars()).get("ana")).toMatchObject({ unread, busy: [minutes, minutes + 60] });
    const second = await run({ [feed("ana")]: { kind: "unchanged" } }, { now: monday + hour });
    expect(second).toMatchObject({ trouble: [], fetched: { partly: 1 } });
    await run({ [feed("ana")]: inMeeting }, { now: monday + 2 * hour });
    expect((await calendars().allCalendars()).get("ana")?.unread).toBeUndefined();
  });

  it("begins with those that were read longest ago, and leaves the rest to the next run when its time is over", async () => {
    const ids = ["ana", "eva", "fabi"];
    await tables.reps.importRoster(ids.map((id) => aRep({ id, calendarFeed: feed(id) })));
    expect((await run({}, { hasTime: () => false })).fetched).toMatchObject({ left: 3, failed: 0 });
    const { asked } = await run({}, { now: monday + hour });
    expect(asked.map(([address]) => address).at(-1)).toBe(feed("ana"));
  });

  it("stores what it has read before its time is over, several at once, and goes on past one that cannot be stored", async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `rep-${n}`);
    await tables.reps.importRoster(ids.map((id) => aRep({ id, calendarFeed: feed(id) })));
    const answers = Object.fromEntries(ids.map((id) => [feed(id), inMeeting]));
    const before = (await calendars().allCalendars()).size;
    let asked = 0;
    const { fetched } = await run(answers, { hasTime: () => ++asked <= 12 });
    expect(fetched).toMatchObject({ read: 12, left: 8 });
    expect((await calendars().allCalendars()).size).toBe(before + 12);
    const broken = { ...answers, [feed("rep-0")]: text(undefined as never) };
    expect((await run(broken)).fetched).toMatchObject({ read: 19, failed: 1, left: 0 });
  });

  it("completes a run that was cut off before it incremented the roster's version", async () => {
    await tables.reps.importRoster([aRep({ calendarFeed: feed("ana") })]);
    const before = await version();
    const cutOff = calendars().keepCalendars(async (keep) => {
      const [[id, calendar] = []] = await calendars().allCalendars();
      if (id && calendar) await keep(id, { ...calendar, busy: [minutes, minutes + 30] }, true);
      throw new Error("cut off");
    });
    await expect(cutOff).rejects.toThrow("cut off");
    expect(await version()).toBe(before);
    await run({ [feed("ana")]: { kind: "failed", because: "too-slow" } });
    expect(await version()).toBe(before + 1);
    await run({ [feed("ana")]: { kind: "failed", because: "too-slow" } });
    expect(await version()).toBe(before + 1);
  });
});
