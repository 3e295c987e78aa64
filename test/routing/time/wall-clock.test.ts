import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dayLength, dayOf, instantOf, minute, utcOffset } from "../../../routing/time/wall-clock.ts";
import { runs } from "../../build/runs.ts";

const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "utc", "america/new_york", "EST5EDT", "+05:45");
const moment = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2040, 0) });
/** Minutes after a change: at its edges, some hours around, and some days. */
const apart = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.integer({ min: -25 * 60, max: 25 * 60 }),
  fc.integer({ min: -8 * 1440, max: 8 * 1440 }),
);

const inZone = (timeZone: string, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
const offsetBy = (timeZone: string, at: number) => inZone(timeZone, at).offsetNanoseconds / 60e9;

/** The next change of the zone's clocks; the instant itself when there is none before 2040. */
function changeAfter(timeZone: string, at: number): number {
  const change = inZone(timeZone, at).getTimeZoneTransition("next")?.epochMilliseconds;
  return change === undefined || change > Date.UTC(2041, 0) ? at : change;
}

function instantBy(timeZone: string, minutes: number): number {
  const wall = new Temporal.PlainDateTime(1970, 1, 1).add({ minutes });
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const exists = zoned.toPlainDateTime().equals(wall);
  return exists ? zoned.epochMilliseconds : changeAfter(timeZone, zoned.epochMilliseconds);
}

describe("clocks", () => {
  it("have the UTC offset that Temporal says, in particular around changes", () => {
    fc.assert(
      fc.property(zone, moment, apart, fc.integer({ min: -1, max: 1 }), (timeZone, from, minutes, milliseconds) => {
        const at = changeAfter(timeZone, from) + minutes * minute + milliseconds;
        expect(utcOffset(timeZone, at)).toBe(offsetBy(timeZone, at));
      }),
      runs(400),
    );
  });

  it("show a time at the instant that Temporal says, also a time that occurs twice or never", () => {
    fc.assert(
      fc.property(zone, moment, apart, fc.boolean(), (timeZone, from, minutes, before) => {
        const change = changeAfter(timeZone, from);
        const wall = Math.floor(change / minute) + offsetBy(timeZone, before ? change - 1 : change) + minutes;
        const day = Math.floor(wall / 1440);
        expect(instantOf(timeZone, day, wall - day * 1440)).toBe(instantBy(timeZone, wall));
        expect(instantOf(timeZone, day - 1, wall - day * 1440 + 1440)).toBe(instantBy(timeZone, wall));
      }),
      runs(400),
    );
  });

  it("never change twice within six days, on which the search for a change relies", () => {
    fc.assert(
      fc.property(zone, fc.integer({ min: Date.UTC(1972, 1), max: Date.UTC(2040, 0) }), (timeZone, from) => {
        const change = changeAfter(timeZone, from);
        const next = changeAfter(timeZone, change);
        expect(next === change || next - change > 6 * dayLength).toBe(true);
      }),
      runs(200),
    );
  });

  it("follow daylight saving, whatever was cached before", () => {
    const [summer, winter] = [Date.parse("2026-10-20T00:00:00Z"), Date.parse("2026-11-20T00:00:00Z")];
    const asked = [summer, winter, summer, winter].map((at) => utcOffset("America/New_York", at));
    expect(asked).toEqual([-240, -300, -240, -300]);
    expect(utcOffset("Asia/Kathmandu", summer)).toBe(345);
  });

  it.each([
    ["an hour is skipped", "America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00:00Z"],
    ["an hour comes twice", "America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"],
    ["half an hour is skipped", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z"],
    ["half an hour comes twice", "Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"],
    ["a whole day is skipped", "Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00:00Z"],
    ["the day begins at one", "Asia/Beirut", "2026-03-29", "00:30", "2026-03-28T22:00:00Z"],
    ["midnight comes twice", "America/Havana", "2026-11-01", "00:30", "2026-11-01T04:30:00Z"],
    [
      "clocks go back in February and forward in March",
      "Africa/Casablanca",
      "2026-03-22",
      "02:30",
      "2026-03-22T02:00:00Z",
    ],
  ])("show a time that is asked for where %s", (_, timeZone, date, time, instant) => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    expect(instantOf(timeZone, dayOf(date), hours * 60 + minutes)).toBe(Date.parse(instant));
  });

  it.each(["Mars/Olympus", "Mars/Olympus+05", "", "Z", "+05:00:00", "+24:00", "constructor", "__proto__"])(
    "are nowhere in %j, which is no zone",
    (name) => {
      expect(utcOffset(name, 0)).toBeUndefined();
      expect(() => instantOf(name, 3, 30)).toThrow(new RangeError(`no minute 30 of day 3 in ${name}`));
    },
  );

  it("are right in more zones than are cached", () => {
    const two = (n: number) => String(n).padStart(2, "0");
    const ahead = Array.from({ length: 1200 }, (_, n) => [`+${two(Math.floor(n / 60))}:${two(n % 60)}`, n] as const);
    for (const [timeZone, minutes] of [...ahead, ...ahead]) expect(utcOffset(timeZone, 0)).toBe(minutes);
  });

  it("reject an invalid time", () => {
    expect(utcOffset("Etc/GMT+10", Number.NaN)).toBeUndefined();
    expect(() => instantOf("Etc/GMT+10", dayOf("yesterday"), 0)).toThrow(RangeError);
  });
});
