import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Shift } from "../../../routing/time/schedule.ts";
import { addWorkingTime, isOnShift, nextWorkingInstant } from "../../../routing/time/working-time.ts";
import { runs } from "../../build/runs.ts";

interface Hours {
  timeZone: string;
  shifts: Shift[];
  daysOff: string[];
}

/** `shifts("09:00-13:00 14:00-18:00", 1, 5)`: these hours from Monday to Friday. */
function shifts(hours: string, first: number, last = first): Shift[] {
  const minutes = (clock = "") => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const spans = hours.split(" ").map((span) => span.split("-"));
  const days = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  return days.flatMap((weekday) => spans.map(([from, to]) => ({ weekday, start: minutes(from), end: minutes(to) })));
}
const rep = (timeZone: string, shifts: Shift[], ...daysOff: string[]): Hours => ({ timeZone, shifts, daysOff });
const office = (timeZone: string, ...daysOff: string[]) => rep(timeZone, shifts("09:00-18:00", 1, 5), ...daysOff);
const friday = shifts("22:00-06:00", 5);
const nights = shifts("22:00-06:00", 1, 5);
const always = shifts("00:00-24:00", 1, 7);
const earlySunday = (timeZone: string) => rep(timeZone, shifts("01:00-05:00", 7));
const saturdayNight = (timeZone: string) => rep(timeZone, shifts("22:00-06:00", 6));

/** What, why so, whose hours, from, minutes, until. 2026-11-02 is a Monday; seconds are left out. */
type Case = [what: string, why: string, hours: Hours, from: string, minutes: number, until: string];

// biome-ignore format: a table
const cases: Record<string, Case[]> = {
  "zones without daylight saving": [
    ["UTC", "inside the shift", office("UTC"), "2026-11-02T10:00", 45, "2026-11-02T10:45"],
    ["São Paulo, −3", "10 before 18:00, 20 from 09:00", office("America/Sao_Paulo"), "2026-01-12T20:50", 30, "2026-01-13T12:20"],
    ["Bogotá, −5", "05:00 waits for 09:00", office("America/Bogota"), "2026-11-02T10:00", 15, "2026-11-02T14:15"],
    ["Mexico City, −6 in July too", "5 before 18:00, 5 from 09:00", office("America/Mexico_City"), "2026-07-15T23:55", 10, "2026-07-16T15:05"],
    ["Tokyo, +9", "Monday 08:50 is still Sunday in UTC", office("Asia/Tokyo"), "2026-11-01T23:50", 60, "2026-11-02T01:00"],
    ["Phoenix, −7", "the others' change changes nothing", office("America/Phoenix"), "2026-03-07T00:30", 60, "2026-03-09T16:30"],
  ],
  "zones with parts of an hour, and the ends of the world": [
    ["Kolkata, +5:30", "09:00 is 03:30", office("Asia/Kolkata"), "2026-11-02T03:00", 10, "2026-11-02T03:40"],
    ["Kathmandu, +5:45", "09:00 is 03:15", office("Asia/Kathmandu"), "2026-11-03T03:00", 20, "2026-11-03T03:35"],
    ["Chatham in winter, +12:45", "09:00 is 20:15 of the day before", office("Pacific/Chatham"), "2026-07-05T20:00", 30, "2026-07-05T20:45"],
    ["Eucla, +8:45", "09:00 is 00:15", office("Australia/Eucla"), "2026-11-02T00:00", 15, "2026-11-02T00:30"],
    ["Marquesas, −9:30", "09:00 is 18:30", office("Pacific/Marquesas"), "2026-11-02T18:00", 5, "2026-11-02T18:35"],
    ["Kiritimati, +14", "Monday 09:00 is Sunday 19:00", office("Pacific/Kiritimati"), "2026-11-01T18:00", 1, "2026-11-01T19:01"],
    ["Pago Pago, −11", "Friday 17:00 is Saturday 04:00", office("Pacific/Pago_Pago"), "2026-11-07T04:00", 90, "2026-11-09T20:30"],
  ],
  "clocks that go forward": [
    ["New York, over the weekend", "60 on Friday at −5, 60 on Monday at −4", office("America/New_York"), "2026-03-06T22:00", 120, "2026-03-09T14:00"],
    ["Madrid, Sunday 01 to 05", "has 3 hours", earlySunday("Europe/Madrid"), "2026-03-29T00:00", 180, "2026-03-29T03:00"],
    ["New York, night shift", "has 7 hours", saturdayNight("America/New_York"), "2026-03-08T03:00", 420, "2026-03-08T10:00"],
    ["Madrid, shift from 02:30, which is not", "begins at 03:00, not at 03:30", rep("Europe/Madrid", shifts("02:30-04:00", 7)), "2026-03-29T00:00", 60, "2026-03-29T02:00"],
    ["Madrid, shift to 02:30, which is not", "had 60 when clocks changed; the 61st is a week later", rep("Europe/Madrid", shifts("01:00-02:30", 7)), "2026-03-29T00:00", 61, "2026-04-04T23:01"],
    ["Madrid, shift inside the lost hour", "is not, so a week later", rep("Europe/Madrid", shifts("02:00-02:45", 7)), "2026-03-29T00:00", 45, "2026-04-05T00:45"],
    ["Lord Howe, by half an hour", "4 hours less a half", earlySunday("Australia/Lord_Howe"), "2026-10-03T14:30", 210, "2026-10-03T18:00"],
    ["Sydney in October, night shift", "has 7 hours", saturdayNight("Australia/Sydney"), "2026-10-03T12:00", 420, "2026-10-03T19:00"],
    ["Santiago in September, over the weekend", "30 at −4, 30 at −3", office("America/Santiago"), "2026-09-04T21:30", 60, "2026-09-07T12:30"],
    ["Santiago, a midnight which is not", "00 to 06 has 5 hours from 01:00", rep("America/Santiago", shifts("00:00-06:00", 7)), "2026-09-06T03:00", 300, "2026-09-06T09:00"],
  ],
  "clocks that go back": [
    ["New York, over the weekend", "60 at −4, 60 at −5", office("America/New_York"), "2026-10-30T21:00", 120, "2026-11-02T15:00"],
    ["Madrid, Sunday 01 to 05", "has 5 hours", earlySunday("Europe/Madrid"), "2026-10-24T23:00", 300, "2026-10-25T04:00"],
    ["New York, night shift", "has 9 hours", saturdayNight("America/New_York"), "2026-11-01T02:00", 540, "2026-11-01T11:00"],
    ["Madrid, shift from 02:30, which is twice", "begins the first time: 150 minutes", rep("Europe/Madrid", shifts("02:30-04:00", 7)), "2026-10-25T00:00", 150, "2026-10-25T03:00"],
    ["Santiago in April, over the weekend", "30 at −3, 30 at −4", office("America/Santiago"), "2026-04-03T20:30", 60, "2026-04-06T13:30"],
    ["Auckland in April, Sunday 01 to 05", "has 5 hours", earlySunday("Pacific/Auckland"), "2026-04-04T12:00", 300, "2026-04-04T17:00"],
    ["Chatham in April, Sunday 01 to 05", "has 5 hours, from 11:15", earlySunday("Pacific/Chatham"), "2026-04-04T11:15", 300, "2026-04-04T16:15"],
  ],
  "night shifts": [
    ["after midnight", "Friday's shift goes on", rep("America/Sao_Paulo", friday), "2026-11-07T04:00", 60, "2026-11-07T05:00"],
    ["past its end", "30 until 06:00, 30 a week later", rep("America/Sao_Paulo", friday), "2026-11-07T08:30", 60, "2026-11-14T01:30"],
    ["from noon", "waits for 22:00, then all of its 8 hours", rep("America/Sao_Paulo", nights), "2026-11-03T15:00", 480, "2026-11-04T09:00"],
    ["before a day off", "runs to its end; the day off has no night; 60 on Thursday", rep("America/Sao_Paulo", nights, "2026-11-04"), "2026-11-04T08:00", 120, "2026-11-06T02:00"],
  ],
  "several intervals, half days and days off": [
    ["lunch", "10 before 14:00, 20 from 16:00", rep("Europe/Madrid", shifts("09:00-14:00 16:00-19:00", 1, 5)), "2026-11-02T12:50", 30, "2026-11-02T15:20"],
    ["three intervals", "120 and 120 and 60", rep("UTC", shifts("08:00-10:00 11:00-13:00 15:00-17:00", 1)), "2026-11-02T07:00", 300, "2026-11-02T16:00"],
    ["intervals that overlap, out of order", "09 to 17 is 8 hours", rep("UTC", shifts("13:00-17:00 09:00-14:00", 1)), "2026-11-02T09:00", 480, "2026-11-02T17:00"],
    ["half a Friday", "15 before 13:00, 15 on Monday", rep("UTC", [...shifts("09:00-18:00", 1, 4), ...shifts("09:00-13:00", 5)]), "2026-11-06T12:45", 30, "2026-11-09T09:15"],
    ["three days off", "30 on Friday, 30 on Thursday", office("Europe/Madrid", "2026-11-02", "2026-11-03", "2026-11-04"), "2026-10-30T16:30", 60, "2026-11-05T08:30"],
    ["Christmas on a Friday", "60 on the 24th, 60 on the 28th", office("America/Bogota", "2026-12-25"), "2026-12-24T22:00", 120, "2026-12-28T15:00"],
    ["29 February", "30 on the 28th, 30 on the 29th", office("UTC"), "2028-02-28T17:30", 60, "2028-02-29T09:30"],
    ["29 February off", "30 on the 28th, 30 on 1 March", office("UTC", "2028-02-29"), "2028-02-28T17:30", 60, "2028-03-01T09:30"],
  ],
  "offers on Friday evening": [
    ["an hour late", "5 from Monday 09:00", office("America/Mexico_City"), "2026-11-07T01:00", 5, "2026-11-09T15:05"],
    ["in the last minute", "1 on Friday, 4 on Monday", office("America/Mexico_City"), "2026-11-06T23:59", 5, "2026-11-09T15:04"],
    ["with just enough left", "ends with the shift, not on Monday", office("America/Bogota"), "2026-11-06T22:00", 60, "2026-11-06T23:00"],
    ["no minutes at all", "the next working instant", office("America/Bogota"), "2026-11-07T12:00", 0, "2026-11-09T14:00"],
  ],
  "around the clock": [
    ["00:00 to 24:00", "over midnight and the week's end", rep("UTC", always), "2026-11-01T23:30", 60, "2026-11-02T00:30"],
    ["00:00 to 00:00", "over the change: what passed is what counts", rep("Europe/Madrid", shifts("00:00-00:00", 1, 7)), "2026-10-24T12:00", 1440, "2026-10-25T12:00"],
    ["with a day off", "30 on Monday, 30 on Wednesday", rep("UTC", always, "2026-11-03"), "2026-11-02T23:30", 60, "2026-11-04T00:30"],
    ["09:00 to 09:00", "is 24 hours; 60 left, 60 a week later", rep("UTC", shifts("09:00-09:00", 1)), "2026-11-03T08:00", 120, "2026-11-09T10:00"],
  ],
};

describe("working time, case by case", () => {
  describe.each(Object.entries(cases))("%s", (_, rows) => {
    it.each(rows)("%s: %s", (_what, _why, hours, from, minutes, until) => {
      expect(addWorkingTime(hours, `${from}:00Z`, minutes)).toBe(`${until}:00.000Z`);
    });
  });

  it("has no working instant in a shift that the clocks skip", () => {
    const hours = rep("Europe/Madrid", shifts("02:00-02:45", 7));
    expect(isOnShift(hours, "2026-03-29T01:00:00Z")).toBe(false);
    expect(nextWorkingInstant(hours, "2026-03-29T00:00:00Z")).toBe("2026-04-05T00:00:00.000Z");
  });

  it("looks for a shift a whole year ahead", () => {
    const days = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(2026, 10, 2 + n)).toISOString().slice(0, 10));
    const back = (off: string[]) => nextWorkingInstant(rep("UTC", always, ...off), "2026-11-02T00:00:00Z");
    expect(back(days.slice(0, 365))).toBe("2027-11-02T00:00:00.000Z");
    expect(back(days)).toBe("2027-11-03T00:00:00.000Z");
  });

  it("refuses an invalid instant", () => {
    const error = new RangeError("working time needs an instant to start from");
    expect(() => isOnShift(office("UTC"), "soon")).toThrow(error);
  });
});

const changing = ["Europe/Madrid", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Pacific/Chatham"];
const anyZone = fc.constantFrom("UTC", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Kiritimati", ...changing);
const quarter = (first: number, last: number) => fc.integer({ min: first, max: last }).map((n) => n * 15);
/** Overlapping, overnight and around the clock, as they come. */
const anyShifts = (first: number, last: number) =>
  fc.array(
    fc.record({ weekday: fc.integer({ min: 1, max: 7 }), start: quarter(first, last), end: quarter(first, last) }),
    {
      minLength: 3,
      maxLength: 9,
    },
  );
const hoursOf = (first: number, last: number) =>
  fc.record({
    timeZone: anyZone,
    shifts: anyShifts(first, last),
    daysOff: fc.subarray(["2026-03-08", "2026-03-30", "2026-09-07", "2026-10-05", "2026-10-24"]),
  });
const anyHours = hoursOf(0, 95);
const anyInstant = fc
  .integer({ min: 0, max: 365 * 1440 })
  .map((minutes) => new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString());
const later = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const length = fc.integer({ min: 1, max: 3000 });

describe("working time with any shifts", () => {
  it("adds the same in one step as in two", () => {
    fc.assert(
      fc.property(anyHours, anyInstant, length, length, (hours, from, first, second) => {
        const halfway = addWorkingTime(hours, from, first) ?? "";
        expect(addWorkingTime(hours, halfway, second)).toBe(addWorkingTime(hours, from, first + second));
      }),
      runs(100),
    );
  });

  it("never ends earlier for somebody who starts later, nor for more minutes", () => {
    fc.assert(
      fc.property(anyHours, anyInstant, fc.nat(10_000), length, length, (hours, from, delay, minutes, more) => {
        const until = addWorkingTime(hours, from, minutes) ?? "";
        expect((addWorkingTime(hours, later(from, delay), minutes) ?? "") >= until).toBe(true);
        expect((addWorkingTime(hours, from, minutes + more) ?? "") > until).toBe(true);
      }),
      runs(100),
    );
  });

  /** Counts minute by minute what a clock on the wall shows; `undefined` after four days. */
  function byTheWallClock({ timeZone, shifts, daysOff }: Hours, from: string, minutes: number): string | undefined {
    const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
    const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
    const startsOn = (date: string, { weekday }: Shift) =>
      (new Date(date).getUTCDay() || 7) === weekday && !daysOff.includes(date);
    const works = (at: string) => {
      const [date = "", time = ""] = clock.format(new Date(at)).split(" ");
      const now = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
      return shifts.some((shift) => {
        const overnight = shift.end <= shift.start;
        const today = startsOn(date, shift) && now >= shift.start && (overnight || now < shift.end);
        return today || (overnight && startsOn(dayBefore(date), shift) && now < shift.end);
      });
    };
    let left = minutes;
    for (let passed = 0; passed < 4 * 1440; passed++) {
      const at = later(from, passed);
      expect(isOnShift({ timeZone, shifts, daysOff }, at)).toBe(works(at));
      if (works(at)) left -= 1;
      if (left === 0) return later(at, 1);
    }
    return undefined;
  }
  /** The Saturdays before clocks change: forward in March, September and October, back in April, October, November. */
  const forward = fc.constantFrom("2026-03-07", "2026-03-28", "2026-09-05", "2026-09-26", "2026-10-03");
  const back = fc.constantFrom("2026-04-04", "2026-10-24", "2026-10-31");

  it.each([
    ["when clocks go forward", anyHours, forward],
    // A shift that begins or ends in the hour that is twice is one stretch for us, and none for a clock on the wall.
    ["when clocks go back", hoursOf(16, 88), back],
  ])("agrees with the clock on the wall, minute by minute, %s", (_, hoursThen, saturday) => {
    fc.assert(
      fc.property(
        hoursThen,
        saturday,
        fc.nat(1440),
        fc.integer({ min: 1, max: 600 }),
        (hours, day, minute, minutes) => {
          const from = later(`${day}T00:00:00Z`, minute);
          const expected = byTheWallClock(hours, from, minutes);
          if (expected) expect(addWorkingTime(hours, from, minutes)).toBe(expected);
        },
      ),
      runs(12),
    );
  });
});
