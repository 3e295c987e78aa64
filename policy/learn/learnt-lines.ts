import type { Condition } from "../../routing/conditions/condition.ts";
import type { Curve } from "./calibration.ts";
import { binOf, conditionsOf, type Feature, plainValue as plain } from "./feature.ts";
import { type Model, offsetsOf } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import type { Room } from "./whole-points.ts";

/** One line of points, true for the leads that were learnt from. */
export interface LearntLine {
  fact: string;
  dimension: string;
  when: Condition;
  give: number;
  /** Of the leads that were learnt from, how many it holds for and how many of these were won. */
  of: number;
  won: number;
  /**
   * What its points do to the odds of a win, all else being equal, beside those that get none of this fact. Where the cap of
   * its dimension takes some of them, those that the leads keep on the average.
   */
  odds: number;
  /** The 95% interval of what the leads say of these odds before anything is rounded. */
  surely: { low: number; high: number };
}

/**
 * The points of each bin as lines of a policy, feature by feature, the most points first.
 * @param keptOf how many of its points for a feature each of these leads keeps below the caps, on the average
 */
export function linesOf(
  model: Model,
  rooms: readonly Room[],
  points: readonly Int32Array[],
  { slope }: Curve,
  early: readonly Outcome[],
  keptOf: (feature: number, leads: readonly Outcome[]) => number,
): LearntLine[] {
  const { features } = model;
  const spelt = spellings(features, early);
  const offsets = offsetsOf(features);
  return features.flatMap((feature, n) => {
    const of = points[n] as Int32Array;
    const inBins = early.map(({ attributes }) => binOf(feature, attributes));
    const zero = [...of.keys()].filter((bin) => of[bin] === 0);
    const levels = [...new Set(of)].filter((give) => give > 0).toSorted((a, b) => b - a);
    return levels.flatMap((give) => {
      const bins = [...of.keys()].filter((bin) => of[bin] === give);
      // A level of a number may be several ranges, of which each is a line.
      return pieces(feature, bins).flatMap((some) =>
        conditionsOf(feature, some, spelt).map((when): LearntLine => {
          const hits = early.filter((_, row) => some.includes(inBins[row] as number));
          return {
            ...{ fact: feature.fact, dimension: (rooms[n] as Room).dimension, when, give },
            ...{ of: hits.length, won: hits.filter(({ won }) => won).length },
            odds: Math.exp(slope * ((rooms[n] as Room).max === undefined ? give : keptOf(n, hits))),
            surely: oddsBetween(model, offsets[n] as number, some, zero, inBins),
          };
        }),
      );
    });
  });
}

/**
 * The 98.75th percentile of the normal distribution: the same leads choose which bins a line has and which it stands beside,
 * so that a twentieth is divided by the two choices (Bonferroni). With one, nine of ten intervals would hold the truth.
 */
const twoChoices = 2.241402727604947;

/** The 95% interval of the odds of some bins of a feature beside others, each bin weighted by its leads. */
function oddsBetween(
  { free }: Model,
  offset: number,
  bins: readonly number[],
  others: readonly number[],
  inBins: readonly number[],
): { low: number; high: number } {
  const contrast = new Float64Array(free.weights.length);
  let estimate = 0;
  for (const [some, sign] of [
    [bins, 1],
    [others, -1],
  ] as const) {
    const counts = some.map((bin) => inBins.filter((one) => one === bin).length);
    const all = counts.reduce((sum, count) => sum + count, 0) || 1;
    for (const [place, bin] of some.entries()) {
      const part = (sign * (counts[place] as number)) / all;
      contrast[offset + bin] = part;
      estimate += part * (free.weights[offset + bin] as number);
    }
  }
  const half = twoChoices * Math.sqrt(free.varianceOf(contrast));
  return { low: Math.exp(estimate - half), high: Math.exp(estimate + half) };
}

/** The bins of one line each: neighbours of a number, those of whom it is not known, and all others together. */
function pieces(feature: Feature, bins: readonly number[]): number[][] {
  if (feature.kind !== "ordered") return [[...bins]];
  const parts: number[][] = [];
  for (const bin of bins) {
    const last = parts.at(-1);
    if (last && last.at(-1) === bin - 1 && bin <= feature.edges.length) last.push(bin);
    else parts.push([bin]);
  }
  return parts;
}

/** How most leads write a value. */
function spellings(features: readonly Feature[], early: readonly Outcome[]) {
  const facts = new Set(features.map(({ fact }) => fact));
  const counts = new Map<string, Map<string, number>>();
  for (const { attributes } of early)
    for (const fact of facts)
      for (const value of [attributes[fact]].flat()) {
        if (typeof value !== "string") continue;
        const key = `${fact} ${plain(value)}`;
        const of = counts.get(key) ?? new Map<string, number>();
        of.set(value.trim(), (of.get(value.trim()) ?? 0) + 1);
        counts.set(key, of);
      }
  return (fact: string, value: string): string => {
    const of = [...(counts.get(`${fact} ${value}`) ?? [])];
    return of.reduce((best, one) => (one[1] > best[1] ? one : best), of[0] ?? [value, 0])[0];
  };
}
