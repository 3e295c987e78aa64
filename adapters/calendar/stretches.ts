import { type Interval, mergeIntervals } from "../../routing/time/absences.ts";
import { minute } from "../../routing/time/wall-clock.ts";

/** How many intervals are gathered before they are merged. */
const MOST_LOOSE = 20_000;

/** The busy times of a feed within what is asked, in whole minutes; holds no more of them than there are minutes. */
export class Stretches {
  readonly #asked: Interval;
  #loose: Interval[] = [];
  #merged: Interval[] = [];

  constructor(asked: Interval) {
    this.#asked = asked;
  }

  add(intervals: readonly Interval[]): void {
    for (const interval of intervals) {
      const start = Math.max(interval.start, this.#asked.start);
      const end = Math.min(interval.end, this.#asked.end);
      if (!(end > start)) continue;
      this.#loose.push({ start: Math.floor(start / minute), end: Math.ceil(end / minute) });
      if (this.#loose.length >= MOST_LOOSE) this.merged();
    }
  }

  /** In epoch minutes, in order and apart. */
  merged(): Interval[] {
    this.#merged = mergeIntervals([...this.#merged, ...this.#loose]);
    this.#loose = [];
    return this.#merged;
  }
}
