import type { Place } from "../../routing/choice/board.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import {
  expiredPeriods,
  inFlightBefore,
  mostInFlight,
  poolLimits,
  type Quota,
  quotasAt,
  withinHour,
  withLast,
} from "../../routing/reps/capacity.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Write } from "../dynamo.ts";
import {
  effortAttribute,
  hourAttribute,
  inFlightAttribute,
  lapsesAttribute,
  mostAttribute,
  newLeadsAttribute,
  openAttribute,
  pauseAttribute,
  placeKey,
} from "./place-rows.ts";
import { RowUpdate } from "./row-update.ts";

/** What one lead takes of a rep. */
export interface Taken {
  repId: string;
  /** Effort; absent where it is not counted. */
  points?: number | undefined;
  /** Minutes to close that it is expected to take; absent where nothing is expected. */
  toClose?: number | undefined;
}

/**
 * A pause that begins up to a minute from now refuses a claim as well, since it was set while the claim was decided, by
 * another clock perhaps.
 */
const later = (now: string): string => new Date(Date.parse(now) + 60_000).toISOString();

/** The limits of a claim, beside the rep's places. With `now` (ISO 8601), a pause at that time refuses it. */
export interface ClaimLimits {
  now?: string;
  /** Open leads, by the roster that the choice was made with. */
  capacity?: number;
  /** Points in all open leads. */
  effort?: number | undefined;
  /** Minutes to close of all open leads. */
  inFlight?: number | undefined;
  /** New leads in the current periods. */
  quotas?: readonly Quota[];
  /** When they had the last new leads of what is limited by the hour, as it was read. */
  recent?: Place["recent"] | undefined;
  /** Expired periods, whose counters are removed. */
  expired?: readonly string[];
  /** The rep answered, which resets the count of lapses. */
  answered?: boolean;
}

/**
 * The limits of this rep at an instant (ISO 8601), those of the policy by which the lead is decided included, with the
 * expired counters among those that were read.
 * @param pool from which the lead comes, whose own limits hold as well
 */
export function claimLimits(
  rep: Rep,
  place: Pick<Place, "given" | "recent"> | undefined,
  policy: Pick<Policy, "in_flight"> & Partial<Pick<Policy, "pools">>,
  at: string,
  pool?: string,
): ClaimLimits {
  const instant = Date.parse(at);
  const quotas = quotasAt(rep, instant, poolLimits(policy, pool));
  const expired = expiredPeriods(Object.keys(place?.given ?? {}), rep.timeZone, instant);
  const { capacity, effort } = rep;
  const inFlight = policy.in_flight === undefined ? undefined : mostInFlight(rep, policy);
  return { capacity, effort, inFlight, quotas, recent: place?.recent, expired: expired.slice(0, 20) };
}

/**
 * Takes one place of the rep. Refused when the rep receives no offers, has no place left, or would exceed another
 * limit, so no limit is ever exceeded, whatever else is written at the same time.
 */
export function takePlace(reps: string, offer: Taken, within: ClaimLimits = {}): Write {
  const row = new RowUpdate();
  take(row, offer, within);
  return { Update: { TableName: reps, Key: placeKey(offer.repId), ...row.parts() } };
}

/** The same as part of an update of the rep's row. */
export function take(row: RowUpdate, { repId, points, toClose }: Taken, within: ClaimLimits): void {
  const { now, capacity, effort, inFlight, quotas = [], recent, expired = [], answered = false } = within;
  const open = row.name(openAttribute(repId));
  row.add(openAttribute(repId), 1);
  row.when(`${open} < ${row.name(mostAttribute(repId))}`);
  if (capacity !== undefined) row.when(`${open} < ${row.value(capacity)}`);
  if (now !== undefined) {
    const [pause, until, since] = [row.name(pauseAttribute(repId)), row.name("until"), row.name("since")];
    const [ended, soon] = [row.value(now), row.value(later(now))];
    row.when(`(attribute_not_exists(${pause}) OR ${pause}.${until} <= ${ended} OR ${pause}.${since} > ${soon})`);
  }
  if (points !== undefined) row.add(effortAttribute(repId), points);
  if (effort !== undefined) {
    const [used, room] = [row.name(effortAttribute(repId)), effort - (points ?? 1)];
    const fits = `${used} <= ${row.value(room)}`;
    row.when(room < 0 ? fits : `(attribute_not_exists(${used}) OR ${fits})`);
  }
  if (toClose !== undefined) {
    row.add(inFlightAttribute(repId), toClose);
    const used = row.name(inFlightAttribute(repId));
    if (inFlight !== undefined)
      row.when(`(attribute_not_exists(${used}) OR ${used} <= ${row.value(inFlightBefore(toClose, inFlight))})`);
  }
  for (const { kind, period, most } of quotas) {
    if (kind === "hour") {
      takeInHour(row, hourAttribute(period, repId), most, recent?.[period], Date.parse(now ?? ""));
      continue;
    }
    const attribute = newLeadsAttribute(period, repId);
    row.add(attribute, 1);
    row.when(`(attribute_not_exists(${row.name(attribute)}) OR ${row.name(attribute)} < ${row.value(most)})`);
  }
  for (const period of expired) row.remove(newLeadsAttribute(period, repId));
  if (answered) row.remove(lapsesAttribute(repId));
}

/**
 * Counts a new lead of this hour. What is counted are times, which no condition can add up, so the write holds only where they
 * are still those that were read.
 * @param at epoch milliseconds
 */
function takeInHour(row: RowUpdate, attribute: string, most: number, read: readonly number[] | undefined, at: number) {
  const name = row.name(attribute);
  row.when(read === undefined ? `attribute_not_exists(${name})` : `${name} = ${row.value(read)}`);
  // A list of times is never NULL: where the hour is full, nothing is written.
  if (withinHour(read, at).length >= most) row.when(`attribute_type(${name}, ${row.value("NULL")})`);
  row.set(attribute, withLast(read, at).slice(-most));
}
