import { type Share, shareOf } from "../../reports/statistics.ts";

/** A figure with its 95% interval. */
export interface Figure {
  value: number;
  low: number;
  high: number;
}

/** The 97.5th percentile of the normal distribution. */
const z = 1.959963984540054;
const figure = (value: number, error: number): Figure => ({ value, low: value - z * error, high: value + z * error });

/** How often each lead that was won stands above those that were not, and the other way round; ties count half. */
interface Placements {
  won: Float64Array;
  other: Float64Array;
}

function placementsOf(scores: readonly number[], won: Uint8Array): Placements {
  const order = [...scores.keys()].sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const wins = won.reduce((sum, one) => sum + one, 0);
  const others = won.length - wins;
  const placed = new Float64Array(scores.length);
  let [winsBelow, othersBelow] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    let [winsHere, othersHere] = [0, 0];
    for (; to < order.length && scores[order[to] as number] === scores[order[from] as number]; to++)
      if (won[order[to] as number]) winsHere += 1;
      else othersHere += 1;
    for (let n = from; n < to; n++) {
      const at = order[n] as number;
      placed[at] = won[at] ? (othersBelow + othersHere / 2) / others : (wins - winsBelow - winsHere / 2) / wins;
    }
    [winsBelow, othersBelow, from] = [winsBelow + winsHere, othersBelow + othersHere, to];
  }
  return { won: placed.filter((_, n) => won[n] === 1), other: placed.filter((_, n) => won[n] === 0) };
}

const mean = (numbers: ArrayLike<number>): number => {
  let sum = 0;
  for (let n = 0; n < numbers.length; n++) sum += numbers[n] as number;
  return sum / numbers.length;
};
function variance(numbers: ArrayLike<number>): number {
  const centre = mean(numbers);
  let sum = 0;
  for (let n = 0; n < numbers.length; n++) sum += ((numbers[n] as number) - centre) ** 2;
  return sum / Math.max(1, numbers.length - 1);
}

/**
 * The area under the ROC curve: how often a lead that was won has more points than one that was not, with the interval of
 * DeLong, DeLong and Clarke-Pearson (1988, Biometrics 44). Not a number where all were won, or none.
 */
export function auc(scores: readonly number[], won: Uint8Array): Figure {
  const { won: above, other } = placementsOf(scores, won);
  const { value, low, high } = figure(
    mean(above),
    Math.sqrt(variance(above) / above.length + variance(other) / other.length),
  );
  return { value, low: Math.max(0, low), high: Math.min(1, high) };
}

/** By how much the area of one score is above that of another on the same leads, by the same method. */
export function aucAbove(scores: readonly number[], others: readonly number[], won: Uint8Array): Figure {
  const [a, b] = [placementsOf(scores, won), placementsOf(others, won)];
  const above = a.won.map((one, n) => one - (b.won[n] as number));
  const other = a.other.map((one, n) => one - (b.other[n] as number));
  return figure(mean(above), Math.sqrt(variance(above) / above.length + variance(other) / other.length));
}

/** The mean squared distance between chances and what came of them (Brier 1950, Mon. Weather Rev. 78). */
export function brier(chances: readonly number[], won: Uint8Array): Figure {
  const errors = chances.map((chance, n) => (chance - (won[n] as number)) ** 2);
  return figure(mean(errors), Math.sqrt(variance(errors) / errors.length));
}

/** Of leads with about the same chance: what was expected, and what part was won. */
export interface Bucket {
  expected: number;
  happened: Share;
}

/** Leads in fifths by their chance, the least first; those of one chance are together. */
export function calibration(chances: readonly number[], won: Uint8Array, parts = 5): Bucket[] {
  const order = [...chances.keys()].sort((a, b) => (chances[a] as number) - (chances[b] as number) || a - b);
  const buckets: Bucket[] = [];
  for (let from = 0; from < order.length; ) {
    let to = Math.max(from + 1, Math.round(((buckets.length + 1) * order.length) / parts));
    while (to < order.length && chances[order[to] as number] === chances[order[to - 1] as number]) to += 1;
    const some = order.slice(from, to);
    const happened = shareOf(
      some.reduce((sum, n) => sum + (won[n] as number), 0),
      some.length,
    );
    if (happened) buckets.push({ expected: mean(some.map((n) => chances[n] as number)), happened });
    from = to;
  }
  return buckets;
}

/**
 * How many times as often as all the tenth with the most points was won: those above the points of its last lead, and of
 * those with just as many the part that fills it. The interval is that of the tenth's own part, by Wilson.
 */
export function liftOfTop(scores: readonly number[], won: Uint8Array): Figure | undefined {
  const most = Math.max(1, Math.round(scores.length / 10));
  const order = scores.toSorted((a, b) => b - a);
  const last = order[most - 1] as number;
  let [above, wonAbove, at, wonAt] = [0, 0, 0, 0];
  for (const [n, score] of scores.entries()) {
    if (score > last) [above, wonAbove] = [above + 1, wonAbove + (won[n] as number)];
    else if (score === last) [at, wonAt] = [at + 1, wonAt + (won[n] as number)];
  }
  const share = shareOf(wonAbove + ((most - above) * wonAt) / at, most);
  const all = mean(won);
  if (!share || all === 0) return undefined;
  return { value: share.share / all, low: share.low / all, high: share.high / all };
}

/**
 * What part was won of each fifth of leads, those with the most points first. Leads with as many points as stand on both
 * sides of a border count on each side with the part of them that was won.
 */
export function wonInFifths(scores: readonly number[], won: Uint8Array): number[] {
  const order = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const expected = new Float64Array(order.length);
  for (let from = 0; from < order.length; ) {
    let [to, wins] = [from, 0];
    for (; to < order.length && scores[order[to] as number] === scores[order[from] as number]; to++)
      wins += won[order[to] as number] as number;
    expected.fill(wins / (to - from), from, to);
    from = to;
  }
  return Array.from({ length: 5 }, (_, n) =>
    mean(expected.slice(Math.round((n * order.length) / 5), Math.round(((n + 1) * order.length) / 5))),
  );
}

/**
 * How far the parts of two groups of leads are from each other: the population stability index, 0 for none. Below 0.1 it is
 * called little, from 0.25 on large (Siddiqi 2006, Credit Risk Scorecards, ch. 8). Half a lead is added to each part, since
 * an empty one has no logarithm.
 */
export function stability(before: readonly number[], after: readonly number[]): number {
  const [all, now] = [before, after].map((counts) => counts.reduce((sum, one) => sum + one + 0.5, 0)) as [
    number,
    number,
  ];
  return before.reduce((sum, count, n) => {
    const [a, b] = [(count + 0.5) / all, ((after[n] ?? 0) + 0.5) / now];
    return sum + (b - a) * Math.log(b / a);
  }, 0);
}
