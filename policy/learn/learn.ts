import type { Condition } from "../../routing/conditions/condition.ts";
import { type Curve, chanceOn, fitCurve, histogramOf } from "./calibration.ts";
import { cut, type FactToCut } from "./cut.ts";
import { binOf, binsOf, conditionsOf, type Feature, plainValue as plain } from "./feature.ts";
import { type Leak, leakOf } from "./leak.ts";
import {
  auc,
  aucAbove,
  type Bucket,
  brier,
  calibration,
  type Figure,
  liftOfTop,
  stability,
  wonInFifths,
} from "./measures.ts";
import { fitModel, logOddsOf, type Model, type Monotone, offsetsOf, wonOf } from "./model.ts";
import { inTime, keptBeside, type Outcome } from "./outcome.ts";
import { type Room, wholePoints } from "./whole-points.ts";

/** What is learnt from which facts, and where their points count. */
export interface Lesson extends Monotone {
  facts: readonly (FactToCut & { room: Room })[];
  /** Facts that count though they look as if they gave the outcome away. */
  allow: readonly string[];
  /** The most points that a lead may have. */
  most: number;
}

/** A group of leads: how many, how many of them were won, and when the first and the last came (epoch milliseconds). */
interface Group {
  leads: number;
  won: number;
  from: number;
  to: number;
}

/** One line of points, true for the leads that were learnt from. */
export interface LearntLine {
  fact: string;
  dimension: string;
  when: Condition;
  give: number;
  /** Of the leads that were learnt from, how many it holds for and how many of these were won. */
  of: number;
  won: number;
  /** What its points do to the odds of a win, all else being equal, beside those that get none of this fact. */
  odds: number;
  /** The 95% interval of what the leads say of these odds before anything is rounded. */
  surely: { low: number; high: number };
}

/** How good a score is on leads that came later than what it was learnt from. */
export interface Quality {
  auc: Figure;
  brier: Figure;
  calibration: Bucket[];
  lift: Figure | undefined;
  /** The part that was won of each fifth of the leads, those with the most points first. */
  fifths: number[];
}

/** Why nothing was learnt from a fact. `same`: all leads are alike in it, or too few are not. */
export interface LeftOut {
  fact: string;
  why: { kind: "same" } | ({ kind: "leak" } & Leak);
}

export interface Learnt {
  kind: "learnt";
  early: Group;
  later: Group;
  leftOut: LeftOut[];
  /** The part of the earlier leads of whom a fact is not known, of facts that are learnt from. */
  unknown: { fact: string; part: number }[];
  lines: LearntLine[];
  /** The most points that the lines of each dimension without a cap of its own add up to. */
  reach: Record<string, number>;
  curve: Curve;
  /** Of the later leads, by the points learnt, without rounding, and by those of today, whose chances are fitted as well. */
  quality: { points: Quality; unrounded: Quality; today?: Quality };
  /** The points of each later lead, by those learnt and by those of today. */
  laterPoints: { learnt: number[]; today?: number[] };
  /** By how much the points tell later leads better apart than those of today: the difference of the areas. */
  aboveToday?: Figure;
  /** How far the later leads differ from the earlier in each fact, the most first: the population stability index. */
  drift: { fact: string; psi: number }[];
}

/** Nothing was learnt, and why: `later` of the leads that it would be tried on. */
export type TooLittle =
  | { kind: "few"; leads: number; won: number; needed: { leads: number; ofEach: number } }
  | { kind: "one-outcome"; leads: number; won: number }
  | { kind: "one-time"; leads: number }
  | { kind: "no-fact"; leads: number; leftOut: LeftOut[] };

/** The earlier part is learnt from, the later tried on. */
const earlyPart = 0.7;
const needed = { leads: 200, ofEach: 30 };

/**
 * Learns points from outcomes: from the first 70 of 100 by time, tried on those that came later, which nothing is fitted to.
 * The same leads give the same points, in whatever order they stand and whatever their values are called.
 */
export function learn(all: readonly Outcome[], lesson: Lesson): Learnt | TooLittle {
  const outcomes = inTime(all);
  const leads = outcomes.length;
  const won = outcomes.filter((one) => one.won).length;
  if (leads > 0 && (won === 0 || won === leads)) return { kind: "one-outcome", leads, won };
  const split = Math.floor(leads * earlyPart);
  const [early, later] = [outcomes.slice(0, split), outcomes.slice(split)];
  if (leads < needed.leads || [early, later].some((some, n) => isFew(some, n === 0 ? needed.ofEach : 10)))
    return { kind: "few", leads, won, needed };
  if (outcomes[0]?.at === outcomes.at(-1)?.at) return { kind: "one-time", leads };
  const { features, rooms, leftOut } = featuresOf(early, lesson);
  if (features.length === 0) return { kind: "no-fact", leads, leftOut };
  const model = fitModel(features, early, lesson);
  const { points, curve } = wholePoints(model, rooms, early, lesson.most, lesson);
  const pointsOf = pointsBy(model.features, rooms, points);
  const laterWon = wonOf(later);
  const scores = later.map(pointsOf);
  const today = later.every((one) => one.today !== undefined) ? later.map((one) => one.today as number) : undefined;
  const unrounded = later.map((one) => logOddsOf(model, one));
  return {
    kind: "learnt",
    early: groupOf(early),
    later: groupOf(later),
    leftOut,
    unknown: unknownIn(model.features, early),
    lines: linesOf(model, rooms, points, curve, early),
    reach: reachOf(rooms, points),
    curve,
    quality: {
      points: qualityOf(
        scores,
        scores.map((score) => chanceOn(curve, score)),
        laterWon,
      ),
      unrounded: qualityOf(
        unrounded,
        unrounded.map((odds) => chanceOn({ intercept: 0, slope: 1 }, odds)),
        laterWon,
      ),
      ...(today && { today: qualityOfToday(early, today, laterWon) }),
    },
    laterPoints: { learnt: scores, ...(today && { today }) },
    ...(today && { aboveToday: aucAbove(scores, today, laterWon) }),
    drift: driftOf(model.features, early, later),
  };
}

const isFew = (outcomes: readonly Outcome[], ofEach: number): boolean => {
  const won = outcomes.filter((one) => one.won).length;
  return won < ofEach || outcomes.length - won < ofEach;
};

const groupOf = (outcomes: readonly Outcome[]): Group => ({
  leads: outcomes.length,
  won: outcomes.filter(({ won }) => won).length,
  from: outcomes[0]?.at ?? 0,
  to: outcomes.at(-1)?.at ?? 0,
});

function featuresOf(early: readonly Outcome[], { facts, allow }: Lesson) {
  const features: Feature[] = [];
  const rooms: Room[] = [];
  const leftOut: LeftOut[] = [];
  for (const { room, ...fact } of facts) {
    const cuts = cut(fact, early);
    if (cuts.length === 0) leftOut.push({ fact: fact.fact, why: { kind: "same" } });
    const leak = allow.includes(fact.fact) ? undefined : cuts.map((one) => leakOf(one, early)).find(Boolean);
    if (leak) leftOut.push({ fact: fact.fact, why: { kind: "leak", ...leak } });
    else
      for (const one of cuts) {
        features.push(one);
        rooms.push(room);
      }
  }
  return { features, rooms, leftOut };
}

/** The points of a lead, as the score counts them: dimension by dimension up to its cap. */
function pointsBy(features: readonly Feature[], rooms: readonly Room[], points: readonly Int32Array[]) {
  const dimensions = new Set(rooms.map(({ dimension }) => dimension));
  return ({ attributes, kept = {} }: Outcome): number => {
    const raw = new Map(
      rooms.map(({ dimension, max = Number.POSITIVE_INFINITY }) => [
        dimension,
        { points: Math.round(kept[dimension] ?? 0), max },
      ]),
    );
    for (const [n, feature] of features.entries()) {
      const { dimension, max = Number.POSITIVE_INFINITY } = rooms[n] as Room;
      const bin = binOf(feature, attributes);
      if (bin < 0) continue;
      const before = raw.get(dimension)?.points ?? 0;
      raw.set(dimension, { points: before + (points[n]?.[bin] as number), max });
    }
    return Math.max(
      0,
      [...raw.values()].reduce((sum, { points: of, max }) => sum + Math.min(of, max), keptBeside({ kept }, dimensions)),
    );
  };
}

function reachOf(rooms: readonly Room[], points: readonly Int32Array[]): Record<string, number> {
  const reach: Record<string, number> = {};
  for (const [n, { dimension, max }] of rooms.entries())
    if (max === undefined) reach[dimension] = (reach[dimension] ?? 0) + Math.max(0, ...(points[n] as Int32Array));
  return reach;
}

function linesOf(
  model: Model,
  rooms: readonly Room[],
  points: readonly Int32Array[],
  { slope }: Curve,
  early: readonly Outcome[],
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
            ...{ of: hits.length, won: hits.filter(({ won }) => won).length, odds: Math.exp(slope * give) },
            surely: oddsBetween(model, offsets[n] as number, some, zero, inBins),
          };
        }),
      );
    });
  });
}

/** The interval of the odds of some bins of a feature beside others, each bin weighted by its leads. */
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
  const half = 1.959963984540054 * Math.sqrt(free.varianceOf(contrast));
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

function unknownIn(features: readonly Feature[], early: readonly Outcome[]): Learnt["unknown"] {
  return features.flatMap((feature) => {
    if (feature.kind === "member" || !feature.unknown) return [];
    const of = early.filter(({ attributes }) => binOf(feature, attributes) === binsOf(feature) - 1).length;
    return [{ fact: feature.fact, part: of / early.length }];
  });
}

/** How far two groups of leads differ in each fact, the most first. */
export function driftOf(
  features: readonly Feature[],
  before: readonly Outcome[],
  after: readonly Outcome[],
): Learnt["drift"] {
  const found = new Map<string, number>();
  for (const feature of features) {
    const [a, b] = [before, after].map((outcomes) => {
      const counts = new Array<number>(binsOf(feature) + 1).fill(0);
      for (const { attributes } of outcomes) {
        const bin = binOf(feature, attributes) + 1;
        counts[bin] = (counts[bin] as number) + 1;
      }
      return counts;
    }) as [number[], number[]];
    found.set(feature.fact, Math.max(found.get(feature.fact) ?? 0, stability(a, b)));
  }
  return [...found].map(([fact, psi]) => ({ fact, psi })).toSorted((a, b) => b.psi - a.psi);
}

/** Points of today have no chances of their own, so that they get the curve that fits the earlier leads. */
function qualityOfToday(early: readonly Outcome[], today: readonly number[], won: Uint8Array): Quality {
  const before = early.map((one) => Math.round(one.today ?? 0));
  const most = before.reduce((high, one) => Math.max(high, one), 1);
  const curve = fitCurve(histogramOf(before, wonOf(early), most), { intercept: 0, slope: 0.01 });
  return qualityOf(
    today,
    today.map((points) => chanceOn(curve, points)),
    won,
  );
}

function qualityOf(scores: readonly number[], chances: readonly number[], won: Uint8Array): Quality {
  return {
    auc: auc(scores, won),
    brier: brier(chances, won),
    calibration: calibration(chances, won),
    lift: liftOfTop(scores, won),
    fifths: wonInFifths(scores, won),
  };
}
