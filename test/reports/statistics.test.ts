import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile, shareOf, stillLeft } from "../../reports/statistics.ts";

const parts = (of: number, n: number) => {
  const share = shareOf(of, n);
  return share && [share.low, share.high].map((part) => Math.round(part * 100));
};

describe("a share", () => {
  it("has Wilson's interval", () => {
    expect(parts(3, 7)).toEqual([16, 75]);
    expect(parts(0, 8)).toEqual([0, 32]);
    expect(parts(8, 8)).toEqual([68, 100]);
    // Newcombe 1998, table I, method 3: 81 of 263 are 0.2553 to 0.3662, 15 of 148 are 0.0624 to 0.1605.
    expect(shareOf(81, 263)).toMatchObject({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) });
    expect(shareOf(15, 148)).toMatchObject({ low: expect.closeTo(0.0624, 4), high: expect.closeTo(0.1605, 4) });
  });

  it("of nothing is none", () => {
    expect(shareOf(0, 0)).toBeUndefined();
  });
});

/** Weeks of remission of 23 patients, `false` where it goes on: the data set `aml` of R's package survival (Miller 1997). */
const maintained = [9, 13, [13], 18, 23, [28], 31, 34, [45], 48, [161]];
const others = [5, 5, 8, 8, 12, [16], 23, 27, 30, 33, 43, 45];
const waited = (times: (number | number[])[]) =>
  times.map((time) => ({ time: [time].flat()[0] as number, happened: !Array.isArray(time) }));

describe("what is still left", () => {
  it("is what survfit of R says", () => {
    const steps = stillLeft(waited(maintained));
    expect(steps.map(({ time }) => time)).toEqual([9, 13, 18, 23, 31, 34, 48]);
    expect(steps.map(({ left }) => Number(left.toFixed(3)))).toEqual([0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184]);
    expect(quantile(steps, 0.5)).toEqual({ time: 31, low: 18 });
    expect(quantile(stillLeft(waited(others)), 0.5)).toEqual({ time: 23, low: 8 });
  });

  it("is a plain count where all is over", () => {
    return fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (times, tenth) => {
          const steps = stillLeft(times.map((time) => ({ time, happened: true })));
          const sorted = times.toSorted((a, b) => a - b);
          const rank = Math.ceil((tenth * times.length) / 10 - 1e-9);
          expect(quantile(steps, tenth / 10).time).toBe(sorted[rank - 1]);
          for (const { time, left } of steps) {
            expect(left).toBeCloseTo(times.filter((other) => other > time).length / times.length, 9);
          }
        },
      ),
    );
  });

  it("never drops who waits: the more of them, the later the quantile", () => {
    const done = waited([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(quantile(stillLeft(done), 0.9).time).toBe(9);
    expect(quantile(stillLeft([...done, { time: 60, happened: false }]), 0.9).time).toBe(10);
    expect(quantile(stillLeft([...done, ...waited([[60], [60]])]), 0.9).time).toBeUndefined();
  });
});
