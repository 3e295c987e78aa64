import type { Interval } from "../../routing/time/absences.ts";
import { dayLength } from "../../routing/time/wall-clock.ts";
import type { Component } from "./components.ts";
import { allTimes, atMost, intervalOf, intervalOfPeriod, lasting, mayConcern, type Span, spanOf } from "./event.ts";
import { Exceptions } from "./exceptions.ts";
import { type Days, Rules } from "./rules.ts";
import { type Length, Unreadable, type WallTime } from "./times.ts";
import type { Work } from "./work.ts";
import type { Zones } from "./zones.ts";

/** A change of one occurrence, or of it and all later ones. */
export interface Change {
  event: Component;
  /** The occurrence that is changed. */
  time: WallTime;
  later: boolean;
}

/** What reading an event's occurrences rests on. */
export interface Reading {
  asked: Interval;
  zones: Zones;
  takesTime: (event: Component) => boolean;
}

/** All later occurrences, from an instant on: so many milliseconds later, and so long. */
interface Shift {
  from: number;
  by: number;
  length: Length;
  busy: boolean;
}

/** How many times all later occurrences of one event may be changed. */
const MOST_SHIFTS = 100;

/** Properties of which any makes an event recur. */
export const recurs = ({ properties }: Component): boolean =>
  properties.some(({ name }) => name === "RRULE" || name === "RDATE");

/** The occurrences of one recurring event that lie in what is asked, apart from those that were changed one by one. */
export class Occurrences {
  /** What of the event could not be understood, though its other occurrences are known. */
  readonly problems: string[] = [];
  readonly #event: Component;
  readonly #span: Span;
  readonly #length: Length;
  readonly #shifts: Shift[];
  readonly #days: Days;
  readonly #rules: Rules;
  readonly #without: Rules;
  readonly #exceptions: Exceptions;
  readonly #reading: Reading;
  readonly #longest: number;

  /** @throws Unreadable */
  constructor(event: Component, changes: readonly Change[], reading: Reading) {
    const { asked, zones } = reading;
    this.#event = event;
    this.#reading = reading;
    this.#span = spanOf(event);
    const { start } = this.#span;
    this.#length = lengthOf(this.#span, zones);
    const latter = changes.filter(({ later }) => later).slice(0, MOST_SHIFTS + 1);
    if (latter.length > MOST_SHIFTS) throw new Unreadable("too many changes");
    this.#shifts = latter.map((change) => this.#shiftOf(change)).sort((a, b) => b.from - a.from);
    this.#longest = Math.max(...[this.#length, ...this.#shifts.map(({ length }) => length)].map(atMost));
    this.#days = {
      from: dayOf(asked.start - this.#longest - Math.max(0, ...this.#shifts.map(({ by }) => by))) - 1,
      to: dayOf(asked.end - Math.min(0, ...this.#shifts.map(({ by }) => by))) + 1,
    };
    this.#rules = new Rules(event, "RRULE", start, this.#days, zones);
    this.#without = new Rules(event, "EXRULE", start, this.#days, zones);
    this.#exceptions = new Exceptions(start, zones);
    this.problems.push(...this.#rules.problems, ...this.#without.problems);
    for (const { time } of changes) this.#except(time);
    const { times, bad, periods } = allTimes(event, "EXDATE");
    if (bad + periods.length > 0) this.problems.push("EXDATE is no date");
    for (const time of times) this.#except(time);
  }

  /** Steps that the rules take at most. */
  get steps(): number {
    return this.#rules.steps + this.#without.steps;
  }

  /** The intervals; what of them is not known is added to `problems`. @throws Unreadable */
  intervals(work: Work): Interval[] {
    const { takesTime } = this.#reading;
    const busy = takesTime(this.#event);
    if (!busy && this.#shifts.length === 0) return [];
    this.#without.follow(work);
    const found = [...this.#first(busy), ...(busy ? this.#listed() : [])];
    try {
      this.#rules.follow(work);
      return [...found, ...this.#ruled(busy)];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.problems.push(error.message);
      return found;
    }
  }

  /** The first occurrence is one even where the rule does not name it. */
  #first(busy: boolean): Interval[] {
    const { start } = this.#span;
    if (!busy || !mayConcern(start.shown, this.#longest, this.#reading.asked)) return [];
    const interval = intervalOf(this.#span, this.#reading.zones);
    return this.#isExcepted(start.shown, interval.start) ? [] : [interval];
  }

  /** Occurrences that are listed one by one. */
  #listed(): Interval[] {
    const { zones, asked } = this.#reading;
    const { start } = this.#span;
    const { times, periods, bad } = allTimes(this.#event, "RDATE");
    if (bad > 0) this.problems.push("RDATE is no date");
    const concerns = ({ shown }: WallTime) => mayConcern(shown, this.#longest, asked);
    const once = times.filter(concerns).map((time) => {
      const shown =
        time.isDate && !start.isDate ? time.shown + start.shown - dayOf(start.shown) * dayLength : time.shown;
      const at = { shown, isDate: start.isDate, zone: time.zone ?? start.zone };
      return { shown, ...lasting(at, this.#length, zones) };
    });
    const long = periods
      .filter((period) =>
        mayConcern(
          period.start.shown,
          "days" in period.end ? atMost(period.end) : period.end.shown - period.start.shown,
          asked,
        ),
      )
      .map((period) => ({ shown: period.start.shown, ...intervalOfPeriod(period, zones, start) }));
    return [...once, ...long].filter(({ shown, start: instant }) => !this.#isExcepted(shown, instant));
  }

  /** The occurrences of the rules, latest first: of those that began before what is asked the latest lasts longest. */
  #ruled(busy: boolean): Interval[] {
    const { zones, asked } = this.#reading;
    const { start } = this.#span;
    const found: Interval[] = [];
    if (this.#rules.steps === 0) return found;
    const within = dayOf(asked.start) - 1;
    for (let day = this.#days.to; day >= Math.max(this.#days.from, dayOf(start.shown)); day--) {
      if (day < within && found.length > 0 && this.#shifts.length === 0) break;
      for (const shown of this.#rules.on(day)) {
        const at = { ...start, shown };
        const instant = zones.instant(at);
        if (this.#isExcepted(shown, instant)) continue;
        const shift = this.#shifts.find(({ from }) => instant >= from);
        if (!shift && busy) found.push(lasting(at, this.#length, zones));
        else if (shift?.busy) found.push(lasting({ ...at, shown: shown + shift.by }, shift.length, zones));
      }
    }
    return found;
  }

  #isExcepted(shown: number, instant: number): boolean {
    return this.#exceptions.has(shown, instant) || this.#without.on(dayOf(shown)).includes(shown);
  }

  #except(time: WallTime): void {
    if (dayOf(time.shown) < this.#days.from - 1 || dayOf(time.shown) > this.#days.to + 1) return;
    this.#exceptions.add(time);
  }

  #shiftOf({ event, time }: Change): Shift {
    const { zones, takesTime } = this.#reading;
    const span = spanOf(event);
    const from = zones.instant(time, this.#span.start);
    return { from, by: zones.instant(span.start) - from, length: lengthOf(span, zones), busy: takesTime(event) };
  }
}

const dayOf = (shown: number): number => Math.floor(shown / dayLength);

/** How long an event lasts; between two zones by the instants of its first occurrence. @throws Unreadable */
function lengthOf({ start, end, length }: Span, zones: Zones): Length {
  const between = end?.zone !== undefined && end.zone !== start.zone;
  const ms = between ? zones.instant(end) - zones.instant(start) : length.ms;
  if (ms < 0 || length.days < 0) throw new Unreadable("it ends before it begins");
  return { days: length.days, ms };
}
