import { fold } from "../conditions/fold.ts";
import { clocksApart, distance } from "../lead/geography.ts";
import type { Lead } from "../lead/lead.ts";
import type { preferences } from "../lead/why.ts";
import { fillClaims, oneLead, turnPriority } from "../ledger/ledger.ts";
import { allNeeds, asksFor, needs } from "../policy/needs.ts";
import type { Policy } from "../policy/policy.ts";
import { leadsInFlight, mostInFlight, poolLimits, remainingWithin } from "../reps/capacity.ts";
import { pointsOf, timeToClose } from "../reps/effort.ts";
import type { RepState } from "../reps/rep.ts";
import { utcOffset } from "../time/wall-clock.ts";
import { type Board, type PoolBoard, usedOf, winRatesOf } from "./board.ts";

export type Preference = (typeof preferences)[number];

/** The input of a preference: a lead, the eligible members of a pool, and the instant (epoch milliseconds). */
export interface PreferenceInput {
  lead: Lead;
  policy: Policy;
  board: Board;
  pool: PoolBoard;
  eligible: Int32Array;
  /** Who shares the lead, where these are not just the eligible. */
  sharers?: Int32Array | undefined;
  now: number;
}

/** The preferences for a lead in a pool: the rule's, otherwise the pool's, with fairness at the end. */
export function preferencesFor(lead: Lead, poolId: string, policy: Policy): readonly Preference[] {
  const prefer = lead.rule?.prefer ?? policy.pools[poolId]?.prefer ?? [];
  return prefer.includes("fairness") ? prefer : [...prefer, "fairness"];
}

const repOf = ({ board, pool }: PreferenceInput, member: number): RepState =>
  board.roster.reps[pool.members[member] as number] as RepState;

/**
 * Writes the value of each of `members` into `values`, at the same index. Returns false if it does not distinguish
 * them.
 */
type FillValues = (values: Float64Array, members: Int32Array, count: number, question: PreferenceInput) => boolean;

/** Claims that differ by less are equal. Billionths of a lead. */
export const smallestClaim = 1000;

/** The value of a rep for each preference; the largest is preferred. */
const valuesFor: Record<Preference, FillValues> = {
  owner(values, members, count, question) {
    const { knownOwner } = question.lead;
    for (let n = 0; knownOwner && n < count; n++)
      values[n] = repOf(question, members[n] as number).id === knownOwner.repId ? 1 : 0;
    return knownOwner !== undefined;
  },
  "same-company"(values, members, count, question) {
    const reps = new Set(question.lead.companyReps);
    for (let n = 0; reps.size > 0 && n < count; n++)
      values[n] = reps.has(repOf(question, members[n] as number).id) ? 1 : 0;
    return reps.size > 0;
  },
  /** Whether they list something that the lead asks for, who is no specialist for what they leave open. */
  specialist(values, members, count, question) {
    const { facts } = question.lead;
    const asked = allNeeds
      .filter((need) => need !== "language")
      .map((need) => ({ list: needs[need].list, values: asksFor(need, facts).filter(Boolean).map(fold) }))
      .filter((one) => one.values.length > 0);
    for (let n = 0; asked.length > 0 && n < count; n++) {
      const rep = repOf(question, members[n] as number);
      values[n] = asked.some(({ list, values: some }) => rep[list].some((own) => some.includes(fold(own)))) ? 1 : 0;
    }
    return asked.length > 0;
  },
  "most-experienced"(values, members, count, { pool: { experience } }) {
    for (let n = 0; n < count; n++) values[n] = experience[members[n] as number] as number;
    return true;
  },
  "best-performer"(values, members, count, { board, pool }) {
    const rates = winRatesOf(board, pool);
    for (let n = 0; n < count; n++) values[n] = rates[members[n] as number] as number;
    return true;
  },
  "least-loaded"(values, members, count, { board: { open }, pool }) {
    for (let n = 0; n < count; n++) values[n] = -(open[pool.members[members[n] as number] as number] as number);
    return true;
  },
  /** How many more leads like this one the rep could take now. */
  "highest-capacity-left"(values, members, count, { board, pool, lead, policy, now }) {
    const { open, most, roster } = board;
    const ofPool = poolLimits(policy, pool.id);
    const points = pointsOf(lead, policy);
    const toClose = policy.in_flight === undefined ? undefined : timeToClose(lead, policy, board.closings);
    for (let n = 0; n < count; n++) {
      const position = pool.members[members[n] as number] as number;
      const places = (most[position] as number) - (open[position] as number);
      const within =
        roster.limited[position] === 1 || ofPool
          ? remainingWithin(roster.reps[position] as RepState, usedOf(board, position), points, now, ofPool)
          : places;
      const longest = mostInFlight(roster.reps[position] as RepState, policy);
      values[n] = Math.min(places, within, leadsInFlight(board.inFlight[position] as number, toClose, longest));
    }
    return true;
  },
  "nearest-time-zone"(values, members, count, question) {
    const zone = question.lead.facts.timeZone;
    const offset = zone === undefined ? undefined : utcOffset(zone, question.now);
    if (offset === undefined) return false;
    const { hours, scheduleOf } = question.board.roster.shifts;
    const apart = hours.map(({ timeZone }) => clocksApart(offset, utcOffset(timeZone, question.now) ?? offset + 720));
    for (let n = 0; n < count; n++)
      values[n] = -(apart[scheduleOf[question.pool.members[members[n] as number] as number] as number] as number);
    return true;
  },
  nearest(values, members, count, question) {
    const { place } = question.lead.facts;
    for (let n = 0; place && n < count; n++) {
      const from = repOf(question, members[n] as number).place;
      values[n] = from ? -distance(place, from) : Number.NEGATIVE_INFINITY;
    }
    return place !== undefined;
  },
  fairness(values, members, count, { pool, eligible, sharers = eligible }) {
    const { claims } = pool.scratch;
    const total = fillClaims(claims, pool, sharers);
    for (let n = 0; n < count; n++) {
      const member = members[n] as number;
      const priority = turnPriority(claims[member] as number, pool.weight[member] as number, total);
      // Who gets the odd billionth of a share is no reason to be first.
      values[n] = Math.round(priority / smallestClaim) * smallestClaim;
    }
    return true;
  },
};

/**
 * The value of each of `members` for a preference, the largest preferred; undefined if it does not distinguish them.
 */
export function preferenceValues(
  preference: Preference,
  members: Int32Array,
  question: PreferenceInput,
): Float64Array | undefined {
  const values = new Float64Array(members.length);
  return valuesFor[preference](values, members, members.length, question) ? values : undefined;
}

/**
 * The number of the preferred member. Each preference in turn keeps the members with the largest value; of those who
 * remain equal one is taken by the pool's name alone, so that over many pools no id comes first. Undefined if nobody is
 * eligible.
 */
export function preferred(order: readonly Preference[], question: PreferenceInput): number | undefined {
  const { survivors, values } = question.pool.scratch;
  survivors.set(question.eligible);
  let count = question.eligible.length;
  if (isBounded(order, question)) count = keepWithin(order, survivors, count, question);
  for (const preference of order) {
    if (count <= 1) break;
    if (valuesFor[preference](values, survivors, count, question)) count = keepGreatest(survivors, values, count);
  }
  return count > 0 ? survivors[question.pool.turn % count] : undefined;
}

/** Whether something before fairness orders a pool that bounds how far it may. */
const isBounded = (order: readonly Preference[], { policy, pool }: PreferenceInput): boolean =>
  order[0] !== "fairness" && policy.pools[pool.id]?.most_ahead !== undefined;

/**
 * Of these members of a pool, 1 for each who would not be too far ahead of their fair share with the lead, by number; nothing
 * where the pool sets no bound.
 */
export function withinBound(
  order: readonly Preference[],
  members: Int32Array,
  question: PreferenceInput,
): Uint8Array | undefined {
  if (!isBounded(order, question)) return undefined;
  const { policy, pool, eligible, sharers = eligible } = question;
  const least = oneLead - (policy.pools[pool.id]?.most_ahead ?? 0) * oneLead;
  const { claims } = pool.scratch;
  fillClaims(claims, pool, sharers);
  return Uint8Array.from(members, (member) => ((claims[member] as number) >= least ? 1 : 0));
}

/** Moves those who are not too far ahead to the front and returns their number; that of all where everybody is. */
function keepWithin(
  order: readonly Preference[],
  survivors: Int32Array,
  count: number,
  question: PreferenceInput,
): number {
  const within = withinBound(order, survivors.slice(0, count), question);
  let kept = 0;
  for (let n = 0; within && n < count; n++) {
    if (within[n] === 0) continue;
    survivors[kept] = survivors[n] as number;
    kept += 1;
  }
  return kept === 0 ? count : kept;
}

/** Moves the members with the largest value to the front, in order, and returns their number. */
function keepGreatest(survivors: Int32Array, values: Float64Array, count: number): number {
  let greatest = Number.NEGATIVE_INFINITY;
  let kept = 0;
  for (let n = 0; n < count; n++) {
    const value = values[n] as number;
    if (value < greatest) continue;
    if (value > greatest) {
      greatest = value;
      kept = 0;
    }
    survivors[kept] = survivors[n] as number;
    kept += 1;
  }
  return kept;
}
