import { dayLength } from "../../routing/time/wall-clock.ts";
import { type RecurrenceRule, SUB_DAILY } from "./recurrence-rule.ts";
import { dayOfDate } from "./times.ts";

/** A day in all the ways that rules ask for it. Days are counted from 1970-01-01, months from 1. */
interface DayFacts {
  day: number;
  year: number;
  month: number;
  date: number;
  weekday: number;
  monthLength: number;
  /** Counted from 1. */
  yearDay: number;
  yearLength: number;
}

const startOf = (year: number, month: number): number => dayOfDate(year, month, 1) as number;

/** The days around today, which all events of a feed ask for. */
const recent = new Map<number, DayFacts>();

function factsOf(day: number): DayFacts {
  const known = recent.get(day);
  if (known) return known;
  if (recent.size >= 5000) recent.clear();
  const facts = workOut(day);
  recent.set(day, facts);
  return facts;
}

function workOut(day: number): DayFacts {
  const at = new Date(day * dayLength);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + 1];
  const next = month === 12 ? startOf(year + 1, 1) : startOf(year, month + 1);
  return {
    day,
    year,
    month,
    date: at.getUTCDate(),
    weekday: at.getUTCDay(),
    monthLength: next - startOf(year, month),
    yearDay: day - startOf(year, 1) + 1,
    yearLength: startOf(year + 1, 1) - startOf(year, 1),
  };
}

/** Whether a place, counted from 1 or negative from the end, is among those listed. */
const isListed = (list: readonly number[], place: number, length: number): boolean =>
  list.includes(place) || list.includes(place - length - 1);

/**
 * The occurrences of a rule, asked day by day rather than followed from the first one: whether a day has any depends on
 * that day and the first occurrence alone. So a window of two weeks costs the same in the series' first year and in its
 * thirtieth, and a rule that never matches cannot search for ever. All times are those of the event's own clocks.
 */
export class Recurrence {
  readonly rule: RecurrenceRule;
  readonly first: number;
  readonly #first: DayFacts;
  /** Seconds of the day at which a rule by days or longer has its occurrences. */
  #times: readonly number[] | undefined;
  readonly #sets = new Map<number, ReadonlySet<number>>();

  /** `first` as shown by the event's clocks: see WallTime. */
  constructor(rule: RecurrenceRule, first: number) {
    this.first = first;
    this.#first = factsOf(Math.floor(first / dayLength));
    this.rule = withDefaults(rule, this.#first);
  }

  /** How many steps it takes at most to look at so many days in a row. */
  stepsFor(days: number): number {
    const { frequency, interval, positions, hours = [0], minutes = [0], seconds = [0] } = this.rule;
    if (isSubDaily(frequency)) {
      const within = { HOURLY: minutes.length * seconds.length, MINUTELY: seconds.length, SECONDLY: 1 }[frequency];
      return days * (Math.ceil(86_400 / (SUB_DAILY[frequency] * interval)) * within + 1);
    }
    const setDays = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[frequency];
    return (1 + hours.length * minutes.length * seconds.length) * (days + (positions ? days + 2 * setDays : 0));
  }

  /**
   * The seconds of this day at which something begins, in order, as far as the rule's days and hours go: neither its
   * first occurrence nor its end are looked at.
   */
  secondsOn(day: number): readonly number[] {
    const { frequency, positions } = this.rule;
    const facts = factsOf(day);
    if (!this.#isAligned(facts) || !isDayOf(this.rule, facts)) return [];
    if (isSubDaily(frequency)) return this.#subDaily(day);
    this.#times ??= timesOfDay(this.rule, secondOf(this.first));
    if (!positions) return this.#times;
    const set = this.#setAround(facts, this.#times);
    return this.#times.filter((second) => set.has(day * 86_400 + second));
  }

  /** Whether the day lies in a period that the interval does not skip. */
  #isAligned({ day, year, month }: DayFacts): boolean {
    const { frequency, interval, weekStart } = this.rule;
    const first = this.#first;
    if (frequency === "YEARLY") return (year - first.year) % interval === 0;
    if (frequency === "MONTHLY") return (year * 12 + month - first.year * 12 - first.month) % interval === 0;
    if (frequency === "WEEKLY") return (weekOf(day, weekStart) - weekOf(first.day, weekStart)) % interval === 0;
    return frequency !== "DAILY" || (day - first.day) % interval === 0;
  }

  #subDaily(day: number): number[] {
    const { frequency, interval, hours, minutes, seconds, positions } = this.rule;
    const unit = SUB_DAILY[frequency as keyof typeof SUB_DAILY];
    const perDay = 86_400 / unit;
    const from = Math.floor(this.first / 1000 / unit);
    const begin = day * perDay;
    const within = withinUnit(this.rule, unit, secondOf(this.first));
    const found: number[] = [];
    // JavaScript's remainder takes the sign of what is divided.
    for (let at = (((from - begin) % interval) + interval) % interval; at < perDay; at += interval) {
      const second = at * unit;
      if (hours && !hours.includes(Math.floor(second / 3600))) continue;
      if (unit <= 60 && minutes && !minutes.includes(Math.floor(second / 60) % 60)) continue;
      if (unit === 1 && seconds && !seconds.includes(second % 60)) continue;
      const set = within.map((more) => second + more);
      found.push(...(positions ? atPositions(set, positions) : set));
    }
    return found;
  }

  /** The occurrences, in seconds from 1970, that BYSETPOS leaves of the period around this day. */
  #setAround({ day, yearDay, yearLength, date, monthLength }: DayFacts, times: readonly number[]): ReadonlySet<number> {
    const { frequency, weekStart, positions = [] } = this.rule;
    const sinceWeek = day - (weekOf(day, weekStart) * 7 + weekStart - 4);
    const periods: Record<string, [from: number, length: number]> = {
      YEARLY: [day - yearDay + 1, yearLength],
      MONTHLY: [day - date + 1, monthLength],
      WEEKLY: [day - sinceWeek, 7],
    };
    const [from, length] = periods[frequency] ?? [day, 1];
    const known = this.#sets.get(from);
    if (known) return known;
    const days = Array.from({ length }, (_, n) => from + n).filter((one) => isDayOf(this.rule, factsOf(one)));
    const all = days.flatMap((one) => times.map((second) => one * 86_400 + second));
    const set = new Set(atPositions(all, positions));
    this.#sets.set(from, set);
    return set;
  }
}

export const isSubDaily = (frequency: string): frequency is keyof typeof SUB_DAILY => frequency in SUB_DAILY;

const secondOf = (shown: number): number => Math.floor((shown - Math.floor(shown / dayLength) * dayLength) / 1000);

/** The number of the week that begins with `weekStart`; 1970-01-01 was a Thursday. */
const weekOf = (day: number, weekStart: number): number => Math.floor((day + 4 - weekStart) / 7);

const atPositions = (set: readonly number[], positions: readonly number[]): number[] =>
  set.filter((_, n) => isListed(positions, n + 1, set.length));

/** The rule with what it takes from its first occurrence. */
function withDefaults(rule: RecurrenceRule, { month, date, weekday }: DayFacts): RecurrenceRule {
  const { frequency, weekdays, monthDays, yearDays, weeks, months } = rule;
  if (weekdays || monthDays || yearDays) return rule;
  if (frequency === "WEEKLY" || weeks) return { ...rule, weekdays: [{ nth: 0, weekday }] };
  if (frequency === "MONTHLY") return { ...rule, monthDays: [date] };
  return frequency === "YEARLY" ? { ...rule, monthDays: [date], months: months ?? [month] } : rule;
}

function timesOfDay(rule: RecurrenceRule, second: number): number[] {
  const { hours = [Math.floor(second / 3600)] } = rule;
  const within = withinUnit(rule, 3600, second);
  return hours.flatMap((hour) => within.map((more) => hour * 3600 + more));
}

/** The seconds within an hour, a minute or a second at which a rule has its occurrences. */
function withinUnit({ minutes, seconds }: RecurrenceRule, unit: number, first: number): number[] {
  if (unit === 1) return [0];
  const all = seconds ?? [first % 60];
  if (unit === 60) return all;
  return (minutes ?? [Math.floor(first / 60) % 60]).flatMap((one) => all.map((more) => one * 60 + more));
}

/** Whether the day is among those that the rule names. */
function isDayOf(
  { frequency, weekdays, monthDays, yearDays, weeks, months, weekStart }: RecurrenceRule,
  facts: DayFacts,
) {
  const { month, date, monthLength, yearDay, yearLength, weekday } = facts;
  if (months && !months.includes(month)) return false;
  if (monthDays && !isListed(monthDays, date, monthLength)) return false;
  if (yearDays && !isListed(yearDays, yearDay, yearLength)) return false;
  if (weeks && !isWeekOf(weeks, facts, weekStart)) return false;
  if (!weekdays) return true;
  const inMonth = frequency === "MONTHLY" || months !== undefined;
  const [place, length] = inMonth ? [date, monthLength] : [yearDay, yearLength];
  const counts = (frequency === "MONTHLY" || frequency === "YEARLY") && !weeks;
  return weekdays.some(({ nth, weekday: of }) => {
    if (of !== weekday) return false;
    if (nth === 0 || !counts) return true;
    return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
  });
}

/** Whether the day's week of the year is listed; the first week is the first with four days in the year. */
function isWeekOf(weeks: readonly number[], { day, year }: DayFacts, weekStart: number): boolean {
  const first = (of: number) => weekOf(startOf(of, 1) + 3, weekStart);
  const week = weekOf(day, weekStart);
  const of = week < first(year) ? year - 1 : week >= first(year + 1) ? year + 1 : year;
  return isListed(weeks, week - first(of) + 1, first(of + 1) - first(of));
}
