import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addWorkingTime, isOnShift, nextWorkingInstant } from "../../../routing/time/working-time.ts";
import { officeHours } from "../../build/a-rep.ts";
import { runs } from "../../build/runs.ts";

const hours = (timeZone: string, daysOff: string[] = []) => ({ timeZone, shifts: officeHours, daysOff });
const nightShift = {
  timeZone: "America/Sao_Paulo",
  daysOff: [],
  shifts: [{ weekday: 5, start: 22 * 60, end: 6 * 60 }],
};

describe("working time", () => {
  it.each([
    ["inside a shift", hours("America/Bogota"), "2026-11-02T15:00:00Z", 30, "2026-11-02T15:30:00.000Z"],
    ["over the night", hours("America/Bogota"), "2026-11-02T22:50:00Z", 30, "2026-11-03T14:20:00.000Z"],
    ["before the shift", hours("America/Bogota"), "2026-11-02T10:00:00Z", 15, "2026-11-02T14:15:00.000Z"],
    ["over the weekend", hours("America/Bogota"), "2026-11-06T22:50:00Z", 30, "2026-11-09T14:20:00.000Z"],
    ["over a day off", hours("America/Bogota", ["2026-11-03"]), "2026-11-02T22:50:00Z", 30, "2026-11-04T14:20:00.000Z"],
    ["over the end of summer time", hours("Europe/Madrid"), "2026-10-23T15:50:00Z", 30, "2026-10-26T08:20:00.000Z"],
    ["over the start of summer time", hours("Europe/Madrid"), "2026-03-27T16:50:00Z", 30, "2026-03-30T07:20:00.000Z"],
    ["on a night shift", nightShift, "2026-11-07T02:00:00Z", 60, "2026-11-07T03:00:00.000Z"],
    ["to the end of a night shift", nightShift, "2026-11-07T02:00:00Z", 420, "2026-11-07T09:00:00.000Z"],
    ["half an hour off the others", hours("America/St_Johns"), "2026-11-02T12:00:00Z", 10, "2026-11-02T12:40:00.000Z"],
  ])("counts %s", (_, rep, from, minutes, until) => {
    expect(addWorkingTime(rep, from, minutes)).toBe(until);
  });

  it("skips the hour that does not exist when clocks go forward in a night shift", () => {
    const madrid = { timeZone: "Europe/Madrid", daysOff: [], shifts: [{ weekday: 7, start: 60, end: 5 * 60 }] };
    expect(addWorkingTime(madrid, "2026-03-29T00:00:00Z", 3 * 60)).toBe("2026-03-29T03:00:00.000Z");
    expect(isOnShift(madrid, "2026-03-29T03:00:00Z")).toBe(false);
  });

  it("merges shifts that overlap", () => {
    const shifts = [
      { weekday: 1, start: 540, end: 720 },
      { weekday: 1, start: 700, end: 800 },
    ];
    expect(addWorkingTime({ timeZone: "UTC", shifts, daysOff: [] }, "2026-11-02T09:00:00Z", 260)).toBe(
      "2026-11-02T13:20:00.000Z",
    );
  });

  it("has no next shift for somebody without hours", () => {
    const never = { timeZone: "UTC", shifts: [], daysOff: [] };
    expect(nextWorkingInstant(never, "2026-11-02T09:00:00Z")).toBeUndefined();
    expect(isOnShift(never, "2026-11-02T09:00:00Z")).toBe(false);
  });

  const zone = fc.constantFrom("America/Sao_Paulo", "Europe/Madrid", "America/Santiago", "Pacific/Chatham", "UTC");
  const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  const minutes = fc.integer({ min: 0, max: 3000 });

  it("adds the same in one step as in two", () => {
    fc.assert(
      fc.property(zone, instant, minutes, minutes, (timeZone, from, first, second) => {
        const rep = hours(timeZone);
        const halfway = addWorkingTime(rep, from.toISOString(), first) ?? "";
        expect(addWorkingTime(rep, halfway, second + 1)).toBe(
          addWorkingTime(rep, from.toISOString(), first + second + 1),
        );
      }),
      runs(60),
    );
  });

  it("never ends earlier for somebody who starts later", () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 0, max: 10_000 }), minutes, (timeZone, from, later, length) => {
        const rep = hours(timeZone);
        const start = new Date(from.getTime() + later * 60_000).toISOString();
        const early = addWorkingTime(rep, from.toISOString(), length) ?? "";
        expect((addWorkingTime(rep, start, length) ?? "") >= early).toBe(true);
      }),
      runs(60),
    );
  });
});
