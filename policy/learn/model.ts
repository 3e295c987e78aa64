import { binOf, binsOf, type Feature, orderedBins } from "./feature.ts";
import { type Design, type Fit, fitLogistic, linear, type Penalty, softplus } from "./logistic.ts";
import type { Outcome } from "./outcome.ts";

/** A regression over the bins of features. */
export interface Model {
  features: readonly Feature[];
  intercept: number;
  /** The log odds of each bin, by feature. */
  weights: readonly Float64Array[];
  /** Hardly held together, so that nothing draws it away from what the leads say: for how sure that is. */
  free: Fit;
  /** How strongly the bins were held together, chosen on the later part of the leads that it was fitted to. */
  penalty: number;
}

/** Facts whose bins must rise, or fall, with their number, because the author says so. */
export interface Monotone {
  rising: readonly string[];
  falling: readonly string[];
}

const penalties = [1, 3, 10, 30, 100];
const least = 1;
/** The part of the leads, the earlier ones, that are fitted when the penalty is chosen on the others. */
const chosenOn = 0.75;

/** Fits the features to outcomes in the order of time. The same leads give the same model. */
export function fitModel(features: readonly Feature[], outcomes: readonly Outcome[], monotone: Monotone): Model {
  const won = wonOf(outcomes);
  const design = designOf(features, outcomes);
  const early = Math.floor(outcomes.length * chosenOn);
  const penalty = penalties
    .map((weight) => {
      const fit = fitLogistic(part(design, 0, early), won.subarray(0, early), penaltyOf(features, weight));
      return { weight, loss: lossOn(part(design, early, design.rows), won.subarray(early), fit) };
    })
    .reduce((best, one) => (one.loss < best.loss ? one : best)).weight;
  return inOrder(features, outcomes, won, penalty, monotone);
}

/** Fits, and joins neighbours that stand against the order that the author says, until none does. */
function inOrder(
  before: readonly Feature[],
  outcomes: readonly Outcome[],
  won: Uint8Array,
  penalty: number,
  { rising, falling }: Monotone,
): Model {
  let features = before;
  for (;;) {
    const design = designOf(features, outcomes);
    const fit = fitLogistic(design, won, penaltyOf(features, penalty));
    const weights = byFeature(features, fit.weights);
    let joined = false;
    features = features.map((feature, n) => {
      const direction = rising.includes(feature.fact) ? 1 : falling.includes(feature.fact) ? -1 : 0;
      if (feature.kind !== "ordered" || direction === 0) return feature;
      const of = weights[n] as Float64Array;
      const edges = feature.edges.filter(
        (_, edge) => direction * ((of[edge + 1] as number) - (of[edge] as number)) >= -1e-9,
      );
      joined ||= edges.length < feature.edges.length;
      return { ...feature, edges };
    });
    if (joined) continue;
    const free = fitLogistic(design, won, penaltyOf(features, least));
    return { features, intercept: fit.intercept, weights, free, penalty };
  }
}

export const wonOf = (outcomes: readonly Outcome[]): Uint8Array => Uint8Array.from(outcomes, ({ won }) => Number(won));

/** Where the columns of each feature begin. */
export function offsetsOf(features: readonly Feature[]): number[] {
  let columns = 0;
  return features.map((feature) => {
    const offset = columns;
    columns += binsOf(feature);
    return offset;
  });
}

export function designOf(features: readonly Feature[], outcomes: readonly Outcome[]): Design {
  const offsets = offsetsOf(features);
  const width = features.length;
  const active = new Int32Array(outcomes.length * width);
  for (const [row, { attributes }] of outcomes.entries())
    for (const [n, feature] of features.entries()) {
      const bin = binOf(feature, attributes);
      active[row * width + n] = bin < 0 ? -1 : (offsets[n] as number) + bin;
    }
  const columns = features.reduce((sum, feature) => sum + binsOf(feature), 0);
  return { rows: outcomes.length, columns, width, active };
}

const part = ({ columns, width, active }: Design, from: number, to: number): Design => ({
  ...{ rows: to - from, columns, width },
  active: active.subarray(from * width, to * width),
});

/** Bins of a number are held near their neighbours, all others near nothing. */
function penaltyOf(features: readonly Feature[], weight: number): Penalty {
  const own: number[] = [];
  const apart: Penalty["apart"][number][] = [];
  for (const feature of features) {
    const from = own.length;
    const inRow = orderedBins(feature);
    for (let bin = 0; bin < binsOf(feature); bin++) {
      own.push(bin < inRow ? weight / inRow : weight);
      if (bin > 0 && bin < inRow) apart.push({ a: from + bin - 1, b: from + bin, weight });
    }
  }
  return { own: Float64Array.from(own), apart };
}

function lossOn(design: Design, won: Uint8Array, { intercept, weights }: Fit): number {
  const all = Float64Array.of(...weights, intercept);
  let loss = 0;
  for (let row = 0; row < design.rows; row++) {
    const x = linear(design, row, all);
    loss += softplus(x) - (won[row] as number) * x;
  }
  return loss;
}

function byFeature(features: readonly Feature[], weights: Float64Array): Float64Array[] {
  const offsets = offsetsOf(features);
  return features.map((feature, n) => weights.slice(offsets[n], (offsets[n] as number) + binsOf(feature)));
}

/** The log odds of a lead. */
export function logOddsOf(
  { features, intercept, weights }: Model,
  { attributes }: Pick<Outcome, "attributes">,
): number {
  let sum = intercept;
  for (const [n, feature] of features.entries()) {
    const bin = binOf(feature, attributes);
    if (bin >= 0) sum += (weights[n] as Float64Array)[bin] as number;
  }
  return sum;
}
