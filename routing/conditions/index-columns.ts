import { type AttributeReader, type Slot, several } from "./attribute-reader.ts";
import type { RangeLeaf, ValueLeaf } from "./compiled-condition.ts";
import type { RuleRows } from "./rule-rows.ts";

/** What one rule demands of a column's attribute. */
export interface Demand<Narrowing> {
  rule: number;
  narrowing: Narrowing;
}

/** For what a lead has in one attribute: the rules whose demand on it is met, those that demand nothing included. */
export interface IndexColumn {
  /** Whether no other rule is left in. */
  readonly exact: boolean;
  /** The row of these rules, which stands until the next call. */
  select(reading: AttributeReader): number;
}

/** The rows of one column take at most this many words of 4 bytes: a megabyte. */
const mostWords = 2 ** 18;

/** Demands of values: a row for each value, or for several where there are too many values. */
export class ValueColumn implements IndexColumn {
  readonly exact: boolean;
  readonly #slot: Slot;
  readonly #rows: RuleRows;
  /** The row of the rules that demand nothing. */
  readonly #undemanding: number;
  /** By one more than the value's number, so that `unnamed` is at 0. */
  readonly #byId: Int32Array;
  readonly #joined: number;

  constructor(rows: RuleRows, slot: Slot, demands: readonly Demand<ValueLeaf>[]) {
    this.#slot = slot;
    this.#rows = rows;
    this.#undemanding = rows.without(demands);
    this.#joined = rows.copy(this.#undemanding);
    this.#byId = new Int32Array(slot.size + 1).fill(this.#undemanding);
    const most = Math.max(1, Math.floor(mostWords / rows.words));
    const made: number[] = [];
    let values = 0;
    for (const { rule, narrowing } of demands) {
      for (const id of narrowing.ids) {
        if (id < 0) continue; // What no lead can have.
        if (this.#rowOf(id) === this.#undemanding) {
          const shared = values % most;
          made[shared] ??= rows.copy(this.#undemanding);
          this.#byId[id + 1] = made[shared];
          values += 1;
        }
        rows.add(this.#rowOf(id), rule);
      }
    }
    this.exact = values <= most;
  }

  select(reading: AttributeReader): number {
    const id = reading.id(this.#slot);
    if (id !== several) return this.#rowOf(id);
    const ids = reading.list(this.#slot);
    let joined = this.#rowOf(ids[0] as number);
    for (let place = 1; place < ids.length; place++) {
      this.#rows.join(joined, this.#rowOf(ids[place] as number), this.#joined);
      joined = this.#joined;
    }
    return joined;
  }

  #rowOf(id: number): number {
    return this.#byId[id + 1] as number;
  }
}

/** So many numbers part the number line; of more, every second or third… stands for its neighbours. */
const mostEdges = 64;

/** Demands of ranges: a row for each of the numbers that rules name, and for what lies between two of them. */
export class RangeColumn implements IndexColumn {
  readonly exact: boolean;
  readonly #slot: Slot;
  readonly #undemanding: number;
  readonly #edges: Float64Array;
  readonly #regions: number[];

  constructor(rows: RuleRows, slot: Slot, demands: readonly Demand<RangeLeaf>[]) {
    this.#slot = slot;
    this.#undemanding = rows.without(demands);
    const ends = demands.flatMap(({ narrowing: { low, high } }) => [low, high]).filter(Number.isFinite);
    const distinct = Float64Array.from(new Set(ends)).sort();
    const step = Math.ceil(distinct.length / mostEdges);
    this.exact = step <= 1;
    this.#edges = distinct.filter((_, place) => place % step === 0);
    this.#regions = this.#sweep(rows, demands);
  }

  /** From region to region along the number line, with the rules whose ranges begin or have ended there. */
  #sweep(rows: RuleRows, demands: readonly Demand<RangeLeaf>[]): number[] {
    const begun: number[][] = Array.from({ length: 2 * this.#edges.length + 2 }, () => []);
    const ended: number[][] = begun.map(() => []);
    for (const { rule, narrowing } of demands) {
      const first = this.#firstRegion(narrowing);
      const last = this.#lastRegion(narrowing);
      if (first > last) continue;
      begun[first]?.push(rule);
      ended[last + 1]?.push(rule);
    }
    let current = this.#undemanding;
    return begun.slice(1).map((_, region) => {
      current = rows.copy(current);
      for (const rule of begun[region] ?? []) rows.add(current, rule);
      for (const rule of ended[region] ?? []) rows.remove(current, rule);
      return current;
    });
  }

  select(reading: AttributeReader): number {
    const found = reading.attributes[this.#slot.attribute];
    if (typeof found !== "number" || Number.isNaN(found)) return this.#undemanding;
    return this.#regions[this.#regionOf(found)] as number;
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
