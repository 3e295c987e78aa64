import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CalendarStore, feedHash } from "../../adapters/reps/calendar-store.ts";
import { holidaysFrom, holidaysOf } from "../../cli/holidays.ts";
import { renderProblem } from "../../policy/read/problem.ts";
import { parseRoster, renderRoster } from "../../policy/read/roster-file.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const columns = "id,name,email,role,locale,time_zone,hours,pools,capacity,days_off,time_off,holidays,calendar_feed";
const row = ({ id = "ana", daysOff = "", timeOff = "", holidays = "", feed = "" }) =>
  `${id},Ana,${id}@andina.example,rep,es,America/Guatemala,Mon-Fri 09:00-18:00,smb,10,${daysOff},${timeOff},${holidays},${feed}`;
const roster = (...rows: Parameters<typeof row>[0][]) => [columns, ...rows.map(row), ""].join("\n");
function read(text: string) {
  const reading = parseRoster(text, "r.csv", holidaysOf);
  if (reading.kind === "problems") throw new Error(reading.problems.map(renderProblem).join("\n"));
  return reading.reps;
}
const thisYear = new Date().getUTCFullYear();

describe("time off in a roster", () => {
  it("is whole days, half days and clock times, granted or only asked for", () => {
    const timeOff =
      "2026-12-24/2027-01-02; 2027-02-03 pm; 2027-02-04 AM?; 2027-02-05 9:30/2027-02-06 24:00; 2027-03-01 ?";
    const reps = read(roster({ timeOff }));
    expect(reps[0]?.timeOff).toEqual([
      { from: "2026-12-24", to: "2027-01-02" },
      { from: "2027-02-03T12:00", to: "2027-02-03T24:00" },
      { from: "2027-02-04T00:00", to: "2027-02-04T12:00", requested: true },
      { from: "2027-02-05T09:30", to: "2027-02-06T24:00" },
      { from: "2027-03-01", to: "2027-03-01", requested: true },
    ]);
    expect(read(renderRoster(reps))).toEqual(reps);
  });

  it.each([
    ["2026-02-30", 'expected days such as 2026-12-24 or 2026-12-24/2027-01-02, found "2026-02-30"'],
    ["2027-01-02/2026-12-24", 'expected the earlier day first, and at most a year, found "2027-01-02/2026-12-24"'],
    ["2026-01-01/2027-01-02", 'expected the earlier day first, and at most a year, found "2026-01-01/2027-01-02"'],
    [
      "2026-12-24 noon",
      'expected time off such as 2026-12-24, 2026-12-24 pm or 2026-12-24 13:00/2026-12-28 10:00, found "2026-12-24 noon"',
    ],
    [
      "2026-12-24 13:00/18:00",
      'expected days such as 2026-12-24 or 2026-12-24/2027-01-02, found "2026-12-24 13:00/18:00"',
    ],
    [
      "2026-12-24 13:00/2026-12-24 25:00",
      'expected time off such as 2026-12-24, 2026-12-24 pm or 2026-12-24 13:00/2026-12-28 10:00, found "2026-12-24 13:00/2026-12-24 25:00"',
    ],
    ["2026-12-24 13:00/2026-12-24 13:00", 'expected the earlier time first, found "2026-12-24 13:00/2026-12-24 13:00"'],
    [
      "2026-12-24 24:00/2026-12-25 10:00",
      'expected a time before 24:00 to begin at, found "2026-12-24 24:00/2026-12-25 10:00"',
    ],
    [
      "2026-12-24/2026-12-25/2026-12-26",
      'expected time off such as 2026-12-24, 2026-12-24 pm or 2026-12-24 13:00/2026-12-28 10:00, found "2026-12-24/2026-12-25/2026-12-26"',
    ],
  ])("cannot be %s", (timeOff, expected) => {
    expect(() => read(roster({ timeOff }))).toThrow(`r.csv:2: time_off: ${expected}`);
  });
});

describe("public holidays", () => {
  it("are those of the country and its region, for three years", () => {
    const mexico = holidaysFrom("MX", 2026);
    expect(mexico).toMatchObject({ of: "MX", through: 2028, parts: [] });
    expect(mexico.days.slice(0, 7)).toEqual([
      "2026-01-01",
      "2026-02-02",
      "2026-03-16",
      "2026-05-01",
      "2026-09-16",
      "2026-11-16",
      "2026-12-25",
    ]);
    expect(mexico.days.at(-1)).toBe("2028-12-25");
    const inRegion = (of: string) => holidaysFrom(of, 2026).days.includes("2026-07-09");
    expect([inRegion("BR-SP"), inRegion("BR")]).toEqual([true, false]);
  });

  it("exclude bank holidays, school holidays and observances", () => {
    expect(holidaysFrom("MX", 2026).days).not.toContain("2026-12-12");
    expect(holidaysFrom("AR", 2026).days).not.toContain("2026-12-07");
  });

  it("are half days where the library has half days, and whole ones on which clocks change", () => {
    expect(holidaysFrom("GT", 2026).parts.slice(0, 2)).toEqual([
      { from: "2026-12-24T12:00", to: "2026-12-25T00:00" },
      { from: "2026-12-31T12:00", to: "2027-01-01T00:00" },
    ]);
    expect(holidaysFrom("HT", 2026).days).toContain("2026-11-01");
    expect(holidaysFrom("TR", 2026).days.filter((day) => day.startsWith("2026-03"))).toEqual([
      "2026-03-20",
      "2026-03-21",
      "2026-03-22",
    ]);
  });

  it.each([
    ["XZ", /^expected a country with public holidays, such as MX or BR-SP, found "XZ"; did you mean/],
    ["BR-SQ", /^expected a region of BR, found "BR-SQ"; did you mean "BR-/],
    ["SG-01", /^expected a region of SG, found "SG-01"; no regions of SG are known$/],
    ["toString", /^expected a country/],
    ["DE-BY-A-B", /^expected a country and its region, such as BR-SP, found "DE-BY-A-B"$/],
  ])("are not known of %s", (of, said) => {
    expect(() => holidaysFrom(of, 2026)).toThrow(said);
  });

  it("are spelled out from this year on when a roster is read", () => {
    const reps = read(roster({ holidays: "br-sp" }, { id: "eva" }));
    expect(reps[0]?.holidays).toEqual(holidaysFrom("BR-SP", thisYear));
    expect(reps[1]).not.toHaveProperty("holidays");
    expect(read(renderRoster(reps))).toEqual(reps);
  });
});

describe("the address of a calendar", () => {
  it("begins with https:// or webcal://, and is told in no message", () => {
    const reps = read(roster({ feed: "webcal://calendar.example/private-s3cret/basic.ics" }));
    expect(reps[0]?.calendarFeed).toBe("https://calendar.example/private-s3cret/basic.ics");
    for (const feed of ["http://calendar.example/s3cret", "s3cret", "file:///s3cret"]) {
      const reading = parseRoster(roster({ feed }), "r.csv", holidaysOf);
      const said = reading.kind === "problems" ? reading.problems.map(renderProblem).join("\n") : "";
      expect(said).toMatch(/^r\.csv:2: calendar_feed: expected the address of a calendar in iCalendar format/);
      expect(said).not.toContain("s3cret");
    }
  });
});

describe("turno reps", () => {
  const tables = useDatabase();
  const { here } = useLocalRun(tables);
  const folder = mkdtempSync(join(tmpdir(), "turno-availability-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "reps.csv");
  const reps = (...words: string[]) => turno("reps", ...words, ...here());

  it("says until when holidays are known, and shows no calendar's address in what would change", async () => {
    writeFileSync(
      file,
      roster({ holidays: "GT", feed: "https://calendar.example/s3cret-1" }, { id: "eva", holidays: "BR-SP" }),
    );
    const first = await reps("import", file);
    expect(first.out).toMatch(
      new RegExp(`: 2 added .*\\nPublic holidays are known through ${thisYear + 2} \\(BR-SP, GT\\)\\.\\n$`),
    );
    writeFileSync(
      file,
      roster(
        { holidays: "GT", feed: "https://calendar.example/s3cret-2", timeOff: "2026-12-24 pm" },
        { id: "eva", holidays: "BR-SP" },
      ),
    );
    const dry = await reps("import", file, "--dry-run");
    expect(dry.out).toContain("time_off: nothing → 2026-12-24 pm");
    expect(dry.out).toContain("calendar_feed: a secret → a secret");
    expect(dry.out).not.toContain("s3cret");
    expect((await reps("list")).out).toMatch(new RegExp(`eva .*BR-SP to ${thisYear + 2}`));
  });

  it("says how reading a calendar goes, without its address", async () => {
    expect((await reps("list")).out).toContain("not read yet");
    const feed = feedHash("https://calendar.example/s3cret-1");
    const kept = {
      feed,
      busy: [],
      askedAt: "2026-11-03T09:00:00.000Z",
      readAt: "2026-11-02T09:00:00.000Z",
      failed: "too-slow",
      unread: ['3 events could not be read: unknown zone "Foo"'],
    };
    await new CalendarStore(tables.client, "reps").keepCalendars((keep) => keep("ana", kept, false));
    const { out } = await reps("list");
    expect(out).toContain("read 2026-11-02T09:00Z");
    expect(out).toContain("too-slow");
    expect(out).toContain('3 events could not be read: unknown zone "Foo"');
    expect(out).not.toContain("s3cret");
  });

  it("computes holidays again and changes nothing else", async () => {
    const old = holidaysFrom("GT", thisYear - 1);
    await tables.reps.setHolidays([{ id: "ana", holidays: old }]);
    const before = await tables.reps.all();
    expect(before.find(({ id }) => id === "ana")?.holidays).toEqual(old);
    const done = await reps("holidays");
    expect(done.out).toMatch(/: 1 changed \(ana\)\. Public holidays are known through/);
    const after = await tables.reps.all();
    expect(after).toEqual(
      before.map((rep) => (rep.id === "ana" ? { ...rep, holidays: holidaysFrom("GT", thisYear) } : rep)),
    );
    expect((await reps("holidays")).out).toContain(": 0 changed. ");
  });

  it("does not change the holidays of a rep who has another place by now", async () => {
    expect(await tables.reps.setHolidays([{ id: "eva", holidays: holidaysFrom("GT", 2026) }])).toEqual([]);
    expect((await tables.reps.get("eva"))?.holidays?.of).toBe("BR-SP");
  });

  it("pauses somebody until a time of their own clock, says so in the list, and ends it", async () => {
    const paused = await reps("pause", "ana", "--until", "2030-12-24T13:00", "--note", "at a fair");
    expect(paused.out).toMatch(/: ana is paused until 2030-12-24T19:00:00\.000Z\.\n$/);
    expect(await tables.reps.get("ana")).toMatchObject({
      paused: { until: "2030-12-24T19:00:00.000Z", because: "asked", note: "at a fair" },
    });
    expect((await reps("list")).out).toContain("paused until 2030-12-24T19:00:00.000Z: at a fair");
    expect((await reps("resume", "ana")).out).toMatch(/: ana is not paused any more\.\n$/);
    expect(await tables.reps.get("ana")).not.toHaveProperty("paused");
    expect((await reps("pause", "ana")).out).toContain('ana is paused, until "turno reps resume ana".');
  });

  it.each([
    [["pause", "nobody"], /^There is no rep "nobody" in .*; nothing was changed\.\n$/],
    [["resume", "nobody"], /^There is no rep "nobody"/],
    [["pause", "eva", "--until", "2020-01-01"], /^2020-01-01 is over in America\/Guatemala; nothing was changed\.\n$/],
    [["pause", "eva", "--until", "tomorrow"], /^expected a time such as 2026-12-24T13:00, found "tomorrow"; nothing/],
  ])("refuses %j", async (words, said) => {
    const refused = await reps(...words);
    expect([refused.code, refused.said]).toEqual([1, expect.stringMatching(said)]);
    expect(await tables.reps.get("eva")).not.toHaveProperty("paused");
  });
});
