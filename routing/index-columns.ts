import type { RangeLeaf, ValueLeaf } from "./compiled-condition.ts";
import { type Reading, type Slot, several } from "./reading.ts";

/** A bit for each rule, set where the rule can still match. */
export type Bitmap = Int32Array;

/** What one rule demands of a column's attribute. */
export interface Demand<Narrowing> {
  rule: number;
  narrowing: Narrowing;
}

/** For what a lead has in one attribute: the rules whose demand on it is met, those that demand nothing included. */
export interface Column {
  /** Whether no other rule is left in. */
  readonly exact: boolean;
  /** The bitmap stands until the next call. */
  select(reading: Reading): Bitmap;
}

/** The bitmaps of one column take at most this many words of 4 bytes: a megabyte. */
const mostWords = 2 ** 18;

/** Demands of values: a bitmap for each value, or for several where there are too many values. */
export class ValueColumn implements Column {
  readonly exact: boolean;
  readonly #slot: Slot;
  readonly #undemanding: Bitmap;
  readonly #byId: Bitmap[] = [];
  readonly #joined: Bitmap;

  constructor(rules: number, slot: Slot, demands: readonly Demand<ValueLeaf>[]) {
    this.#slot = slot;
    this.#undemanding = withoutDemand(rules, demands);
    this.#joined = this.#undemanding.slice();
    const most = Math.max(1, Math.floor(mostWords / this.#joined.length));
    const bitmaps: Bitmap[] = [];
    let values = 0;
    for (const { rule, narrowing } of demands) {
      for (const id of narrowing.ids) {
        if (id < 0) continue; // What no lead can have.
        const shared = values % most;
        if (!this.#byId[id]) {
          bitmaps[shared] ??= this.#undemanding.slice();
          this.#byId[id] = bitmaps[shared];
          values += 1;
        }
        add(this.#byId[id], rule);
      }
    }
    this.exact = values <= most;
  }

  select(reading: Reading): Bitmap {
    const id = reading.id(this.#slot);
    if (id !== several) return this.#bitmapOf(id);
    const ids = reading.list(this.#slot);
    let joined = this.#bitmapOf(ids[0] as number);
    for (let place = 1; place < ids.length; place++) {
      join(joined, this.#bitmapOf(ids[place] as number), this.#joined);
      joined = this.#joined;
    }
    return joined;
  }

  #bitmapOf(id: number): Bitmap {
    return this.#byId[id] ?? this.#undemanding;
  }
}

/** So many numbers part the number line; of more, every second or third… stands for its neighbours. */
const mostEdges = 64;

/** Demands of ranges: a bitmap for each of the numbers that rules name, and for what lies between two of them. */
export class RangeColumn implements Column {
  readonly exact: boolean;
  readonly #slot: Slot;
  readonly #undemanding: Bitmap;
  readonly #edges: Float64Array;
  readonly #regions: Bitmap[];

  constructor(rules: number, slot: Slot, demands: readonly Demand<RangeLeaf>[]) {
    this.#slot = slot;
    this.#undemanding = withoutDemand(rules, demands);
    const ends = demands.flatMap(({ narrowing: { low, high } }) => [low, high]).filter(Number.isFinite);
    const distinct = Float64Array.from(new Set(ends)).sort();
    const step = Math.ceil(distinct.length / mostEdges);
    this.exact = step <= 1;
    this.#edges = distinct.filter((_, place) => place % step === 0);
    this.#regions = this.#sweep(demands);
  }

  /** From region to region along the number line, with the rules whose ranges begin or have ended there. */
  #sweep(demands: readonly Demand<RangeLeaf>[]): Bitmap[] {
    const begun: number[][] = Array.from({ length: 2 * this.#edges.length + 2 }, () => []);
    const ended: number[][] = begun.map(() => []);
    for (const { rule, narrowing } of demands) {
      const first = this.#firstRegion(narrowing);
      const last = this.#lastRegion(narrowing);
      if (first > last) continue;
      begun[first]?.push(rule);
      ended[last + 1]?.push(rule);
    }
    const current = this.#undemanding.slice();
    return begun.slice(1).map((_, region) => {
      for (const rule of begun[region] ?? []) add(current, rule);
      for (const rule of ended[region] ?? []) remove(current, rule);
      return current.slice();
    });
  }

  select(reading: Reading): Bitmap {
    const found = reading.attributes[this.#slot.attribute];
    if (typeof found !== "number" || Number.isNaN(found)) return this.#undemanding;
    return this.#regions[this.#regionOf(found)] as Bitmap;
  }

  /** 2n + 1 for the n-th edge, 2n for what lies before it. */
  #regionOf(value: number): number {
    let low = 0;
    let high = this.#edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#edges[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return this.#edges[low] === value ? 2 * low + 1 : 2 * low;
  }

  /** An open end leaves its own edge out; an end that is no edge leaves the whole region in. */
  #firstRegion({ low, lowOpen }: RangeLeaf): number {
    const region = this.#regionOf(low);
    return lowOpen && region % 2 === 1 ? region + 1 : region;
  }

  #lastRegion({ high, highOpen }: RangeLeaf): number {
    const region = this.#regionOf(high);
    return highOpen && region % 2 === 1 ? region - 1 : region;
  }
}

export const at = (bitmap: Bitmap, word: number): number => bitmap[word] as number;

function join(one: Bitmap, other: Bitmap, joined: Bitmap): void {
  for (let word = 0; word < joined.length; word++) joined[word] = at(one, word) | at(other, word);
}

function add(bitmap: Bitmap, rule: number): void {
  bitmap[rule >> 5] = at(bitmap, rule >> 5) | (1 << (rule & 31));
}

function remove(bitmap: Bitmap, rule: number): void {
  bitmap[rule >> 5] = at(bitmap, rule >> 5) & ~(1 << (rule & 31));
}

/** All rules but those that demand something. */
export function withoutDemand(rules: number, demands: readonly Demand<unknown>[]): Bitmap {
  const bitmap = new Int32Array(Math.ceil(rules / 32)).fill(-1);
  if (rules % 32 > 0) bitmap[bitmap.length - 1] = (1 << (rules % 32)) - 1;
  for (const { rule } of demands) remove(bitmap, rule);
  return bitmap;
}
