import { dayLength } from "../../routing/time/wall-clock.ts";
import { type Component, plainValue, propertiesNamed } from "./components.ts";
import { isSubDaily, Recurrence } from "./recurrence.ts";
import { parseRule, type RecurrenceRule, SUB_DAILY } from "./recurrence-rule.ts";
import { Unreadable, type WallTime } from "./times.ts";
import { EVENT_STEPS, type Work } from "./work.ts";
import type { Zones } from "./zones.ts";

/** Days by the event's clocks, counted from 1970-01-01, both included. */
export interface Days {
  from: number;
  to: number;
}

/** The last time at which a rule applies: as the event's clocks show it, or an instant (epoch milliseconds). */
interface End {
  shown: number;
  instant: number;
}

const NEVER: End = { shown: Number.POSITIVE_INFINITY, instant: Number.POSITIVE_INFINITY };
/** How many rules one event may have. */
const MOST_RULES = 50;

/** The rules of recurrence of one event: its RRULE or its EXRULE properties. */
export class Rules {
  /** Why some rules are not followed: nothing is known of their occurrences. */
  readonly problems: string[] = [];
  /** Steps that looking at the days takes at most. */
  readonly steps: number;
  readonly #recurrences: Recurrence[] = [];
  readonly #ends = new Map<Recurrence, End>();
  readonly #start: WallTime;
  readonly #days: Days;
  readonly #zones: Zones;

  constructor(event: Component, name: "RRULE" | "EXRULE", start: WallTime, days: Days, zones: Zones) {
    this.#start = start;
    this.#days = days;
    this.#zones = zones;
    let steps = 0;
    const properties = propertiesNamed(event, name);
    if (properties.length > MOST_RULES) this.problems.push("too many rules");
    for (const property of properties.slice(0, MOST_RULES)) {
      try {
        const recurrence = new Recurrence(parseRule(plainValue(property)), start.shown);
        const more = this.#stepsOf(recurrence);
        if (steps + more > EVENT_STEPS) throw new Unreadable("too many occurrences");
        steps += more;
        this.#recurrences.push(recurrence);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        this.problems.push(error.message);
      }
    }
    this.steps = steps;
  }

  /** Rules that count are followed from the first occurrence on, unless it is clear when they end. */
  #stepsOf(recurrence: Recurrence): number {
    const { from, to } = this.#days;
    const first = Math.floor(recurrence.first / dayLength);
    const looked = recurrence.stepsFor(Math.max(0, to - Math.max(from, first) + 1));
    return looked + (mustCount(recurrence.rule) ? recurrence.stepsFor(Math.max(0, to - first + 1)) : 0);
  }

  /** Determines where the rules end, which must be done once before their days are asked for. @throws Unreadable */
  follow(work: Work): void {
    work.spend(this.steps);
    for (const recurrence of this.#recurrences) {
      const until = this.#until(recurrence.rule);
      const shown = Math.min(until.shown, lastCounted(recurrence, this.#days.to));
      this.#ends.set(recurrence, { shown, instant: until.instant });
    }
  }

  /** The occurrences on a day, as the event's clocks show them; the event's first one is not among them. */
  on(day: number): number[] {
    const found: number[] = [];
    for (const recurrence of this.#recurrences) {
      const end = this.#ends.get(recurrence) ?? NEVER;
      for (const second of recurrence.secondsOn(day)) {
        const shown = day * dayLength + second * 1000;
        if (shown <= recurrence.first || shown > end.shown) continue;
        if (end.instant === NEVER.instant || this.#instant(shown) <= end.instant) found.push(shown);
      }
    }
    return this.#recurrences.length > 1 ? [...new Set(found)] : found;
  }

  #instant(shown: number): number {
    return this.#zones.instant({ ...this.#start, shown });
  }

  /** The end that UNTIL names: a date means that whole day, and so does midnight UTC where the events are whole days. */
  #until({ until }: RecurrenceRule): End {
    if (!until) return NEVER;
    const { shown, isDate, zone } = until;
    if (isDate || (this.#start.isDate && shown % dayLength === 0)) return { ...NEVER, shown: shown + dayLength - 1 };
    return zone === undefined ? { ...NEVER, shown } : { ...NEVER, instant: this.#zones.zone(zone)(shown) };
  }
}

const PLAIN = new Set(["frequency", "interval", "count", "until", "weekStart"]);

/** The seconds between the occurrences of a rule that has them at equal distances. */
function distance(rule: RecurrenceRule): number | undefined {
  if (!Object.keys(rule).every((part) => PLAIN.has(part))) return undefined;
  if (isSubDaily(rule.frequency)) return SUB_DAILY[rule.frequency] * rule.interval;
  return rule.frequency === "DAILY" ? 86_400 * rule.interval : undefined;
}

const mustCount = (rule: RecurrenceRule): boolean => rule.count !== undefined && distance(rule) === undefined;

/** The last of the occurrences that a rule counts, the first one included; infinity if it is after the day `to`. */
function lastCounted(recurrence: Recurrence, to: number): number {
  const { rule, first } = recurrence;
  if (rule.count === undefined) return NEVER.shown;
  const step = distance(rule);
  if (step !== undefined) return first + (rule.count - 1) * step * 1000;
  let left = rule.count - 1;
  if (left === 0) return first;
  for (let day = Math.floor(first / dayLength); day <= to; day++) {
    const found = recurrence.secondsOn(day).filter((second) => day * dayLength + second * 1000 > first);
    const last = found[left - 1];
    if (last !== undefined) return day * dayLength + last * 1000;
    left -= found.length;
  }
  return NEVER.shown;
}
