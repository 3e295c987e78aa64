import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { applyOffer, boardOf, releasePlace } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import {
  expiredPeriods,
  fitsInFlight,
  leadsInFlight,
  limitReached,
  quotasAt,
  quotasResetAt,
  remainingWithin,
} from "../../../routing/reps/capacity.ts";
import { expectedEffort, pointsOf, timeToClose } from "../../../routing/reps/effort.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { runs } from "../../build/runs.ts";

const allPeriods = { perDay: 1, perWeek: 1, perMonth: 1 };
const periods = (timeZone: string, at: string) =>
  quotasAt(aRep({ timeZone, ...allPeriods }), Date.parse(at)).map(({ period }) => period);

describe("periods", () => {
  it.each([
    ["America/Mexico_City", "2026-11-25T05:59:00Z", ["2026-11-24", "2026-W48", "2026-11"]],
    ["America/Mexico_City", "2026-11-25T06:00:00Z", ["2026-11-25", "2026-W48", "2026-11"]],
    ["Pacific/Auckland", "2026-11-30T11:00:00Z", ["2026-12-01", "2026-W49", "2026-12"]],
    ["UTC", "2026-12-31T12:00:00Z", ["2026-12-31", "2026-W53", "2026-12"]],
    ["UTC", "2027-01-03T23:59:59Z", ["2027-01-03", "2026-W53", "2027-01"]],
    ["UTC", "2027-01-04T00:00:00Z", ["2027-01-04", "2027-W01", "2027-01"]],
    ["UTC", "2024-12-30T00:00:00Z", ["2024-12-30", "2025-W01", "2024-12"]],
  ])("in %s at %s are %j", (timeZone, at, keys) => {
    expect(periods(timeZone, at)).toEqual(keys);
  });

  it("are the weeks of ISO 8601, as Temporal counts them", () => {
    const turnsOfYears = Array.from({ length: 130 }, (_, n) => Temporal.PlainDate.from(`${1970 + n}-12-20`));
    for (const day of turnsOfYears.flatMap((first) => Array.from({ length: 26 }, (_, days) => first.add({ days })))) {
      const week = `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, "0")}`;
      expect(periods("UTC", `${day}T12:00:00Z`)[1]).toBe(week);
    }
  });

  it("end at midnight of the rep's zone, on Monday, and on the first, also where clocks change at midnight", () => {
    const end = (rep: object, given: Record<string, number>, at: string, timeZone = "America/Mexico_City") =>
      new Date(quotasResetAt(aRep({ timeZone, ...rep }), { effort: 0, given }, Date.parse(at))).toISOString();
    const at = "2026-11-24T18:00:00.000Z";
    expect(end({ perDay: 2 }, { "2026-11-24": 1 }, at)).toBe(at);
    expect(end({ perDay: 2 }, { "2026-11-24": 2 }, at)).toBe("2026-11-25T06:00:00.000Z");
    expect(end({ perDay: 1, perWeek: 2 }, { "2026-11-24": 1, "2026-W48": 2 }, at)).toBe("2026-11-30T06:00:00.000Z");
    expect(end({ perMonth: 1 }, { "2026-11": 5 }, at)).toBe("2026-12-01T06:00:00.000Z");
    // Santiago's clocks go from 24:00 on Saturday to 01:00 on Sunday, 6 September 2026.
    expect(end({ perDay: 1 }, { "2026-09-05": 1 }, "2026-09-05T15:00:00Z", "America/Santiago")).toBe(
      "2026-09-06T04:00:00.000Z",
    );
    // Havana's go from 01:00 back to midnight on 1 November 2026: that day begins with the first of two midnights.
    expect(end({ perDay: 1 }, { "2026-10-31": 1 }, "2026-10-31T15:00:00Z", "America/Havana")).toBe(
      "2026-11-01T04:00:00.000Z",
    );
  });

  it("expire only when they have ended in every zone", () => {
    const kept = ["2026-11-02", "2026-10-31", "2026-W45", "2026-W44", "2026-11", "2026-10"];
    const old = ["2026-10-30", "2026-W43", "2026-09", "2025-W52", "2025-12-31"];
    expect(expiredPeriods([...kept, ...old], "UTC", Date.parse("2026-11-02T12:00:00Z"))).toEqual(old);
  });
});

describe("effort", () => {
  const policy = aPolicy({
    effort: {
      "high-touch": {
        points: 5,
        close: "30d",
        bands: [
          { from: 20_000, points: 8 },
          { from: 50_000, points: 12, close: "60d" },
        ],
      },
    },
  });
  const lead = (lane: string | undefined, value?: number) =>
    aLead({ facts: { value }, ...(lane && { lane: { lane, because: "so" } }) });

  it.each<[string | undefined, number | undefined, number, number | undefined]>([
    [undefined, 60_000, 1, undefined],
    ["low-touch", 60_000, 1, undefined],
    ["high-touch", undefined, 5, 43_200],
    ["high-touch", 19_999, 5, 43_200],
    ["high-touch", 20_000, 8, undefined],
    ["high-touch", 1e9, 12, 86_400],
  ])("of lane %s with a value of %s is %s points, closed in %s minutes", (lane, value, points, close) => {
    expect(pointsOf(lead(lane, value), policy)).toBe(points);
    expect(expectedEffort(lead(lane, value), policy)?.close).toBe(close);
  });

  it("allows as many leads as fit before a limit is reached, whatever the limits", () => {
    const limit = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.record({ perDay: limit, perWeek: limit, perMonth: limit, effort: limit }),
        fc.integer({ min: 1, max: 12 }).map((halves) => halves / 2),
        fc.integer({ min: 0, max: 9 }),
        (limits, points, had) => {
          const rep = aRep(limits);
          const at = Date.parse("2026-11-24T18:00:00Z");
          const given = { "2026-11-24": had, "2026-W48": had, "2026-11": had };
          const left = remainingWithin(rep, { effort: had, given }, points, at);
          if (left === Number.POSITIVE_INFINITY) {
            expect(Object.values(limits).every((n) => n === undefined)).toBe(true);
            return;
          }
          const having = (leads: number) => ({
            effort: had + leads * points,
            given: Object.fromEntries(Object.entries(given).map(([period, count]) => [period, count + leads])),
          });
          if (left > 0) expect(limitReached(rep, having(left - 1), points, at)).toBeUndefined();
          expect(limitReached(rep, having(left), points, at)).toBeDefined();
        },
      ),
      runs(300),
    );
  });
});

describe("what is in flight", () => {
  it("leaves room for a lead within the limit, for one of no known time, and for one that is alone", () => {
    expect([59, 60, 61, 100, 0].map((has) => fitsInFlight(has, 40, 100))).toEqual([true, true, false, false, true]);
    expect([fitsInFlight(0, 400, 100), fitsInFlight(1, 400, 100)]).toEqual([true, false]);
    expect([fitsInFlight(900, undefined, 100), fitsInFlight(900, 40, Number.POSITIVE_INFINITY)]).toEqual([true, true]);
  });

  it("allows exactly as many more leads as it says", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 99 }), fc.nat(500), (has, takes, most) => {
        const more = leadsInFlight(has, takes, most);
        let left = 0;
        for (let now = has; fitsInFlight(now, takes, most); now += takes) left += 1;
        expect(more).toBe(left);
      }),
      runs(300),
    );
    expect(leadsInFlight(0, undefined, 100)).toBe(Number.POSITIVE_INFINITY);
  });

  it("is expected by the policy, as of ten leads, and by those of the kind that were closed", () => {
    const policy = aPolicy({
      effort: { high: { points: 1, close: "10d", bands: [{ from: 9, points: 1, close: "30d" }] } },
    });
    const lead = (value: number) => aLead({ lane: { lane: "high", because: "so" }, facts: { value } });
    const closed = new Map([["high", { won: 4, lost: 6, value: 0, minutes: 10 * 20 * 1440 }]]);
    expect(timeToClose(lead(1), policy, new Map())).toBe(10 * 1440);
    expect(timeToClose(lead(1), policy, closed)).toBe(15 * 1440);
    expect(timeToClose(lead(9), policy, closed)).toBe(30 * 1440);
    expect(timeToClose(aLead({ lane: { lane: "low", because: "so" } }), policy, closed)).toBeUndefined();
  });
});

describe("choose rep, with limits", () => {
  const monday = "2026-11-02T15:00:00.000Z";
  const policy = aPolicy({ effort: { "high-touch": { points: 3 } } });
  const ready = (lane?: string): Lead => aLead({ status: "ready", ...(lane && { lane: { lane, because: "so" } }) });

  it("waits for the rep's next working day when their daily limit is reached", () => {
    const board = boardOf([aRep({ perDay: 1 })], new Map());
    const first = chooseRep(ready(), policy, board, monday);
    if (first.kind !== "offer") throw new Error("Ana is free");
    expect(first.offer).toMatchObject({ points: 1, countedIn: ["2026-11-02"] });
    applyOffer(board, first);
    const next = () => chooseRep(ready(), policy, board, monday);
    expect(next()).toMatchObject({ kind: "wait", until: "2026-11-03T15:00:00.000Z" });
    // A decline by choice gives the place back, not the new lead of today.
    releasePlace(board, { repId: "ana", points: 1 });
    expect(next()).toMatchObject({ kind: "wait" });
    applyOffer(board, first);
    releasePlace(board, first.offer);
    releasePlace(board, { repId: "ana", countedIn: ["2026-11-02"] });
    expect(next()).toMatchObject({ kind: "offer" });
  });

  it("never exceeds the rep's limit of points, and skips a rep who could never take the lead", () => {
    const board = boardOf([aRep({ effort: 7 }), aRep({ id: "beto", effort: 2 })], new Map());
    const taken = Array.from({ length: 5 }, (_, n) => {
      const choice = chooseRep(ready(n < 3 ? "high-touch" : undefined), policy, board, monday);
      if (choice.kind === "offer") applyOffer(board, choice);
      return choice.kind === "offer" ? `${choice.offer.repId} ${choice.offer.points}` : choice;
    });
    // After two of three points Ana has no room for a third, but for one point.
    expect(taken).toEqual(["ana 3", "ana 3", { kind: "wait", until: "2026-11-02T15:15:00.000Z" }, "ana 1", "beto 1"]);
    const alone = boardOf([aRep({ id: "beto", effort: 2 })], new Map());
    expect(chooseRep(ready("high-touch"), policy, alone, monday)).toMatchObject({ kind: "escalate" });
  });
});
