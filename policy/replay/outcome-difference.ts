import type { Asked, Propensities } from "./propensities.ts";

/** A past lead with an outcome: who was asked first then, and who would be on both sides; undefined for nobody. */
export interface Tried {
  won: boolean;
  /** Its points on the side before. */
  points: number;
  asked: Asked | undefined;
  before: Asked | undefined;
  after: Asked | undefined;
}

/** Of how many leads nothing can be said, and why. */
interface Untold {
  /** It is not kept, or not known, who could have been asked. */
  unknown: number;
  /** One side asks nobody. */
  unasked: number;
  /** One side asks mostly reps who could not have been asked then. */
  apart: number;
}

/** What would have come of past leads by whom they are asked of first. */
export type OutcomeDifference = Untold & { leads: number } & (
    | {
        kind: "told";
        /** The part that is won on each side, and by how much more on the side after, with its 95% interval. */
        before: number;
        after: number;
        difference: { value: number; low: number; high: number };
        /** As many leads, asked of just these reps, would say as much; of the side that has fewer. */
        effective: number;
        /** The reps who are asked more on the side after got other leads by their points, so that not all of it is theirs. */
        uneven: boolean;
      }
    /** Both sides ask the same reps as often. */
    | { kind: "same" }
    /** The leads that speak for one side are worth fewer than `needed`. */
    | { kind: "few"; effective: number; needed: number }
  );

const needed = 50;
/** The part of whom a side asks who could have been asked then, at least, for a lead to say something of it. */
const leastOverlap = 0.5;
/** The 97.5th percentile of the normal distribution. */
const z = 1.959963984540054;

/**
 * Compares what comes of leads on two sides of a replay, from the leads as they were: each counts as often as its side would
 * have asked the rep who was asked, by how likely that was (Horvitz and Thompson 1952, J. Am. Stat. Assoc. 47; divided by
 * the sum of weights, Hájek 1971; the interval linearised, Särndal, Swensson and Wretman 1992, ch. 5). Of each lead only the
 * part counts in which its reps could have been asked then. Effective leads are Kish's (1965, Survey Sampling, ch. 11).
 */
export function outcomeDifference(leads: readonly Tried[]): OutcomeDifference {
  const untold = { unknown: 0, unasked: 0, apart: 0 };
  const rows: { won: number; points: number; before: number; after: number }[] = [];
  for (const { won, points, asked, before, after } of leads) {
    if (!before || !after) untold.unasked += 1;
    else if (!asked?.among || !before.among || !after.among) untold.unknown += 1;
    else {
      const weights = [before.among, after.among].map((side) =>
        weightOf(asked.repId, asked.among as Propensities, side),
      );
      const [one, other] = weights;
      if (one === undefined || other === undefined) untold.apart += 1;
      else rows.push({ won: Number(won), points, before: one, after: other });
    }
  }
  const told = { ...untold, leads: rows.length };
  if (rows.length > 0 && rows.every(({ before, after }) => Math.abs(before - after) < 1e-9))
    return { ...told, kind: "same" };
  const effective = Math.min(
    ...(["before", "after"] as const).map((side) => effectiveOf(rows.map((row) => row[side]))),
  );
  if (effective < needed) return { ...told, kind: "few", effective, needed };
  const { before, after, difference } = contrast(rows, ({ won }) => won);
  const { difference: ofPoints } = contrast(rows, ({ points }) => points);
  return {
    ...{ ...told, kind: "told", before, after, difference, effective },
    uneven: ofPoints.low > 0 || ofPoints.high < 0,
  };
}

/** How often a lead of whom this rep was asked counts for a side; undefined where the side asks mostly others. */
function weightOf(repId: string, among: Propensities, side: Propensities): number | undefined {
  const overlap = Object.entries(side).reduce((sum, [id, part]) => sum + ((among[id] ?? 0) > 0 ? part : 0), 0);
  return overlap < leastOverlap ? undefined : (side[repId] ?? 0) / overlap / (among[repId] as number);
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function effectiveOf(weights: readonly number[]): number {
  const squares = sumOf(weights.map((weight) => weight ** 2));
  return squares === 0 ? 0 : sumOf(weights) ** 2 / squares;
}

/** The weighted mean of a value on each side, and the difference with its interval. */
function contrast<Row extends { before: number; after: number }>(rows: readonly Row[], of: (row: Row) => number) {
  const [before, after] = (["before", "after"] as const).map((side) => {
    const all = sumOf(rows.map((row) => row[side]));
    return { all, mean: sumOf(rows.map((row) => row[side] * of(row))) / all };
  }) as [{ all: number; mean: number }, { all: number; mean: number }];
  const by = after.mean - before.mean;
  const error = Math.sqrt(
    sumOf(
      rows.map((row) => {
        const value = of(row);
        return (
          ((row.after * (value - after.mean)) / after.all - (row.before * (value - before.mean)) / before.all) ** 2
        );
      }),
    ),
  );
  return {
    ...{ before: before.mean, after: after.mean },
    difference: { value: by, low: by - z * error, high: by + z * error },
  };
}
