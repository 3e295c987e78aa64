import { type AttributeReader, type Slot, several } from "./attribute-reader.ts";
import type { RangeLeaf, ValueLeaf } from "./compiled-condition.ts";
import type { RuleRows } from "./rule-rows.ts";

/** A requirement of one rule on the column's attribute. */
export interface Demand<Narrowing> {
  rule: number;
  narrowing: Narrowing;
}

/** Selects, by one attribute of a lead, the rules whose demand is met, and those without a demand on the attribute. */
export interface IndexColumn {
  /** Whether the selection is exact; otherwise it may include rules whose demand is not met. */
  readonly exact: boolean;
  /** The row of the selected rules. It is valid until the next call. */
  select(reading: AttributeReader): number;
}

/** The most words of 4 bytes that the rows of one column take: a megabyte. */
const mostWords = 2 ** 18;

/** A column for demands of values. It has a row for each value; with too many values, several share a row. */
export class ValueColumn implements IndexColumn {
  readonly exact: boolean;
  readonly #slot: Slot;
  readonly #rows: RuleRows;
  /** The row of the rules without a demand on this attribute. */
  readonly #undemanding: number;
  /** The row of each value, at its number plus 1, so that `unnamed` (-1) is at 0. */
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
        if (id < 0) continue; // No lead can have this value.
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

/** The most numbers that divide the number line; of more, only every second, third … is used. */
const mostEdges = 64;

/** A column for demands of ranges. It has a row for each number that rules name, and one for each gap between them. */
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

  /** Makes the rows by a sweep along the number line, adding rules where their range begins and removing them after its end. */
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

  /** The index of a number's region: 2n + 1 for edge n itself, 2n for the gap before it. */
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

  /** The first region of a range. An open end excludes its edge; an end that is no edge includes the whole gap. */
  #firstRegion({ low, lowOpen }: RangeLeaf): number {
    const region = this.#regionOf(low);
    return lowOpen && region % 2 === 1 ? region + 1 : region;
  }

  #lastRegion({ high, highOpen }: RangeLeaf): number {
    const region = this.#regionOf(high);
    return highOpen && region % 2 === 1 ? region - 1 : region;
  }
}
