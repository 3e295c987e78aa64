import { Unreadable } from "./times.ts";

/** Steps of work that one event may take, and all events of a feed: tens of milliseconds, and some two seconds. */
export const EVENT_STEPS = 100_000;
export const FEED_STEPS = 3_000_000;

/** What is left of the work that a feed may take, in steps: days and times of recurrences that are looked at. */
export class Work {
  #left = FEED_STEPS;

  /** @throws Unreadable when less is left */
  spend(steps: number): void {
    if (steps > this.#left) throw new Unreadable("too many occurrences");
    this.#left -= steps;
  }
}
