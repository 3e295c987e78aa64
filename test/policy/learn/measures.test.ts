import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  auc,
  aucAbove,
  brier,
  calibration,
  liftOfTop,
  stability,
  wonInFifths,
} from "../../../policy/learn/measures.ts";

const scored = fc
  .array(fc.tuple(fc.nat(9), fc.boolean()), { minLength: 4, maxLength: 40 })
  .filter((all) => all.some(([, won]) => won) && all.some(([, won]) => !won))
  .map((all) => ({ scores: all.map(([score]) => score), won: Uint8Array.from(all, ([, won]) => Number(won)) }));

describe("the area under the curve", () => {
  it("is how often a lead that was won stands above one that was not, ties counting half", () => {
    fc.assert(
      fc.property(scored, ({ scores, won }) => {
        let [above, pairs] = [0, 0];
        for (const [a, score] of scores.entries())
          for (const [b, other] of scores.entries()) {
            if (won[a] !== 1 || won[b] !== 0) continue;
            pairs += 1;
            above += score > other ? 1 : score === other ? 0.5 : 0;
          }
        expect(auc(scores, won).value).toBeCloseTo(above / pairs, 12);
      }),
    );
  });

  it("has the interval of DeLong, DeLong and Clarke-Pearson", () => {
    // Placements 1, 1, 2/3 of those won, and 1, 1, 2/3 of the others: variances 1/27 and 1/27.
    const { value, low } = auc([1, 2, 4, 3, 5, 6], Uint8Array.of(0, 0, 0, 1, 1, 1));
    expect(value).toBeCloseTo(8 / 9, 12);
    expect(low).toBeCloseTo(8 / 9 - 1.959963984540054 * Math.sqrt(1 / 27 / 3 + 1 / 27 / 3), 12);
  });

  it("is no more than that of the same score", () => {
    fc.assert(
      fc.property(scored, ({ scores, won }) => {
        expect(aucAbove(scores, scores, won)).toEqual({ value: 0, low: 0, high: 0 });
      }),
    );
  });
});

describe("other figures of a score", () => {
  it("are the mean squared error of its chances", () => {
    expect(brier([0.5, 1, 0], Uint8Array.of(1, 1, 0)).value).toBeCloseTo(0.25 / 3, 12);
  });

  it("are what was expected beside what happened, with those of one chance together", () => {
    const buckets = calibration([0.1, 0.1, 0.1, 0.9], Uint8Array.of(0, 0, 1, 1), 4);
    expect(buckets.map(({ expected, happened }) => [expected, happened.of, happened.n])).toEqual([
      [expect.closeTo(0.1, 12), 1, 3],
      [0.9, 1, 1],
    ]);
  });

  it("are how much more often the top tenth was won, of which ties fill the end", () => {
    const scores = Array.from({ length: 20 }, (_, n) => (n < 4 ? 9 : 1));
    const won = Uint8Array.from(scores, (_, n) => Number(n < 2 || n === 10));
    // Two of twenty are the tenth; of four with as many points half were won, beside three of twenty.
    expect(liftOfTop(scores, won)?.value).toBeCloseTo(0.5 / (3 / 20), 12);
  });

  it("are no drift between the same parts, and more the further they are apart", () => {
    expect(stability([50, 50], [500, 500])).toBeCloseTo(0, 3);
    expect(stability([50, 50], [60, 40])).toBeLessThan(stability([50, 50], [90, 10]));
  });
});

describe("the fifths", () => {
  it("hold all that was won, and do not depend on the order in which leads stand", () => {
    const fives = fc
      .array(fc.tuple(fc.nat(9), fc.boolean()), { minLength: 5, maxLength: 60 })
      .filter((all) => all.length % 5 === 0);
    fc.assert(
      fc.property(fives, (all) => {
        const fifths = (some: typeof all) =>
          wonInFifths(
            some.map(([score]) => score),
            Uint8Array.from(some, ([, won]) => Number(won)),
          );
        const each = all.length / 5;
        const [one, other] = [fifths(all), fifths(all.toReversed())];
        expect(one.reduce((sum, part) => sum + part * each, 0)).toBeCloseTo(all.filter(([, won]) => won).length, 9);
        for (const [n, part] of one.entries()) expect(part).toBeCloseTo(other[n] as number, 9);
      }),
    );
  });

  it("begin with the leads that have the most points", () => {
    expect(wonInFifths([1, 2, 3, 4, 5], Uint8Array.of(0, 0, 0, 0, 1))).toEqual([1, 0, 0, 0, 0]);
  });
});
