import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Balances, charge, claimsOf, nextRep, oneLead } from "../../../routing/ledger/ledger.ts";

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
const repIds = ["ana", "beto", "caro", "davi", "elsa", "fito"];

/** Gives leads one by one to whose turn it is among the eligible. */
function play(turns: { repId: string; weight: number }[][]): { balances: Balances; largest: number } {
  let balances: Balances = {};
  let largest = 0;
  for (const eligible of turns) {
    const chosen = nextRep(balances, eligible);
    if (!chosen) continue;
    balances = charge(balances, eligible, chosen);
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
          ...claimsOf(
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

  it("sums to zero after any leads, for any eligible reps", () => {
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

  it("serves the largest claim when weights are equal, however small each share is", () => {
    const owed = fc.array(fc.integer({ min: -3 * oneLead, max: 3 * oneLead }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(owed, fc.double({ min: 0.01, max: 100, noNaN: true }), (given, weight) => {
        const eligible = given.map((_, n) => ({ repId: `rep-${n}`, weight }));
        const balances = Object.fromEntries(given.map((balance, n) => [`rep-${n}`, balance]));
        const claim = claimsOf(balances, eligible);
        expect(claim.get(nextRep(balances, eligible) ?? "")).toBe(Math.max(...claim.values()));
      }),
    );
  });

  it("makes a share below a twentieth wait for exactly a quarter of a lead more", () => {
    const eligible = [
      { repId: "ana", weight: 96 },
      { repId: "beto", weight: 4 },
    ];
    const next = (beto: number) => nextRep({ ana: -0.96 * oneLead, beto: beto * oneLead - 0.04 * oneLead }, eligible);
    expect([next(0.25), next(0.251)]).toEqual(["ana", "beto"]);
    const [ana, beto] = [eligible[0], { repId: "beto", weight: 96 / 19 }];
    if (ana) expect(nextRep({ ana: -0.95 * oneLead, beto: -0.04 * oneLead }, [ana, beto])).toBe("beto");
  });

  it("does not delay a large share for many small ones that are due at the same time", () => {
    const weights = [64, 64, 16, ...Array.from({ length: 15 }, () => 1)];
    const eligible = weights.map((weight, n) => ({ repId: `rep-${n}`, weight }));
    // The greatest claim alone lets one of the large ones fall 1.35 leads behind.
    expect(play(Array.from({ length: 1000 }, () => eligible)).largest).toBeLessThan(0.98 * oneLead);
  });

  it("gives each rep their weight's part when all are always present", () => {
    const eligible = [
      { repId: "ana", weight: 3 },
      { repId: "beto", weight: 1 },
    ];
    const { balances, largest } = play(Array.from({ length: 400 }, () => eligible));
    expect(balances).toEqual({ ana: 0, beto: 0 });
    expect(largest).toBeLessThan(oneLead);
  });

  it("gives no flood of leads to a rep who returns", () => {
    const both = ["ana", "beto"].map((repId) => ({ repId, weight: 1 }));
    const away = Array.from({ length: 50 }, () => both.slice(0, 1));
    const { balances } = play([...away, ...Array.from({ length: 10 }, () => both)]);
    expect(balances).toEqual({ ana: 0, beto: 0 });
  });

  it("refuses to charge a lead to somebody who was not eligible", () => {
    expect(() => charge({}, [{ repId: "ana", weight: 1 }], "beto")).toThrow("eligible");
  });
});
