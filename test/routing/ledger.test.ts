import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Balances, claims, oneLead, settle } from "../../routing/ledger.ts";

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
const repIds = ["ana", "beto", "caro", "davi", "elsa", "fito"];

/** Gives leads one by one to the greatest claim among the eligible of each turn. */
function play(turns: { repId: string; weight: number }[][]): { balances: Balances; largest: number } {
  let balances: Balances = {};
  let largest = 0;
  for (const eligible of turns) {
    const [chosen] = [...claims(balances, eligible)].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0] ?? [];
    if (!chosen) continue;
    balances = settle(balances, eligible, chosen);
    largest = Math.max(largest, ...Object.values(balances).map(Math.abs));
  }
  return { balances, largest };
}

describe("ledger", () => {
  it("splits a lead exactly, and no share is more than a billionth off, whatever the weights", () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(weights, (given) => {
        const split = [
          ...claims(
            {},
            given.map((weight, n) => ({ repId: `rep-${n}`, weight })),
          ).values(),
        ];
        expect(sum(split)).toBe(oneLead);
        for (const [n, share] of split.entries()) {
          expect(Number.isInteger(share)).toBe(true);
          expect(Math.abs(share - (oneLead * (given[n] ?? 0)) / sum(given))).toBeLessThan(1.001);
        }
      }),
    );
  });

  it("sums to zero after any leads, whoever was eligible", () => {
    const turn = fc.subarray(repIds, { minLength: 1 });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 200 }), (turns) => {
        const { balances } = play(turns.map((ids) => ids.map((repId, index) => ({ repId, weight: index + 1 }))));
        expect(sum(Object.values(balances))).toBe(0);
      }),
    );
  });

  it("never lets a balance leave half of the others' number of leads when shares are equal", () => {
    const turn = fc.subarray(repIds, { minLength: 1 });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 300 }), (turns) => {
        const { largest } = play(turns.map((ids) => ids.map((repId) => ({ repId, weight: 1 }))));
        expect(largest).toBeLessThanOrEqual(((repIds.length - 1) / 2) * oneLead + 1);
      }),
    );
  });

  it("gives each its weight's part when all are always there", () => {
    const eligible = [
      { repId: "ana", weight: 3 },
      { repId: "beto", weight: 1 },
    ];
    const { balances, largest } = play(Array.from({ length: 400 }, () => eligible));
    expect(balances).toEqual({ ana: 0, beto: 0 });
    expect(largest).toBeLessThan(oneLead);
  });

  it("lets somebody who was away come back without a flood", () => {
    const both = ["ana", "beto"].map((repId) => ({ repId, weight: 1 }));
    const away = Array.from({ length: 50 }, () => both.slice(0, 1));
    const { balances } = play([...away, ...Array.from({ length: 10 }, () => both)]);
    expect(balances).toEqual({ ana: 0, beto: 0 });
  });

  it("refuses to settle a lead on somebody who was not eligible", () => {
    expect(() => settle({}, [{ repId: "ana", weight: 1 }], "beto")).toThrow("eligible");
  });
});
