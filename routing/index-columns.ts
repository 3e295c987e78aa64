import { type AttributeValue, fold, type Scalar } from "./condition.ts";
import type { Range, Values } from "./narrowing.ts";

/** A bit for each rule, set where the rule can still match. */
export type Bitmap = Int32Array;

/** What one rule demands of a column's attribute. Rules that demand nothing of it are not given. */
export interface Demand<N> {
  rule: number;
  narrowing: N;
}

/** For what a lead has in one attribute: the rules whose demand on it is met, those without one included. */
export interface Column {
  readonly attribute: string;
  /** Whether no rule is left in whose demand is not met. */
  readonly exact: boolean;
  /** How many rules are left in on average. */
  readonly left: number;
  /** The bitmap stands until the next call. */
  select(found: AttributeValue): Bitmap;
}

/** The bitmaps of one column take at most this many words of 4 bytes: a megabyte. */
const mostWords = 2 ** 18;

/** Demands of values: a bitmap for each value, or for several where there are too many. */
export class ValueColumn implements Column {
  readonly attribute: string;
  readonly exact: boolean;
  readonly left: number;
  readonly #undemanding: Bitmap;
  /** By the value as written and in lower case: most leads have it as written, and need no folding then. */
  readonly #byValue = new Map<Scalar, Bitmap>();
  readonly #joined: Bitmap;

  constructor(attribute: string, rules: number, demands: readonly Demand<Values>[]) {
    this.attribute = attribute;
    this.#undemanding = withoutDemand(rules, demands);
    this.#joined = this.#undemanding.slice();
    const most = Math.max(1, Math.floor(mostWords / this.#joined.length));
    const bitmaps: Bitmap[] = [];
    let count = 0;
    for (const { rule, narrowing } of demands) {
      for (const value of narrowing.values) {
        if (Number.isNaN(value)) continue;
        let bitmap = this.#byValue.get(fold(value));
        if (!bitmap) {
          bitmap = bitmaps[count % most] ??= this.#undemanding.slice();
          count += 1;
          this.#byValue.set(fold(value), bitmap);
        }
        this.#byValue.set(value, bitmap);
        add(bitmap, rule);
      }
    }
    this.exact = count <= most;
    // Leads are taken to have each value as often as rules ask for it.
    const counts = bitmaps.map(countOf);
    this.left = counts.reduce((sum, count) => sum + count * count, 0) / counts.reduce((sum, count) => sum + count, 1);
  }

  select(found: AttributeValue): Bitmap {
    if (typeof found !== "object") return this.#one(found);
    if (!Array.isArray(found)) return this.#undemanding;
    if (found.length === 1) return this.#one(found[0]);
    this.#joined.set(this.#undemanding);
    for (const value of found) {
      const bitmap = this.#one(value);
      for (let word = 0; word < bitmap.length; word++) this.#joined[word] = at(this.#joined, word) | at(bitmap, word);
    }
    return this.#joined;
  }

  #one(found: Scalar | undefined): Bitmap {
    if (found === undefined) return this.#undemanding;
    const asWritten = this.#byValue.get(found);
    if (asWritten) return asWritten;
    return (typeof found === "string" && this.#byValue.get(found.toLowerCase())) || this.#undemanding;
  }
}

/** So many numbers part the number line; of more, every second or third… stands for its neighbours. */
const mostEdges = 64;

/**
 * Demands of ranges. Edges part the number line into edges themselves and what lies between them, and each of these
 * regions has its bitmap.
 */
export class RangeColumn implements Column {
  readonly attribute: string;
  readonly exact: boolean;
  readonly left: number;
  readonly #undemanding: Bitmap;
  readonly #edges: Float64Array;
  readonly #regions: Bitmap[];

  constructor(attribute: string, rules: number, demands: readonly Demand<Range>[]) {
    this.attribute = attribute;
    this.#undemanding = withoutDemand(rules, demands);
    const ends = demands.flatMap(({ narrowing: { low, high } }) => [low, high]).filter(Number.isFinite);
    const distinct = Float64Array.from(new Set(ends)).sort();
    const step = Math.ceil(distinct.length / mostEdges);
    this.exact = step <= 1;
    this.#edges = distinct.filter((_, place) => place % step === 0);
    this.#regions = Array.from({ length: 2 * this.#edges.length + 1 }, () => this.#undemanding.slice());
    for (const { rule, narrowing } of demands) {
      const last = this.#lastRegion(narrowing);
      for (let region = this.#firstRegion(narrowing); region <= last; region++) {
        add(this.#regions[region] as Bitmap, rule);
      }
    }
    this.left = this.#regions.reduce((sum, region) => sum + countOf(region), 0) / this.#regions.length;
  }

  select(found: AttributeValue): Bitmap {
    if (typeof found !== "number" || Number.isNaN(found)) return this.#undemanding;
    return this.#regions[this.#regionOf(found)] as Bitmap;
  }

  /** 2n + 1 for the n-th edge, 2n for what lies before it. */
  #regionOf(value: number): number {
    let below = 0;
    let end = this.#edges.length;
    while (below < end) {
      const middle = (below + end) >> 1;
      if ((this.#edges[middle] as number) < value) below = middle + 1;
      else end = middle;
    }
    return this.#edges[below] === value ? 2 * below + 1 : 2 * below;
  }

  /** An open end leaves its own edge out; where it is no edge, the region around it must stay in. */
  #firstRegion({ low, lowOpen }: Range): number {
    const region = this.#regionOf(low);
    return lowOpen && region % 2 === 1 ? region + 1 : region;
  }

  #lastRegion({ high, highOpen }: Range): number {
    const region = this.#regionOf(high);
    return highOpen && region % 2 === 1 ? region - 1 : region;
  }
}

export const at = (bitmap: Bitmap, word: number): number => bitmap[word] as number;

function add(bitmap: Bitmap, rule: number): void {
  bitmap[rule >> 5] = at(bitmap, rule >> 5) | (1 << (rule & 31));
}

function countOf(bitmap: Bitmap): number {
  let count = 0;
  for (let word of bitmap) for (; word !== 0; word &= word - 1) count += 1;
  return count;
}

/** The bitmap of all rules but those that demand something. */
export function withoutDemand(rules: number, demands: readonly Demand<unknown>[]): Bitmap {
  const bitmap = new Int32Array(Math.ceil(rules / 32));
  for (let rule = 0; rule < rules; rule++) add(bitmap, rule);
  for (const { rule } of demands) bitmap[rule >> 5] = at(bitmap, rule >> 5) & ~(1 << (rule & 31));
  return bitmap;
}
