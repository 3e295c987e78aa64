import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeIntervals } from "../../../routing/time/absences.ts";
import type { Hours, Shift, TimeOff } from "../../../routing/time/schedule.ts";
import { setClock, shiftClock } from "../../../routing/time/shift-clock.ts";
import { addWorkingTime, isOnShift, nextWorkingInstant } from "../../../routing/time/working-time.ts";
import { officeHours } from "../../build/a-rep.ts";
import { runs } from "../../build/runs.ts";

const always: Shift[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));
const nights: Shift[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: 22 * 60, end: 6 * 60 }));
const withLunch: Shift[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, start: 9 * 60, end: 13 * 60 },
  { weekday, start: 14 * 60, end: 18 * 60 },
]);
const hours = (timeZone: string, more: Partial<Hours> = {}): Hours => ({
  timeZone,
  shifts: officeHours,
  daysOff: [],
  ...more,
});
/** `off("2026-11-02T13:00 2026-11-02T24:00")`: time off from and to. A single day is whole; a trailing ? only asked for. */
const off = (...texts: string[]): { timeOff: TimeOff[] } => ({
  timeOff: texts.map((text) => {
    const [from = "", to = from] = text.replace("?", "").split(" ");
    return { from, to, ...(text.endsWith("?") && { requested: true as const }) };
  }),
});
const holidays = (days: string[], ...parts: string[]) => ({
  holidays: {
    of: "XX",
    through: 2028,
    days,
    parts: parts.map((part) => ({ from: "", to: "", ...off(part).timeOff[0] })),
  },
});
/** What the calendar says, from and to in UTC. */
const busy = (...texts: string[]) => ({
  busy: texts.flatMap((text) => text.split(" ").map((at) => Date.parse(`${at}:00Z`) / 60_000)),
});

/** What, why so, whose hours, from, minutes, until. 2026-11-02 is a Monday; seconds are left out. */
type Case = [what: string, why: string, hours: Hours, from: string, minutes: number, until: string];

// biome-ignore format: a table
const cases: Record<string, Case[]> = {
  "time off, whole days": [
    ["one day", "30 on Monday, 30 on Wednesday", hours("UTC", off("2026-11-03")), "2026-11-02T17:30", 60, "2026-11-04T09:30"],
    ["a stretch over the weekend", "30 on Thursday, 30 on Wednesday", hours("UTC", off("2026-11-06 2026-11-10")), "2026-11-05T17:30", 60, "2026-11-11T09:30"],
    ["over the new year", "60 on the 23rd, 60 on 4 January", hours("Europe/Madrid", off("2026-12-24 2027-01-03")), "2026-12-23T16:00", 120, "2027-01-04T09:00"],
    ["only asked for", "counts as work", hours("UTC", off("2026-11-03?")), "2026-11-02T17:30", 60, "2026-11-03T09:30"],
    ["asked for and granted", "the granted day is off, the other is not", hours("UTC", off("2026-11-03", "2026-11-04?")), "2026-11-02T17:30", 60, "2026-11-04T09:30"],
    ["days of the rep's zone", "Tuesday in Tokyo ends at 15:00 UTC", hours("Asia/Tokyo", off("2026-11-03")), "2026-11-02T08:30", 60, "2026-11-04T00:30"],
    ["a night's day", "the night before runs to its end, the day has none", hours("UTC", { shifts: nights, ...off("2026-11-03") }), "2026-11-03T05:00", 120, "2026-11-04T23:00"],
    ["a night's days", "the night before runs to its end, the days have none", hours("UTC", { shifts: nights, ...off("2026-11-03 2026-11-04") }), "2026-11-03T05:00", 120, "2026-11-05T23:00"],
    ["two stretches that overlap", "back on the 6th", hours("UTC", off("2026-11-02 2026-11-04", "2026-11-03 2026-11-05")), "2026-11-02T09:00", 60, "2026-11-06T10:00"],
  ],
  "time off, to the minute": [
    ["the afternoon", "ends Monday at noon; 60 then, 60 on Tuesday", hours("UTC", off("2026-11-02T12:00 2026-11-02T24:00")), "2026-11-02T11:00", 120, "2026-11-03T10:00"],
    ["the morning", "begins at noon", hours("America/Bogota", off("2026-11-02T00:00 2026-11-02T12:00")), "2026-11-02T14:00", 30, "2026-11-02T17:30"],
    ["only asked for", "the morning counts", hours("America/Bogota", off("2026-11-02T00:00 2026-11-02T12:00?")), "2026-11-02T14:00", 30, "2026-11-02T14:30"],
    ["an hour at the dentist's", "30 before, 30 after", hours("UTC", off("2026-11-02T10:00 2026-11-02T11:15")), "2026-11-02T09:30", 60, "2026-11-02T11:45"],
    ["around lunch", "09 to 12:30, then from 15:00", hours("UTC", { shifts: withLunch, ...off("2026-11-02T12:30 2026-11-02T15:00") }), "2026-11-02T12:00", 60, "2026-11-02T15:30"],
    ["from one day's noon to another's", "60 on Monday, 60 on Wednesday", hours("UTC", off("2026-11-02T12:00 2026-11-04T12:00")), "2026-11-02T11:00", 120, "2026-11-04T13:00"],
    ["Christmas Eve from 13:00", "60 on the 24th, 60 on the 28th", hours("America/Mexico_City", { daysOff: ["2026-12-25"], ...off("2026-12-24T13:00 2026-12-24T24:00") }), "2026-12-24T18:00", 120, "2026-12-28T16:00"],
    ["half a night", "22 to 24, then from 02:00", hours("UTC", { shifts: nights, ...off("2026-11-03T00:00 2026-11-03T02:00") }), "2026-11-02T23:00", 120, "2026-11-03T03:00"],
    ["over the hour that is skipped", "01 to 02 is off with 02:30, and work goes on at 03:00", hours("Europe/Madrid", { shifts: always, ...off("2026-03-29T01:00 2026-03-29T02:30") }), "2026-03-28T23:30", 60, "2026-03-29T01:30"],
    ["over the hour that is twice", "00 to 04 on the clock has 5 hours", hours("Europe/Madrid", { shifts: always, ...off("2026-10-25T00:00 2026-10-25T04:00") }), "2026-10-24T21:30", 60, "2026-10-25T03:30"],
    ["that overlaps itself", "back at 15:00", hours("UTC", off("2026-11-02T09:00 2026-11-02T14:00", "2026-11-02T13:00 2026-11-02T15:00")), "2026-11-02T09:00", 60, "2026-11-02T16:00"],
    ["outside the hours", "changes nothing", hours("UTC", off("2026-11-02T18:00 2026-11-03T09:00")), "2026-11-02T17:30", 60, "2026-11-03T09:30"],
  ],
  "public holidays": [
    ["a whole one", "30 on Monday, 30 on Wednesday", hours("UTC", holidays(["2026-11-03"])), "2026-11-02T17:30", 60, "2026-11-04T09:30"],
    ["half a one", "from 14:00", hours("America/Sao_Paulo", holidays([], "2026-11-03T00:00 2026-11-03T14:00")), "2026-11-03T12:00", 60, "2026-11-03T18:00"],
    ["on a weekend", "changes nothing", hours("UTC", holidays(["2026-11-07"])), "2026-11-06T17:30", 60, "2026-11-09T09:30"],
    ["beside a day off", "a bridge of four days", hours("UTC", { ...holidays(["2026-11-03"]), daysOff: ["2026-11-02"] }), "2026-10-30T17:30", 60, "2026-11-04T09:30"],
    ["with a night before it", "the night runs to its end", hours("UTC", { shifts: nights, ...holidays(["2026-11-03"]) }), "2026-11-03T05:30", 60, "2026-11-04T22:30"],
  ],
  "the rep's own calendar": [
    ["a meeting", "30 before, 30 after", hours("UTC", busy("2026-11-02T10:00 2026-11-02T11:00")), "2026-11-02T09:30", 60, "2026-11-02T11:30"],
    ["one that began before the shift", "from its end", hours("UTC", busy("2026-11-02T08:00 2026-11-02T09:45")), "2026-11-02T08:30", 15, "2026-11-02T10:00"],
    ["one over the night", "60 today, 60 from 11:00", hours("UTC", busy("2026-11-02T12:00 2026-11-03T11:00")), "2026-11-02T11:00", 120, "2026-11-03T12:00"],
    ["back to back", "15 between them are not there", hours("UTC", busy("2026-11-02T09:00 2026-11-02T10:00", "2026-11-02T10:00 2026-11-02T11:00")), "2026-11-02T09:00", 15, "2026-11-02T11:15"],
    ["during a day off", "changes nothing", hours("UTC", { daysOff: ["2026-11-03"], ...busy("2026-11-03T09:00 2026-11-03T10:00") }), "2026-11-02T17:30", 60, "2026-11-04T09:30"],
    ["in another zone", "10:00 in Bogotá is 15:00", hours("America/Bogota", busy("2026-11-02T15:00 2026-11-02T16:00")), "2026-11-02T14:45", 30, "2026-11-02T16:15"],
  ],
  "offers on Friday evening": [
    ["with Monday off", "5 from Tuesday 09:00", hours("America/Mexico_City", off("2026-11-09")), "2026-11-07T01:00", 5, "2026-11-10T15:05"],
    ["with a holiday on Monday", "4 on Friday, 1 on Tuesday", hours("America/Mexico_City", holidays(["2026-11-16"])), "2026-11-13T23:56", 5, "2026-11-17T15:01"],
    ["with a meeting on Monday morning", "5 from 10:00", hours("America/Bogota", busy("2026-11-09T14:00 2026-11-09T15:00")), "2026-11-07T01:00", 5, "2026-11-09T15:05"],
    ["with half of Friday off", "60 before noon, 60 on Monday", hours("UTC", off("2026-11-06T12:00 2026-11-06T24:00")), "2026-11-06T11:00", 120, "2026-11-09T10:00"],
    ["with Monday only asked for", "5 from Monday 09:00", hours("America/Mexico_City", off("2026-11-09?")), "2026-11-07T01:00", 5, "2026-11-09T15:05"],
    ["over the change of clocks, Monday morning off", "60 on Friday at −4, 60 from noon at −5", hours("America/New_York", off("2026-11-02T00:00 2026-11-02T12:00")), "2026-10-30T21:00", 120, "2026-11-02T18:00"],
  ],
  "all at once": [
    ["a week of everything", "Monday to 10:00, Wednesday from 14:00, Friday from 09:00", hours("UTC", { daysOff: ["2026-11-03"], ...holidays(["2026-11-05"], "2026-11-04T00:00 2026-11-04T14:00"), ...off("2026-11-02T16:00 2026-11-02T24:00"), ...busy("2026-11-02T10:00 2026-11-02T16:00") }), "2026-11-02T09:30", 330, "2026-11-06T10:00"],
    ["a calendar that says busy all the year", "back when it ends", hours("UTC", busy("2026-11-01T00:00 2027-06-07T10:00")), "2026-11-02T09:00", 30, "2027-06-07T10:30"],
    ["nothing at all", "as without", hours("UTC", { timeOff: [], busy: [] }), "2026-11-02T09:00", 30, "2026-11-02T09:30"],
  ],
};

describe("working time with absences, case by case", () => {
  describe.each(Object.entries(cases))("%s", (_, rows) => {
    it.each(rows)("%s: %s", (_what, _why, of, from, minutes, until) => {
      expect(addWorkingTime(of, `${from}:00Z`, minutes)).toBe(`${until}:00.000Z`);
    });
  });

  it("finds no working instant in a year off", () => {
    expect(nextWorkingInstant(hours("UTC", off("2026-01-01 2028-01-01")), "2026-11-02T09:00:00Z")).toBeUndefined();
  });
});

const day = fc.integer({ min: 0, max: 24 }).map((n) => new Date(Date.UTC(2026, 2, 16 + n)).toISOString().slice(0, 10));
const clock = fc.integer({ min: 0, max: 47 }).map((half) => {
  const hour = String(half >> 1).padStart(2, "0");
  return `${hour}:${half % 2 === 0 ? "00" : "30"}`;
});
const timesOff = fc.array(
  fc.tuple(day, clock, clock, fc.boolean(), fc.boolean()).map(([on, one, other, whole, requested]): TimeOff => {
    const [from = "", to = ""] = whole ? [on, on] : [one, other].toSorted().map((time) => `${on}T${time}`);
    return { from, to, ...(requested && { requested }) };
  }),
  { maxLength: 4 },
);
const calendars = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 * 96 }), fc.integer({ min: 1, max: 30 })), {
  maxLength: 6,
});
const anyHours: fc.Arbitrary<Hours> = fc
  .record({
    timeZone: fc.constantFrom("UTC", "America/New_York", "Europe/Madrid", "Asia/Kathmandu"),
    shifts: fc.constantFrom(officeHours, withLunch, nights, always),
    daysOff: fc.uniqueArray(day, { maxLength: 2 }),
    timeOff: timesOff,
    whole: fc.uniqueArray(day, { maxLength: 2 }),
    calendar: calendars,
  })
  .map(({ whole, calendar, ...of }) => ({
    ...of,
    ...holidays(whole),
    busy: mergeIntervals(
      calendar.map(([start, length]) => ({
        start: Date.UTC(2026, 2, 16) / 60_000 + start * 15,
        end: Date.UTC(2026, 2, 16) / 60_000 + (start + length) * 15,
      })),
    ).flatMap(({ start, end }) => [start, end]),
  }));
const instant = fc.integer({ min: 0, max: 25 * 1440 }).map((n) => new Date(Date.UTC(2026, 2, 16, 0, n)).toISOString());
const later = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const length = fc.integer({ min: 1, max: 2000 });

describe("working time with any absences", () => {
  it("adds the same in one step as in two", () => {
    fc.assert(
      fc.property(anyHours, instant, length, length, (of, from, first, second) => {
        const halfway = addWorkingTime(of, from, first) ?? "";
        expect(addWorkingTime(of, halfway, second)).toBe(addWorkingTime(of, from, first + second));
      }),
      runs(200),
    );
  });

  it("never ends earlier for somebody who starts later, nor for more minutes, nor with one more absence", () => {
    fc.assert(
      fc.property(anyHours, instant, fc.nat(10_000), length, length, day, (of, from, delay, minutes, more, extra) => {
        const until = addWorkingTime(of, from, minutes) ?? "";
        expect((addWorkingTime(of, later(from, delay), minutes) ?? "") >= until).toBe(true);
        expect((addWorkingTime(of, from, minutes + more) ?? "") > until).toBe(true);
        const less = { ...of, daysOff: [...of.daysOff, extra] };
        expect((addWorkingTime(less, from, minutes) ?? "") >= until).toBe(true);
      }),
      runs(200),
    );
  });

  /** Whether a clock on the wall shows a time of work: the shift's day is not off, and nothing lies over the minute. */
  function worksByTheWall(
    { timeZone, shifts, daysOff, timeOff = [], holidays: public_, busy: taken = [] }: Hours,
    at: string,
  ) {
    const [date = "", time = ""] = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      dateStyle: "short",
      timeStyle: "short",
    })
      .format(new Date(at))
      .split(" ");
    const now = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    const granted = timeOff.filter(({ requested }) => !requested);
    const offDays = [...daysOff, ...(public_?.days ?? []), ...granted.map(({ from }) => from)];
    const before = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
    const startsOn = (on: string, { weekday }: Shift) =>
      (new Date(on).getUTCDay() || 7) === weekday && !offDays.includes(on);
    const shown = `${date}T${time}`;
    const minute = Date.parse(at) / 60_000;
    const away =
      granted.some(({ from, to }) => from.includes("T") && from <= shown && shown < to) ||
      taken.some((start, n) => n % 2 === 0 && start <= minute && minute < (taken[n + 1] ?? 0));
    const on = shifts.some((shift) => {
      const overnight = shift.end <= shift.start;
      const today = startsOn(date, shift) && now >= shift.start && (overnight || now < shift.end);
      return today || (overnight && startsOn(before, shift) && now < shift.end);
    });
    return on && !away;
  }

  it("agrees with the wall clock, and the shift clock agrees with it", () => {
    const several = fc.array(anyHours, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(several, fc.array(instant, { minLength: 1, maxLength: 40 }), (all, times) => {
        const columns = shiftClock(all);
        for (const at of times) {
          setClock(columns, Date.parse(at));
          for (const [n, of] of all.entries()) {
            const works = worksByTheWall(of, at);
            expect(isOnShift(of, at)).toBe(works);
            expect(columns.on[columns.scheduleOf[n] as number]).toBe(works ? 1 : 0);
          }
        }
      }),
      runs(40),
    );
  });

  it("keeps one schedule for reps with the same absences, and one each for others", () => {
    const same = () => hours("UTC", { ...off("2026-11-03"), ...busy("2026-11-02T10:00 2026-11-02T11:00") });
    const columns = shiftClock([same(), same(), hours("UTC"), hours("UTC", off("2026-11-03"))]);
    expect([...columns.scheduleOf]).toEqual([0, 0, 1, 2]);
  });
});
