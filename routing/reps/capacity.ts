import type { Lead } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import { dayLength, isoDate, minute, utcOffset } from "../time/wall-clock.ts";
import type { Rep } from "./rep.ts";

/** What limits a rep beside the number of open leads, and where their days begin. */
export type Limits = Pick<Rep, "timeZone" | "perDay" | "perWeek" | "perMonth" | "effort">;

/** What a rep has of it so far: points of effort in open leads, and the new leads of each period by its key. */
export interface Used {
  /** Points. */
  effort: number;
  given: Readonly<Record<string, number>>;
}
export const unused: Used = { effort: 0, given: {} };

/** What keeps a rep from one more lead; `too-much` is a lead of more points than they may ever have. */
export type LimitReached = "too-much" | "effort-full" | "day-full" | "week-full" | "month-full";

/** A limit of new leads in the day, week or month that it is; `period` is its key, as 2026-11-24, 2026-W48 or 2026-11. */
export interface Quota {
  kind: "day" | "week" | "month";
  period: string;
  most: number;
}

/** Whether the rep has any limit beside the number of open leads. */
export const isLimited = ({ perDay, perWeek, perMonth, effort }: Limits): boolean =>
  (perDay ?? perWeek ?? perMonth ?? effort) !== undefined;

/** What a lead takes of a rep: the policy's points for its lane and value, 1 where it says nothing. */
export function pointsOf({ lane, facts }: Pick<Lead, "lane" | "facts">, policy: Pick<Policy, "effort">): number {
  return expectedEffort({ lane, facts }, policy)?.points ?? 1;
}

/** The expected effort of a lead: that of the highest band which its value reaches, else of its lane. */
export function expectedEffort(
  { lane, facts: { value } }: Pick<Lead, "lane" | "facts">,
  { effort }: Pick<Policy, "effort">,
): { points: number; close?: number | undefined } | undefined {
  const expected = lane && effort[lane.lane];
  if (!expected) return undefined;
  const reached = expected.bands.filter(({ from }) => value !== undefined && value >= from);
  return reached.sort((a, b) => b.from - a.from)[0] ?? expected;
}

/** The days since 1970-01-01 by clocks in the zone. */
const dayAt = (timeZone: string, at: number): number =>
  Math.floor((at + (utcOffset(timeZone, at) ?? 0) * minute) / dayLength);

/** The Monday of a day's week; 1970-01-01 was a Thursday. */
const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/** ISO 8601: a week is of the year that its Thursday is in. */
function isoWeek(day: number): string {
  const thursday = mondayOf(day) + 3;
  const year = isoDate(thursday).slice(0, 4);
  const week = Math.floor((thursday - Date.parse(`${year}-01-01`) / dayLength) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

interface Periods {
  day: string;
  week: string;
  month: string;
}
/** The keys of a day, which are wanted for every limited rep of each lead. */
const known = new Map<number, Periods>();

function periodsOf(day: number): Periods {
  const before = known.get(day);
  if (before) return before;
  const periods = { day: isoDate(day), week: isoWeek(day), month: isoDate(day).slice(0, 7) };
  if (known.size >= 1000) known.clear();
  known.set(day, periods);
  return periods;
}

/** The limits of new leads that the rep has at an instant (epoch milliseconds), by the calendar of their zone. */
export function quotasAt({ timeZone, perDay, perWeek, perMonth }: Limits, at: number): Quota[] {
  if (perDay === undefined && perWeek === undefined && perMonth === undefined) return [];
  const { day, week, month } = periodsOf(dayAt(timeZone, at));
  return [
    ...(perDay === undefined ? [] : [{ kind: "day" as const, period: day, most: perDay }]),
    ...(perWeek === undefined ? [] : [{ kind: "week" as const, period: week, most: perWeek }]),
    ...(perMonth === undefined ? [] : [{ kind: "month" as const, period: month, most: perMonth }]),
  ];
}

/** What keeps the rep from one more lead of so many points at an instant (epoch milliseconds), the lasting first. */
export function limitReached(
  limits: Limits,
  { effort, given }: Used,
  points: number,
  at: number,
): LimitReached | undefined {
  const over = limitOfEffort(limits, effort, points);
  if (over) return over;
  const reached = quotasAt(limits, at).find(({ period, most }) => (given[period] ?? 0) >= most);
  return reached && (`${reached.kind}-full` as const);
}

function limitOfEffort({ effort: most }: Limits, effort: number, points: number): LimitReached | undefined {
  if (most === undefined) return undefined;
  if (points > most) return "too-much";
  return effort + points > most ? "effort-full" : undefined;
}

/** How many more leads of so many points the rep may be given at an instant; Infinity without limits. */
export function remainingWithin(limits: Limits, { effort, given }: Used, points: number, at: number): number {
  const most = limits.effort === undefined ? Number.POSITIVE_INFINITY : Math.floor((limits.effort - effort) / points);
  return Math.max(0, Math.min(most, ...quotasAt(limits, at).map((quota) => quota.most - (given[quota.period] ?? 0))));
}

/** When the last of the periods ends whose limit is reached (epoch milliseconds); `at` when none is. */
export function quotasResetAt(limits: Limits, { given }: Used, at: number): number {
  const today = dayAt(limits.timeZone, at);
  const ends = quotasAt(limits, at)
    .filter(({ period, most }) => (given[period] ?? 0) >= most)
    .map(({ kind }) => startOf(nextDay[kind](today), limits.timeZone));
  return Math.max(at, ...ends);
}

const nextDay: Record<Quota["kind"], (day: number) => number> = {
  day: (day) => day + 1,
  week: (day) => mondayOf(day) + 7,
  month: (day) => {
    const [year = 0, month = 0] = isoDate(day).split("-").map(Number);
    return Date.UTC(year, month, 1) / dayLength;
  },
};

/** The first instant (epoch milliseconds) of a day by clocks in the zone, also where they change at midnight. */
function startOf(day: number, timeZone: string): number {
  const midnight = day * dayLength;
  const [first, last] = [-dayLength, dayLength]
    .map((apart) => midnight - (utcOffset(timeZone, midnight + apart) ?? 0) * minute)
    .sort((a, b) => a - b) as [number, number];
  return dayAt(timeZone, first) >= day ? first : last;
}

/** Of these periods those that no clock is in any more at an instant, nor was two days before. */
export function expiredPeriods(periods: readonly string[], timeZone: string, at: number): string[] {
  const { day, week, month } = periodsOf(dayAt(timeZone, at) - 2);
  return periods.filter(
    (period) => period < (period.includes("W") ? week : period.length === day.length ? day : month),
  );
}

/** What the rep has with one lead more, or with one less. */
export function withLead(used: Used, of: { points?: number; countedIn?: readonly string[] }, by: 1 | -1): Used {
  const given = { ...used.given };
  for (const period of of.countedIn ?? []) given[period] = (given[period] ?? 0) + by;
  return { effort: used.effort + by * (of.points ?? 0), given };
}
