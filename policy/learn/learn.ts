import { type Curve, chanceOn } from "./calibration.ts";
import { cut, type FactToCut } from "./cut.ts";
import { type Drift, driftOf } from "./drift.ts";
import { binOf, binsOf, type Feature } from "./feature.ts";
import { type Leak, leakOf } from "./leak.ts";
import { type LearntLine, linesOf } from "./learnt-lines.ts";
import { aucAbove, type Figure } from "./measures.ts";
import { fitModel, logOddsOf, type Monotone, wonOf } from "./model.ts";
import { inTime, keptBeside, type Outcome } from "./outcome.ts";
import { type Quality, qualityOf, qualityOfToday } from "./quality.ts";
import { lineCosts, type Room, wholePoints } from "./whole-points.ts";

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
  drift: Drift[];
}

/** Nothing was learnt, and why: `later` of the leads that it would be tried on. */
export type TooLittle =
  | { kind: "few"; leads: number; won: number; needed: { leads: number; ofEach: number } }
  | { kind: "one-outcome"; leads: number; won: number }
  | { kind: "one-time"; leads: number }
  | { kind: "no-fact"; leads: number; leftOut: LeftOut[] }
  /** Whatever is known of them says less of who is won than the lines that say it would cost. */
  | { kind: "no-line"; leads: number };

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
  const { points, curve, gain } = wholePoints(model, rooms, early, lesson.most, lesson);
  const pointsOf = pointsBy(model.features, rooms, points);
  const keptOf = (feature: number, leads: readonly Outcome[]) => {
    const without = pointsBy(
      model.features,
      rooms,
      points.map((of, n) => (n === feature ? new Int32Array(of.length) : of)),
    );
    return leads.reduce((sum, lead) => sum + pointsOf(lead) - without(lead), 0) / Math.max(1, leads.length);
  };
  const lines = linesOf(model, rooms, points, curve, early, keptOf);
  // What fits noise is worth less than its lines; points that mean fewer wins are no score.
  if (curve.slope <= 0 || gain < lines.length * lineCosts) return { kind: "no-line", leads };
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
    lines,
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

function unknownIn(features: readonly Feature[], early: readonly Outcome[]): Learnt["unknown"] {
  return features.flatMap((feature) => {
    if (feature.kind === "member" || !feature.unknown) return [];
    const of = early.filter(({ attributes }) => binOf(feature, attributes) === binsOf(feature) - 1).length;
    return [{ fact: feature.fact, part: of / early.length }];
  });
}
