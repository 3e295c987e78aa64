import { softplus } from "./logistic.ts";

/** Chances by points: `intercept + slope × points` are the log odds of a win. */
export interface Curve {
  intercept: number;
  slope: number;
}

/** How many leads with so many points were won, by points from 0. */
export interface Histogram {
  won: Float64Array;
  all: Float64Array;
}

export function histogramOf(points: ArrayLike<number>, won: Uint8Array, most: number): Histogram {
  const histogram = { won: new Float64Array(most + 1), all: new Float64Array(most + 1) };
  for (let n = 0; n < points.length; n++) {
    const at = points[n] as number;
    histogram.all[at] = (histogram.all[at] as number) + 1;
    histogram.won[at] = (histogram.won[at] as number) + (won[n] as number);
  }
  return histogram;
}

/**
 * The curve that fits best (Platt 1999; by Newton's method as Lin, Lin and Weng 2007, Mach. Learn. 68, with Platt's targets,
 * which keep few leads from certainty), and its loss: less the logarithm of the likelihood.
 * @param penalty of the slope's square, half of which is part of the loss
 */
export function fitCurve({ won, all }: Histogram, start: Curve, penalty = 0): Curve & { loss: number } {
  const [wins, leads] = [sum(won), sum(all)];
  const [high, low] = [(wins + 1) / (wins + 2), 1 / (leads - wins + 2)];
  let { intercept, slope } = start;
  let loss = lossOf(intercept, slope);
  for (let step = 0; step < 60; step++) {
    let [g0, g1, h00, h01, h11] = [0, -penalty * slope, 1e-9, 0, penalty + 1e-9];
    for (let x = 0; x < all.length; x++) {
      const n = all[x] as number;
      if (n === 0) continue;
      const p = 1 / (1 + Math.exp(-intercept - slope * x));
      const error = targetAt(x) - n * p;
      const curve = n * p * (1 - p);
      g0 += error;
      g1 += error * x;
      h00 += curve;
      h01 += curve * x;
      h11 += curve * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    const [d0, d1] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    let part = 1;
    let after = loss;
    for (; part > 1e-6; part /= 2) {
      after = lossOf(intercept + part * d0, slope + part * d1);
      if (after <= loss) break;
    }
    if (!(loss - after > 1e-7)) break;
    [intercept, slope, loss] = [intercept + part * d0, slope + part * d1, after];
  }
  return { intercept, slope, loss };

  /** How many of the leads with `x` points count as won. */
  function targetAt(x: number): number {
    const w = won[x] as number;
    return w * high + ((all[x] as number) - w) * low;
  }

  function lossOf(a: number, b: number): number {
    let total = 0.5 * penalty * b * b;
    for (let x = 0; x < all.length; x++) {
      const n = all[x] as number;
      if (n > 0) total += n * softplus(a + b * x) - targetAt(x) * (a + b * x);
    }
    return total;
  }
}

const sum = (numbers: Float64Array): number => numbers.reduce((total, one) => total + one, 0);

export const chanceOn = ({ intercept, slope }: Curve, points: number): number =>
  1 / (1 + Math.exp(-intercept - slope * points));
