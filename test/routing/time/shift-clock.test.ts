import { describe, expect, it } from "vitest";
import type { Hours } from "../../../routing/time/schedule.ts";
import { setClock, shiftClock, shiftClockWith } from "../../../routing/time/shift-clock.ts";
import { officeHours } from "../../build/a-rep.ts";

/** A Monday; office hours are from 9 to 18. */
const at = (time: string) => Date.parse(`2026-11-02T${time}:00.000Z`);
const hours = (more: Partial<Hours> = {}): Hours => ({ timeZone: "UTC", shifts: officeHours, daysOff: [], ...more });
const early: Partial<Hours> = { shifts: [{ weekday: 1, start: 7 * 60, end: 12 * 60 }] };
const year = 365 * 86_400_000;

/** Hours that count how often their shifts are looked at. */
function counted(more: Partial<Hours> = {}) {
  const { shifts, ...rest } = hours(more);
  const count = { looks: 0 };
  const of: Hours = {
    ...rest,
    get shifts() {
      count.looks += 1;
      return shifts;
    },
  };
  return { count, of };
}

describe("a shift clock", () => {
  it.each([
    ["08:59", [0, 1]],
    ["09:00", [1, 1]],
    ["11:59", [1, 1]],
    ["12:00", [1, 0]],
    ["17:59", [1, 0]],
    ["18:00", [0, 0]],
  ])("says at %s who is at work, whichever time it was set to before", (time, working) => {
    for (const before of ["00:00", "06:59", "07:00", "09:00", "11:59", "12:00", "18:00", "23:59"]) {
      const clock = shiftClock([hours(), hours(early)]);
      setClock(clock, at(before));
      setClock(clock, at(time));
      expect([...clock.on]).toEqual(working);
    }
  });

  it("says when each schedule's current or next stretch of work is", () => {
    const clock = shiftClock([hours(), hours(early), hours({ shifts: [] })]);
    setClock(clock, at("08:00"));
    expect([...clock.start]).toEqual([at("09:00"), at("08:00"), Number.POSITIVE_INFINITY]);
    // Who never works is looked at again in a year.
    expect([...clock.end]).toEqual([at("18:00"), at("12:00"), at("08:00") + year]);
    expect([...clock.on]).toEqual([0, 1, 0]);
    expect([clock.from, clock.until]).toEqual([at("08:00"), at("09:00")]);
    setClock(clock, at("09:00"));
    expect([clock.from, clock.until]).toEqual([at("09:00"), at("12:00")]);
    const never = shiftClock([hours({ shifts: [] })]);
    setClock(never, at("08:00"));
    expect(never.until).toBe(at("08:00") + year);
  });

  it("is not computed again before the next change", () => {
    const clock = shiftClock([hours()]);
    setClock(clock, at("10:00"));
    clock.on[0] = 7;
    for (const time of ["10:00", "10:01", "17:59"]) setClock(clock, at(time));
    expect(clock.on[0]).toBe(7);
    setClock(clock, at("18:00"));
    expect(clock.on[0]).toBe(0);
  });

  it("computes the hours of a schedule only once its own stretch of work is over, or time went back", () => {
    const { count, of } = counted();
    const clock = shiftClock([of, hours(early)]);
    setClock(clock, at("06:00"));
    const once = count.looks;
    for (const time of ["07:00", "09:00", "12:00", "17:59"]) setClock(clock, at(time));
    expect(count.looks).toBe(once);
    setClock(clock, at("06:00"));
    expect(count.looks).toBe(once);
    setClock(clock, at("18:00"));
    const twice = count.looks;
    expect(twice).toBeGreaterThan(once);
    setClock(clock, at("06:00"));
    expect(count.looks).toBeGreaterThan(twice);
  });

  it("has other hours for one rep where it is made with them, and the first is as it was", () => {
    const first = shiftClock([hours(), hours(), hours(early)]);
    const changed = shiftClockWith(first, 1, hours({ shifts: [] }));
    for (const clock of [first, changed]) setClock(clock, at("10:00"));
    const working = ({ scheduleOf, on }: typeof first) => [...scheduleOf].map((schedule) => on[schedule]);
    expect(working(first)).toEqual([1, 1, 1]);
    expect(working(changed)).toEqual([1, 0, 1]);
    setClock(changed, at("13:00"));
    expect(working(changed)).toEqual([1, 0, 0]);
  });
});
