import { dayLength, isoDate, minute, utcOffset } from "../time/wall-clock.ts";
import type { Rep } from "./rep.ts";

/** A rep's limits other than the number of open leads, and the zone of their days. */
export type Limits = Pick<Rep, "timeZone" | "perDay" | "perWeek" | "perMonth" | "effort">;

/** How much a rep has used of their limits: effort in open leads, and new leads by the key of the period. */
export interface Used {
  /** Points. */
  effort: number;
  given: Readonly<Record<string, number>>;
}
export const unused: Used = { effort: 0, given: {} };

/** The limit that a rep has reached; `too-much`: the lead has more points than they may ever have. */
export type LimitReached = "too-much" | "effort-full" | "day-full" | "week-full" | "month-full";

/** A limit of new leads in the current day, week or month; `period` is its key: 2026-11-24, 2026-W48 or 2026-11. */
export interface Quota {
  kind: "day" | "week" | "month";
  period: string;
  most: number;
}

/** Whether the rep has any limit beside the number of open leads. */
export const isLimited = ({ perDay, perWeek, perMonth, effort }: Limits): boolean =>
  (perDay ?? perWeek ?? perMonth ?? effort) !== undefined;

/** The days since 1970-01-01 by clocks in the zone. */
const dayAt = (timeZone: string, at: number): number =>
  Math.floor((at + (utcOffset(timeZone, at) ?? 0) * minute) / dayLength);

/** The Monday of a day's week; 1970-01-01 was a Thursday. */
const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/** ISO 8601: a week is of the year that its Thursday is in. Why no library counts it: decision 22. */
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
/** The period keys by day, cached because every lead needs them for every limited rep. */
const known = new Map<number, Periods>();

function periodsOf(day: number): Periods {
  const before = known.get(day);
  if (before) return before;
  const periods = { day: isoDate(day), week: isoWeek(day), month: isoDate(day).slice(0, 7) };
  if (known.size >= 1000) known.clear();
  known.set(day, periods);
  return periods;
}

/** The key of the week, from Monday, that an instant (epoch milliseconds) is in by clocks in the zone: 2026-W48. */
export const weekAt = (timeZone: string, at: number): string => periodsOf(dayAt(timeZone, at)).week;

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

/**
 * The first limit that one more lead of so many points would exceed at an instant (epoch milliseconds); permanent ones
 * first.
 */
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

/** The minutes to close that a rep's open leads may add up to, by the policy; Infinity without a limit. */
export const mostInFlight = (
  { capacity }: Pick<Rep, "capacity">,
  { in_flight }: { in_flight?: number | undefined },
): number => (in_flight === undefined ? Number.POSITIVE_INFINITY : in_flight * capacity);

/**
 * How many minutes to close may be in flight already for a lead that is expected to take so many: a rep who has nothing in
 * flight may take any lead.
 */
export const inFlightBefore = (toClose: number, most: number): number => Math.max(0, most - toClose);

/** Whether a lead that is expected to take so many minutes to close fits; one of which nothing is expected always does. */
export const fitsInFlight = (inFlight: number, toClose: number | undefined, most: number): boolean =>
  toClose === undefined || inFlight <= inFlightBefore(toClose, most);

/** How many more leads that are expected to take so many minutes to close fit; Infinity without a limit. */
export const leadsInFlight = (inFlight: number, toClose: number | undefined, most: number): number => {
  if (toClose === undefined || most === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const fit = Math.max(0, Math.floor((most - inFlight) / toClose));
  return fit === 0 && inFlight === 0 ? 1 : fit;
};

/**
 * How many more leads of so many points the limits allow at an instant (epoch milliseconds); Infinity without limits.
 */
export function remainingWithin(limits: Limits, { effort, given }: Used, points: number, at: number): number {
  const most = limits.effort === undefined ? Number.POSITIVE_INFINITY : Math.floor((limits.effort - effort) / points);
  return Math.max(0, Math.min(most, ...quotasAt(limits, at).map((quota) => quota.most - (given[quota.period] ?? 0))));
}

/** When all limits of new leads that are reached have been reset (epoch milliseconds); `at` if none is reached. */
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

/** The start of a day in the zone (epoch milliseconds), also where clocks change at midnight. */
function startOf(day: number, timeZone: string): number {
  const midnight = day * dayLength;
  const [first, last] = [-dayLength, dayLength]
    .map((apart) => midnight - (utcOffset(timeZone, midnight + apart) ?? 0) * minute)
    .sort((a, b) => a - b) as [number, number];
  return dayAt(timeZone, first) >= day ? first : last;
}

/** The periods that ended at least two days before an instant (epoch milliseconds). */
export function expiredPeriods(periods: readonly string[], timeZone: string, at: number): string[] {
  const { day, week, month } = periodsOf(dayAt(timeZone, at) - 2);
  return periods.filter(
    (period) => period < (period.includes("W") ? week : period.length === day.length ? day : month),
  );
}

/** The usage with one lead more (`by` 1) or one less (−1). */
export function withLead(used: Used, of: { points?: number; countedIn?: readonly string[] }, by: 1 | -1): Used {
  const given = { ...used.given };
  for (const period of of.countedIn ?? []) given[period] = (given[period] ?? 0) + by;
  return { effort: used.effort + by * (of.points ?? 0), given };
}
