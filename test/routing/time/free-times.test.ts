import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byDate, cellsOf, freeTimes, isFree } from "../../../routing/time/free-times.ts";
import type { Hours } from "../../../routing/time/schedule.ts";
import { isOnShift } from "../../../routing/time/working-time.ts";
import { officeHours } from "../../build/a-rep.ts";
import { runs } from "../../build/runs.ts";

const minute = 60_000;
const day = 1440 * minute;
const nobodys: ReadonlySet<number> = new Set();
const hours = (more: Partial<Hours> = {}): Hours => ({
  timeZone: "America/Bogota",
  shifts: officeHours,
  daysOff: [],
  ...more,
});
const inZone = (timeZone: string, at: number) =>
  new Date(at).toLocaleString("sv-SE", { timeZone, hour: "2-digit", minute: "2-digit" });

/** The free times from an instant on for some hours, by the rep's clock. */
function times(of: Hours, from: string, forHours: number, length = 30, held = nobodys): string {
  const start = Date.parse(from);
  const found = freeTimes(of, { from: start, until: start + forHours * 60 * minute, length }, held);
  return found.map((at) => inZone(of.timeZone, at)).join(" ");
}
/** A Monday, 9 o'clock in Bogotá. */
const monday = "2026-11-02T14:00:00Z";
const held = (from: string, to: string) => new Set(cellsOf({ start: Date.parse(from), end: Date.parse(to) }));

describe("free times", () => {
  it("begin on the half hour for half an hour, and end with the working hours", () => {
    expect(times(hours({ shifts: [{ weekday: 1, start: 540, end: 640 }] }), monday, 12)).toBe("09:00 09:30 10:00");
  });

  it("begin on the clock for other lengths too", () => {
    const morning = hours({ shifts: [{ weekday: 1, start: 530, end: 660 }] });
    expect(times(morning, monday, 12, 15)).toBe("09:00 09:15 09:30 09:45 10:00 10:15 10:30 10:45");
    expect(times(morning, monday, 12, 45)).toBe("09:00 09:30 10:00");
    expect(times(morning, monday, 12, 60)).toBe("09:00 10:00");
    expect(times(morning, monday, 12, 120)).toBe("09:00");
  });

  it("begin no earlier than is asked, and before the end that is asked", () => {
    expect(times(hours(), "2026-11-02T14:01:00Z", 1.5)).toBe("09:30 10:00 10:30");
  });

  it("leave out busy times, time off, holidays and what is held", () => {
    const busy = [Date.parse("2026-11-02T14:20:00Z") / minute, Date.parse("2026-11-02T15:10:00Z") / minute];
    const timeOff = [{ from: "2026-11-02T12:00", to: "2026-11-02T18:00" }];
    const of = hours({ busy, timeOff, holidays: { of: "CO", through: 2026, days: ["2026-11-03"], parts: [] } });
    expect(times(of, monday, 48, 30, held("2026-11-02T16:00:00Z", "2026-11-02T16:30:00Z"))).toBe("10:30 11:30");
  });

  it("are as many on the day that clocks change, on the clock as people read it", () => {
    const night = { timeZone: "Europe/Madrid", shifts: [{ weekday: 7, start: 60, end: 300 }], daysOff: [] };
    expect(times(night, "2026-03-28T22:00:00Z", 24, 60)).toBe("01:00 03:00 04:00");
    expect(times(night, "2026-10-24T22:00:00Z", 24, 60)).toBe("01:00 02:00 02:00 03:00 04:00");
  });

  it("begin on the clock of zones that are quarters of an hour off", () => {
    expect(times(hours({ timeZone: "Asia/Kathmandu" }), "2026-11-02T03:15:00Z", 1)).toBe("09:00 09:30");
    expect(times(hours({ timeZone: "America/St_Johns" }), "2026-11-02T12:30:00Z", 1)).toBe("09:00 09:30");
  });

  it("are none for somebody without hours", () => {
    expect(times(hours({ shifts: [] }), monday, 200)).toBe("");
  });

  const zone = fc.constantFrom("America/Sao_Paulo", "Europe/Madrid", "America/Santiago", "Pacific/Chatham", "UTC");
  const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  const length = fc.integer({ min: 5, max: 180 });
  const some = fc.array(
    fc.record({ start: fc.integer({ min: 0, max: 14_000 }), long: fc.integer({ min: 1, max: 600 }) }),
  );

  it("overlap nothing that is busy, off or held, and lie in working hours", () => {
    fc.assert(
      fc.property(zone, instant, length, some, some, (timeZone, from, length, busyTimes, meetings) => {
        const start = from.getTime();
        const first = Math.floor(start / minute);
        const busy = busyTimes.flatMap((one) => [first + one.start, first + one.start + one.long]);
        const taken = meetings.map((one) => ({
          start: start + one.start * minute,
          end: start + (one.start + one.long) * minute,
        }));
        const rep = hours({ timeZone, busy });
        const found = freeTimes(rep, { from: start, until: start + 10 * day, length }, new Set(taken.flatMap(cellsOf)));
        for (const at of found) {
          const end = at + length * minute;
          const overlaps = (one: { start: number; end: number }) => one.start < end && one.end > at;
          expect(taken.some(overlaps)).toBe(false);
          expect(
            busyTimes.some((one) =>
              overlaps({ start: (first + one.start) * minute, end: (first + one.start + one.long) * minute }),
            ),
          ).toBe(false);
          for (const within of [at, at + Math.floor(length / 2) * minute, end - 1])
            expect(isOnShift(rep, new Date(within).toISOString())).toBe(true);
          expect(at).toBeGreaterThanOrEqual(start);
        }
      }),
      runs(100),
    );
  });

  it("are free until somebody takes one, and then exactly those that do not touch it", () => {
    fc.assert(
      fc.property(zone, instant, length, fc.nat(), (timeZone, from, length, pick) => {
        const asked = { from: from.getTime(), until: from.getTime() + 7 * day, length };
        const before = freeTimes(hours({ timeZone }), asked, nobodys);
        const start = before[pick % before.length] as number;
        const cells = new Set(cellsOf({ start, end: start + length * minute }));
        const after = freeTimes(hours({ timeZone }), asked, cells);
        expect(after).toEqual(before.filter((at) => isFree({ start: at, end: at + length * minute }, cells)));
        expect(after).not.toContain(start);
      }),
      runs(100),
    );
  });
});

describe("cells", () => {
  it("are shared by two intervals exactly where these touch the same quarter of an hour", () => {
    expect(cellsOf({ start: 0, end: 15 * minute })).toEqual([0]);
    expect(cellsOf({ start: 15 * minute, end: 45 * minute })).toEqual([1, 2]);
    expect(cellsOf({ start: 20 * minute, end: 31 * minute })).toEqual([1, 2]);
    expect(cellsOf({ start: 0, end: 0 })).toEqual([]);
  });
});

describe("times by date", () => {
  it("are on the date that the reader's clock shows, of the first dates alone", () => {
    const of = (...texts: string[]) => texts.map((text) => Date.parse(text));
    const instants = of("2026-11-02T23:30:00Z", "2026-11-03T02:59:00Z", "2026-11-03T03:00:00Z", "2026-11-05T12:00:00Z");
    const days = byDate(instants, "America/Sao_Paulo", 2);
    expect([...days]).toEqual([
      ["2026-11-02", instants.slice(0, 2)],
      ["2026-11-03", instants.slice(2, 3)],
    ]);
  });
});
