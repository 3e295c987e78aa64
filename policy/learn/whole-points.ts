import { type Curve, fitCurve, type Histogram, histogramOf } from "./calibration.ts";
import { binsOf, type Feature, orderedBins } from "./feature.ts";
import { designOf, type Model, type Monotone, offsetsOf, wonOf } from "./model.ts";
import { keptBeside, type Outcome } from "./outcome.ts";

/** Where a feature's points count: the name of its dimension, with the most that it may give. */
export interface Room {
  dimension: string;
  /** Undefined where the points of its lines are its cap. */
  max?: number;
}

/** Whole points of each bin, 0 at least, by feature. */
export interface WholePoints {
  points: Int32Array[];
  /** By its points, the chance of a lead that it was learnt from. */
  curve: Curve;
  /** How much more likely they make what happened than no points do, as a difference of logarithms. */
  gain: number;
}

/** What one line less is worth: the parameter of Akaike's criterion (1974, IEEE Trans. Autom. Control 19). */
export const lineCosts = 1;

/**
 * Rounds a model to whole points. Of several scales that fit into `most` points the best rounded one is taken; then each
 * bin's points move by one, and neighbours are joined, as long as the leads that it was learnt from are described better, or
 * no worse than what a line less is worth. What is described is the score itself, with the caps of its dimensions, so that
 * what a cap takes is given elsewhere (Ustun and Rudin 2019, J. Mach. Learn. Res. 20, on why rounding alone loses).
 * @param rooms of each feature
 */
export function wholePoints(
  model: Model,
  rooms: readonly Room[],
  outcomes: readonly Outcome[],
  most: number,
  monotone: Monotone,
): WholePoints {
  const rounding = new Rounding(model, rooms, outcomes, most, monotone);
  const scale = most / Math.max(1e-9, rounding.reachOf(model.weights.map(shifted)));
  const tried: { points: Int32Array[]; loss: number }[] = [];
  for (let part = 20; part >= 4; part--) {
    const points = model.weights.map((weights, n) => {
      const max = rooms[n]?.max ?? most;
      return Int32Array.from(shifted(weights), (weight) => Math.min(max, Math.round((weight * scale * part) / 10)));
    });
    if (rounding.reachOf(points) > most) continue;
    tried.push({ points, loss: rounding.begin(points) });
  }
  const least = tried.reduce((low, { loss }) => Math.min(low, loss), Number.POSITIVE_INFINITY);
  // Of scales that are as good the largest, whose points are the finest.
  const begun = tried.find(({ loss }) => loss <= least + lineCosts)?.points;
  rounding.begin(begun ?? model.weights.map((weights) => new Int32Array(weights.length)));
  while (rounding.moveEach());
  rounding.joinNeighbours();
  rounding.spread();
  return { points: rounding.points, ...rounding.calibrated() };
}

/** Weights with the least of them at 0. */
const shifted = (weights: Float64Array): Float64Array => {
  const least = weights.reduce((low, one) => Math.min(low, one), Number.POSITIVE_INFINITY);
  return weights.map((weight) => weight - least);
};

/** No lead has less than no points. */
const fromNothing = (points: number): number => Math.max(0, points);

class Rounding {
  points: Int32Array[] = [];
  curve: Curve = { intercept: 0, slope: 0.05 };
  #loss = 0;
  readonly #features: readonly Feature[];
  readonly #rooms: readonly Room[];
  readonly #most: number;
  readonly #monotone: Monotone;
  readonly #penalty: number;
  readonly #won: Uint8Array;
  /** The leads of each bin, and which dimension each feature counts in. */
  readonly #rows: Int32Array[][];
  readonly #dimensionOf: number[];
  readonly #caps: number[];
  /** Of each dimension, the points of every lead for what it did, which stay. */
  readonly #kept: Int32Array[];
  /** The same of all dimensions in which nothing is learnt. */
  readonly #beside: Int32Array;
  /** Of each dimension the points of every lead before its cap; all together, after it; and how many have how many. */
  #raw: Int32Array[] = [];
  #total = new Int32Array();
  #histogram: Histogram = { won: new Float64Array(), all: new Float64Array() };

  constructor(
    { features, penalty }: Model,
    rooms: readonly Room[],
    outcomes: readonly Outcome[],
    most: number,
    monotone: Monotone,
  ) {
    this.#features = features;
    this.#rooms = rooms;
    this.#most = most;
    this.#penalty = penalty;
    this.#monotone = monotone;
    this.#won = wonOf(outcomes);
    const names = [...new Set(rooms.map(({ dimension }) => dimension))];
    this.#dimensionOf = rooms.map(({ dimension }) => names.indexOf(dimension));
    this.#caps = names.map((name) => rooms.find(({ dimension }) => dimension === name)?.max ?? most * 10);
    this.#kept = names.map((name) => Int32Array.from(outcomes, ({ kept }) => Math.round(kept?.[name] ?? 0)));
    const learnt = new Set(names);
    this.#beside = Int32Array.from(outcomes, (outcome) => keptBeside(outcome, learnt));
    const { active, width } = designOf(features, outcomes);
    const offsets = offsetsOf(features);
    const rows = features.map((feature) => Array.from({ length: binsOf(feature) }, (): number[] => []));
    for (let row = 0; row < outcomes.length; row++)
      for (let n = 0; n < width; n++) {
        const column = active[row * width + n] as number;
        if (column >= 0) rows[n]?.[column - (offsets[n] as number)]?.push(row);
      }
    this.#rows = rows.map((bins) => bins.map((of) => Int32Array.from(of)));
  }

  /** The most points that a lead may have. */
  reachOf(points: readonly ArrayLike<number>[]): number {
    const reach = this.#caps.map(() => 0);
    for (const [n, of] of points.entries()) {
      const dimension = this.#dimensionOf[n] as number;
      reach[dimension] = (reach[dimension] as number) + Math.max(0, ...Array.from(of));
    }
    return reach.reduce((sum, one, dimension) => sum + Math.min(one, this.#caps[dimension] as number), 0);
  }

  /** Takes these points. Returns their loss. */
  begin(points: readonly Int32Array[]): number {
    this.points = points.map((of) => Int32Array.from(of));
    const leads = this.#won.length;
    this.#raw = this.#kept.map((kept) => Int32Array.from(kept));
    for (const [n, bins] of this.#rows.entries()) {
      const raw = this.#raw[this.#dimensionOf[n] as number] as Int32Array;
      for (const [bin, rows] of bins.entries())
        for (const row of rows) raw[row] = (raw[row] as number) + (this.points[n]?.[bin] as number);
    }
    this.#total = Int32Array.from(this.#beside);
    for (const [dimension, raw] of this.#raw.entries())
      for (let row = 0; row < leads; row++)
        this.#total[row] = (this.#total[row] as number) + Math.min(raw[row] as number, this.#caps[dimension] as number);
    this.#histogram = histogramOf(this.#total.map(fromNothing), this.#won, this.#most * 2);
    return this.#fit();
  }

  /** The curve without the penalty, and by how much lower its loss is than if nothing was learnt. */
  calibrated(): { curve: Curve; gain: number } {
    const { points } = this;
    const { loss, ...curve } = fitCurve(this.#histogram, this.curve);
    this.begin(points.map((of) => new Int32Array(of.length)));
    const { loss: ofNothing } = fitCurve(this.#histogram, this.curve);
    this.begin(points);
    return { curve, gain: ofNothing - loss };
  }

  /**
   * The loss with the model's own penalty, so that what it kept small is not found again by trying: points times slope are
   * the weights that it holds together.
   */
  #fit(): number {
    const bent = this.points.reduce((sum, of, n) => sum + this.#bend(n, of), 0);
    const { loss, ...curve } = fitCurve(this.#histogram, this.curve, this.#penalty * bent);
    [this.curve, this.#loss] = [curve, loss];
    return loss;
  }

  /** How far a feature's points are from each other, as the model's penalty counts it, wherever they begin. */
  #bend(n: number, of: Int32Array): number {
    const inRow = orderedBins(this.#features[n] as Feature);
    let [weights, sum, squares, apart] = [0, 0, 0, 0];
    for (let bin = 0; bin < of.length; bin++) {
      const points = of[bin] as number;
      const weight = bin < inRow ? 1 / inRow : 1;
      weights += weight;
      sum += weight * points;
      squares += weight * points * points;
      if (bin > 0 && bin < inRow) apart += (points - (of[bin - 1] as number)) ** 2;
    }
    return squares - (sum * sum) / weights + apart;
  }

  /** Moves a bin's points by so many. */
  #move(n: number, bin: number, by: number): void {
    if (by === 0) return;
    const of = this.points[n] as Int32Array;
    of[bin] = (of[bin] as number) + by;
    const dimension = this.#dimensionOf[n] as number;
    const raw = this.#raw[dimension] as Int32Array;
    const cap = this.#caps[dimension] as number;
    const { won, all } = this.#histogram;
    for (const row of this.#rows[n]?.[bin] ?? []) {
      const before = raw[row] as number;
      raw[row] = before + by;
      const change = Math.min(cap, before + by) - Math.min(cap, before);
      if (change === 0) continue;
      const total = this.#total[row] as number;
      this.#total[row] = total + change;
      const [from, to] = [fromNothing(total), fromNothing(total + change)];
      const w = this.#won[row] as number;
      all[from] = (all[from] as number) - 1;
      all[to] = (all[to] as number) + 1;
      won[from] = (won[from] as number) - w;
      won[to] = (won[to] as number) + w;
    }
  }

  /** Makes changes of one feature if they are allowed and the loss does not rise by more than `atMost`. Says whether it did. */
  #try(n: number, changes: readonly { bin: number; by: number }[], atMost: number): boolean {
    const [curve, loss] = [this.curve, this.#loss];
    for (const { bin, by } of changes) this.#move(n, bin, by);
    const allowed = this.#allowed(n);
    if (allowed && this.#fit() <= loss + atMost && this.curve.slope > 0) return true;
    for (const { bin, by } of changes) this.#move(n, bin, -by);
    [this.curve, this.#loss] = [curve, loss];
    return false;
  }

  #allowed(n: number): boolean {
    const of = this.points[n] as Int32Array;
    const feature = this.#features[n] as Feature;
    const max = this.#rooms[n]?.max ?? this.#most;
    if (of.some((points) => points < 0 || points > max) || this.reachOf(this.points) > this.#most) return false;
    const direction = this.#monotone.rising.includes(feature.fact)
      ? 1
      : this.#monotone.falling.includes(feature.fact)
        ? -1
        : 0;
    if (direction === 0) return true;
    for (let bin = 1; bin < orderedBins(feature); bin++)
      if (direction * ((of[bin] as number) - (of[bin - 1] as number)) < 0) return false;
    return true;
  }

  /** Moves each bin by one, up or down, where that is better. Says whether any was. */
  moveEach(): boolean {
    let moved = false;
    for (const [n, of] of this.points.entries())
      for (let bin = 0; bin < of.length; bin++)
        for (const by of [1, -1]) while (this.#try(n, [{ bin, by }], -1e-3)) moved = true;
    return moved;
  }

  /** Uses the points that are left, so that a score out of a hundred comes near it: all lines times as much, where it is no worse. */
  spread(): void {
    const [points, loss] = [this.points, this.#loss];
    const room = this.#most / Math.max(1, this.reachOf(points));
    for (let part = 10; part > 0; part--) {
      const times = 1 + ((room - 1) * part) / 10;
      const more = points.map((of, n) =>
        Int32Array.from(of, (one) => Math.min(this.#rooms[n]?.max ?? this.#most, Math.round(one * times))),
      );
      if (this.reachOf(more) <= this.#most && this.begin(more) <= loss + lineCosts) return;
    }
    this.begin(points);
  }

  /** Gives neighbours the same points where that costs less than a line: of numbers by their order, else by their points. */
  joinNeighbours(): void {
    for (const [n, of] of this.points.entries()) {
      const feature = this.#features[n] as Feature;
      const inRow = orderedBins(feature);
      const bins = [...of.keys()];
      const rest = bins.slice(inRow).toSorted((a, b) => (of[a] as number) - (of[b] as number) || a - b);
      for (const group of [bins.slice(0, inRow), rest])
        for (let place = 1; place < group.length; place++) this.#join(n, group, place);
      // Where the least is above 0, all are by as much, which says nothing.
      const least = Math.min(...of);
      if (least > 0)
        this.#try(
          n,
          bins.map((bin) => ({ bin, by: -least })),
          lineCosts,
        );
    }
  }

  /** Joins a bin with those of the same points before it, at their points or at its own. */
  #join(n: number, group: readonly number[], place: number): void {
    const of = this.points[n] as Int32Array;
    const [own, before] = [of[group[place] as number] as number, of[group[place - 1] as number] as number];
    if (own === before) return;
    let first = place - 1;
    while (first > 0 && of[group[first - 1] as number] === before) first -= 1;
    const [earlier, later] = [group.slice(first, place), [group[place] as number]];
    for (let to = Math.min(own, before); to <= Math.max(own, before); to++) {
      const changes = [
        ...earlier.map((bin) => ({ bin, by: to - before })),
        ...later.map((bin) => ({ bin, by: to - own })),
      ];
      if (this.#try(n, changes, lineCosts)) return;
    }
  }
}
