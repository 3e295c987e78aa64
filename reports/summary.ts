import type { RepState } from "../routing/reps/rep.ts";
import type { Hours } from "../routing/time/schedule.ts";
import { workedBetween } from "../routing/time/working-time.ts";
import {
  acceptance,
  answeredInTime,
  breaches,
  contactedInTime,
  type Decided,
  type Dimension,
  funnel,
  type Results,
  reassignment,
  results,
  type Speed,
  type Stage,
  slices,
  speed,
  type WorkedUntil,
} from "./figures.ts";
import type { LeadRow, OfferRow } from "./row.ts";
import type { Share } from "./statistics.ts";

/** The main figures of some leads. */
export interface Summary {
  funnel: Record<Stage, number>;
  /** Without the steps of the curve. Minutes. */
  speed: Omit<Speed, "steps">;
  inWorkingTime: Omit<Speed, "steps">;
  acceptance: Decided;
  answered: Decided;
  reassigned: Share | undefined;
  contacted: Decided;
  lateNow: number;
  results: Results;
}

/** Somebody with their working hours. */
export type Working = Pick<RepState, "id" | "active" | "pools"> & Hours;

/** What a summary is counted with: the time (ISO 8601) until which who waits has waited, and whose hours count. */
export interface Counting {
  now: string;
  reps: readonly Working[];
}

/** The main figures of some leads; `offers` where not all of theirs are meant. */
export function summaryOf(rows: readonly LeadRow[], counting: Counting, offers = offersOf(rows)): Summary {
  const { now, reps } = counting;
  const { steps: _, ...onTheClock } = speed(rows, now);
  const { steps: __, ...inWorkingTime } = speed(rows, now, workedUntil(reps));
  return {
    funnel: funnel(rows),
    speed: onTheClock,
    inWorkingTime,
    acceptance: acceptance(offers),
    answered: answeredInTime(offers, now),
    reassigned: reassignment(rows).share,
    contacted: contactedInTime(rows, now),
    lateNow: breaches(rows, now).filter(({ row }) => row.contactedAt === undefined && !row.closed).length,
    results: results(rows),
  };
}

/** The figures of each slice. By rep or pool, its offers are those that were made to it, whoever has the lead now. */
export function summariesBy(rows: readonly LeadRow[], by: Dimension, counting: Counting): Map<string, Summary> {
  const all = slices(rows, by);
  const mine = by === "rep" ? Map.groupBy(offersOf(rows), ({ repId }) => repId) : undefined;
  const made = by === "pool" ? Map.groupBy(offersOf(rows), ({ pool }) => pool) : mine;
  for (const slice of made?.keys() ?? []) if (!all.has(slice)) all.set(slice, []);
  return new Map(
    [...all].map(([slice, leads]) => [slice, summaryOf(leads, counting, made ? (made.get(slice) ?? []) : undefined)]),
  );
}

const offersOf = (rows: readonly LeadRow[]): OfferRow[] => rows.flatMap(({ offers }) => offers);

/**
 * The working time until an instant of whoever has the lead, or was asked last; of a lead that nobody was asked about, of
 * whoever of its pool worked longest.
 */
export function workedUntil(reps: readonly Working[]): WorkedUntil {
  const known = new Map(reps.map((rep) => [rep.id, rep]));
  return ({ rep, offers, pool, receivedAt }, until) => {
    const one = known.get(rep ?? offers.at(-1)?.repId ?? "");
    if (one) return workedBetween(one, receivedAt, until);
    const team = reps.filter(({ active, pools }) => active && (pool === undefined || pool in pools));
    return Math.max(0, ...team.map((each) => workedBetween(each, receivedAt, until)));
  };
}
