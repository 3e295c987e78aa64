import { dayLength, isoDate, minute, utcOffset } from "../time/wall-clock.ts";
import type { Rep } from "./rep.ts";

/** A rep's limits other than the number of open leads, and the zone of their days. */
export type Limits = Pick<Rep, "timeZone" | "perHour" | "perDay" | "perWeek" | "perMonth" | "effort">;

/** How long an hour of new leads is: any sixty minutes. Milliseconds. */
const hourLength = 60 * minute;

/** How much a rep has used of their limits: effort in open leads, and new leads by the key of the period. */
export interface Used {
  /** Points. */
  effort: number;
  given: Readonly<Record<string, number>>;
  /** When they had the last new leads of what is limited by the hour, epoch milliseconds in order, by its key. */
  recent?: Readonly<Record<string, number[]>>;
}
export const unused: Used = { effort: 0, given: {} };

type Period = "hour" | "day" | "week" | "month";

/** The limit that a rep has reached; `too-much`: the lead has more points than they may ever have. */
export type LimitReached = "too-much" | "effort-full" | `${Period}-full` | `pool-${Period}-full`;

/**
 * A limit of new leads in the current day, week or month, or in any hour, in all or from one pool. `period` is its key:
 * 2026-11-24, 2026-W48, 2026-11 or hour, and of a pool 2026-11-24@large.
 */
export interface Quota {
  kind: Period;
  period: string;
  most: number;
  pool?: string;
}

/** What each rep may get from one pool. */
export interface PoolLimits {
  pool: string;
  perRep: PerRep;
}
type PerRep = { [Kind in Period]?: number | undefined };

/** The limits of a pool for each of its reps; undefined for a pool that sets none. */
export function poolLimits(
  { pools }: { pools?: Readonly<Record<string, { per_rep?: PerRep | undefined }>> | undefined },
  pool: string | undefined,
): PoolLimits | undefined {
  const perRep = pool === undefined ? undefined : pools?.[pool]?.per_rep;
  return perRep && pool !== undefined ? { pool, perRep } : undefined;
}

/** Whether the rep has any limit beside the number of open leads. */
export const isLimited = ({ perHour, perDay, perWeek, perMonth, effort }: Limits): boolean =>
  (perHour ?? perDay ?? perWeek ?? perMonth ?? effort) !== undefined;

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

/**
 * The limits of new leads that the rep has at an instant (epoch milliseconds), by the calendar of their zone: their own, and
 * those of the pool from which a lead comes.
 */
export function quotasAt(
  { timeZone, perHour, perDay, perWeek, perMonth }: Limits,
  at: number,
  ofPool?: PoolLimits,
): Quota[] {
  const own: PerRep = { hour: perHour, day: perDay, week: perWeek, month: perMonth };
  if (!ofPool && (perHour ?? perDay ?? perWeek ?? perMonth) === undefined) return [];
  const keys: Record<Period, string> = { hour: "hour", ...periodsOf(dayAt(timeZone, at)) };
  return [...quotasOf(own, keys), ...(ofPool ? quotasOf(ofPool.perRep, keys, ofPool.pool) : [])];
}

const kinds: readonly Period[] = ["hour", "day", "week", "month"];
const quotasOf = (perRep: PerRep, keys: Record<Period, string>, pool?: string): Quota[] =>
  kinds.flatMap((kind): Quota[] => {
    const most = perRep[kind];
    if (most === undefined) return [];
    return [
      pool === undefined ? { kind, period: keys[kind], most } : { kind, period: `${keys[kind]}@${pool}`, most, pool },
    ];
  });

/** Whether a period is any hour, of which times are kept and not a count. */
export const isHour = (period: string): boolean => period === "hour" || period.startsWith("hour@");

/** The times of these that are in the hour before an instant. Epoch milliseconds. */
export const withinHour = (times: readonly number[] | undefined, at: number): number[] =>
  (times ?? []).filter((time) => time > at - hourLength);

/** How many new leads count towards a limit at an instant (epoch milliseconds). */
export const countOf = ({ kind, period }: Quota, { given, recent }: Used, at: number): number =>
  kind === "hour" ? withinHour(recent?.[period], at).length : (given[period] ?? 0);

/**
 * The first limit that one more lead of so many points would exceed at an instant (epoch milliseconds); permanent ones
 * first.
 * @param ofPool the limits of the pool from which the lead comes
 */
export function limitReached(
  limits: Limits,
  used: Used,
  points: number,
  at: number,
  ofPool?: PoolLimits,
): LimitReached | undefined {
  return limitOfEffort(limits, used.effort, points) ?? quotaReached(limits, used, at, ofPool)?.because;
}

/** The first limit of new leads that is reached, and how many they have had. */
export function quotaReached(
  limits: Limits,
  used: Used,
  at: number,
  ofPool?: PoolLimits,
): { because: LimitReached; had: number } | undefined {
  for (const quota of quotasAt(limits, at, ofPool)) {
    const had = countOf(quota, used, at);
    if (had >= quota.most) return { because: `${quota.pool === undefined ? "" : "pool-"}${quota.kind}-full`, had };
  }
  return undefined;
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
export function remainingWithin(limits: Limits, used: Used, points: number, at: number, ofPool?: PoolLimits): number {
  const most =
    limits.effort === undefined ? Number.POSITIVE_INFINITY : Math.floor((limits.effort - used.effort) / points);
  const left = quotasAt(limits, at, ofPool).map((quota) => quota.most - countOf(quota, used, at));
  return Math.max(0, Math.min(most, ...left));
}

/** When all limits of new leads that are reached have been reset (epoch milliseconds); `at` if none is reached. */
export function quotasResetAt(limits: Limits, used: Used, at: number, ofPool?: PoolLimits): number {
  const today = dayAt(limits.timeZone, at);
  const ends = quotasAt(limits, at, ofPool)
    .filter((quota) => countOf(quota, used, at) >= quota.most)
    .map(({ kind, period, most }) => {
      if (kind !== "hour") return startOf(nextDay[kind](today), limits.timeZone);
      const times = withinHour(used.recent?.[period], at);
      return (times[times.length - most] ?? at) + hourLength;
    });
  return Math.max(at, ...ends);
}

const nextDay: Record<Exclude<Period, "hour">, (day: number) => number> = {
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
  return periods.filter((period) => {
    const [key = ""] = period.split("@");
    return key < (key.includes("W") ? week : key.length === day.length ? day : month);
  });
}

/**
 * The usage with one lead more (`by` 1) or one less (−1). An hour counts each lead that they were given in it, whatever became
 * of it.
 */
export function withLead(
  used: Used,
  of: { points?: number; countedIn?: readonly string[]; offeredAt?: string },
  by: 1 | -1,
): Used {
  const given = { ...used.given };
  const recent = { ...used.recent };
  for (const period of of.countedIn ?? []) {
    if (!isHour(period)) given[period] = (given[period] ?? 0) + by;
    else if (by === 1) recent[period] = withLast(recent[period], Date.parse(of.offeredAt ?? ""));
  }
  return { effort: used.effort + by * (of.points ?? 0), given, recent };
}

/** The usage without one lead that came at this time (epoch milliseconds), in these keys of what is limited by the hour. */
export function withoutTime(used: Used, hours: readonly string[], time: number): Used {
  const recent = { ...used.recent };
  for (const hour of hours) {
    const times = recent[hour] ?? [];
    const last = times.lastIndexOf(time);
    recent[hour] = times.filter((_, n) => n !== last);
  }
  return { ...used, recent };
}

/** The times of the last hour with one more. Epoch milliseconds. */
export const withLast = (times: readonly number[] | undefined, at: number): number[] => [...withinHour(times, at), at];
