import { dayLength } from "../../routing/time/wall-clock.ts";
import type { WallTime } from "./times.ts";
import type { Zones } from "./zones.ts";

/** Occurrences that do not take place, or take place otherwise, by all the ways in which calendars name them. */
export class Exceptions {
  readonly #days = new Set<number>();
  readonly #instants = new Set<number>();
  readonly #start: WallTime;
  readonly #zones: Zones;

  /** `start` is that of the event. */
  constructor(start: WallTime, zones: Zones) {
    this.#start = start;
    this.#zones = zones;
  }

  /** Adds what an EXDATE or RECURRENCE-ID names: a day or a time, in any zone. @throws Unreadable */
  add(time: WallTime): void {
    const { isDate, shown, zone } = time;
    const isMidnight = shown % dayLength === 0;
    const local = zone !== "UTC";
    // Midnight stands for the day where nothing begins at midnight (Exchange), or where events are whole days.
    const isDay = isDate || (this.#start.isDate ? local || isMidnight : local && isMidnight && !this.#atMidnight);
    if (isDay) this.#days.add(Math.floor(shown / dayLength));
    if (!isDay || (!isDate && !this.#start.isDate)) this.#instants.add(this.#zones.instant(time, this.#start));
  }

  get #atMidnight(): boolean {
    return this.#start.shown % dayLength === 0;
  }

  /** Whether an occurrence is excepted: as the event's clocks show it, and as an instant. */
  has(shown: number, instant: number): boolean {
    return this.#instants.has(instant) || this.#days.has(Math.floor(shown / dayLength));
  }
}
