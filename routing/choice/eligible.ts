import type { Lead } from "../lead/lead.ts";
import type { Need } from "../policy/needs.ts";
import type { Policy } from "../policy/policy.ts";
import {
  fitsInFlight,
  type LimitReached,
  limitReached,
  mostInFlight,
  type PoolLimits,
  poolLimits,
} from "../reps/capacity.ts";
import { pointsOf, timeToClose } from "../reps/effort.ts";
import { allMembers, hasMember, removeRep, removeUnskilled } from "../reps/member-sets.ts";
import type { RepState } from "../reps/rep.ts";
import { setClock } from "../time/shift-clock.ts";
import { type Board, type PoolBoard, pausedAt, poolBoard, usedOf } from "./board.ts";

/** Why a rep is not eligible for a lead. The reasons from `paused` on are temporary. */
export type Exclusion =
  | "inactive"
  | "already-asked"
  | Need
  | "too-much"
  | "paused"
  | "full"
  | "effort-full"
  | "in-flight"
  | QuotaFull
  | "off-shift";

/** They had as many new leads as they may in the period: in all, or from the pool. */
type QuotaFull = Exclude<LimitReached, "too-much" | "effort-full">;
const quotasFull: readonly QuotaFull[] = [
  ...(["hour-full", "day-full", "week-full", "month-full"] as const),
  ...(["pool-hour-full", "pool-day-full", "pool-week-full", "pool-month-full"] as const),
];

/** Whether the exclusion ends by itself. */
export const isTemporary = (because: Exclusion): boolean => temporary.includes(because);
const temporary: readonly Exclusion[] = ["paused", "full", "effort-full", "in-flight", ...quotasFull, "off-shift"];

const poolIn = (policy: Policy, poolId: string) => {
  const pool = policy.pools[poolId];
  if (!pool) throw new Error(`the policy has no pool "${poolId}"`);
  return pool;
};

/** Whether a pool's leads are offered in working hours only. */
export const hoursOf = (policy: Policy, poolId: string): "on-shift" | "at-any-time" =>
  policy.pools[poolId]?.hours === "any" ? "at-any-time" : "on-shift";

/** Somebody who is away for longer shares no lead of a pool with equal counts. Milliseconds. */
const longestAway = 4 * 86_400_000;

/**
 * The members who share a lead of the pool, of whom some are eligible: these, or with equal counts all whom the lead suits
 * and who work again soon. Undefined where they are the eligible.
 */
export function sharersIn(
  board: Board,
  poolId: string,
  policy: Policy,
  lead: Lead,
  now: number,
  eligible: Int32Array,
): Int32Array | undefined {
  if (policy.pools[poolId]?.fairness !== "equal-counts") return undefined;
  const pool = poolBoard(board, poolId);
  const { shifts } = board.roster;
  setClock(shifts, now);
  const set = suited(board, pool, poolId, policy, lead);
  const able = new Set(eligible);
  return pool.members
    .map((_, member) => member)
    .filter((member) => {
      if (able.has(member)) return true;
      const position = pool.members[member] as number;
      const schedule = shifts.scheduleOf[position] as number;
      const back = Math.max(
        shifts.on[schedule] === 1 ? now : (shifts.start[schedule] as number),
        pausedAt(board, position, now),
      );
      return hasMember(set, member) && (board.most[position] as number) > 0 && back - now <= longestAway;
    });
}

/** The members who have the skills that the lead needs and were not tried before, one bit each. */
function suited(board: Board, pool: PoolBoard, poolId: string, policy: Policy, lead: Lead): Uint32Array {
  const set = allMembers(pool);
  const own = poolIn(policy, poolId);
  for (const need of own.needs) removeUnskilled(set, board.roster, pool, need, lead, own);
  for (const { repId } of lead.offers) removeRep(set, pool, board.roster.positionOf.get(repId));
  return set;
}

/**
 * The members of the pool who are eligible for this lead at `now` (epoch milliseconds), by number, in order.
 * @param atWork whether they have to be on shift: to answer now, or to meet somebody later
 */
export function eligibleIn(
  board: Board,
  poolId: string,
  policy: Policy,
  lead: Lead,
  now: number,
  atWork: "on-shift" | "at-any-time" = hoursOf(policy, poolId),
): Int32Array {
  const pool = poolBoard(board, poolId);
  const { shifts } = board.roster;
  setClock(shifts, now);
  const { members } = pool;
  const { open, most } = board;
  const { on, scheduleOf } = shifts;
  const { limited } = board.roster;
  const later = atWork === "at-any-time" ? 1 : 0;
  const ofPool = poolLimits(policy, poolId);
  const points = pointsOf(lead, policy);
  const toClose = policy.in_flight === undefined ? undefined : timeToClose(lead, policy, board.closings);
  const found = pool.scratch.survivors;
  const set = suited(board, pool, poolId, policy, lead);
  let count = 0;
  for (let word = 0; word < set.length; word++) {
    for (let bits = set[word] as number; bits !== 0; bits &= bits - 1) {
      const member = (word << 5) + 31 - Math.clz32(bits & -bits);
      const position = members[member] as number;
      if (
        (open[position] as number) < (most[position] as number) &&
        ((on[scheduleOf[position] as number] as number) | later) === 1 &&
        pausedAt(board, position, now) === 0 &&
        ((limited[position] === 0 && !ofPool) || !limitOn(board, position, points, now, ofPool)) &&
        (toClose === undefined || hasTime(board, position, toClose, policy))
      ) {
        found[count] = member;
        count += 1;
      }
    }
  }
  return found.slice(0, count);
}

/**
 * The limit, beside the number of open leads, that a lead of so many points would exceed for the rep at this position.
 */
const limitOn = (
  board: Board,
  position: number,
  points: number,
  now: number,
  ofPool: PoolLimits | undefined,
): LimitReached | undefined =>
  limitReached(board.roster.reps[position] as RepState, usedOf(board, position), points, now, ofPool);

/** Whether what the rep at this position has in flight leaves time to close one more lead. */
const hasTime = (board: Board, position: number, toClose: number | undefined, policy: Policy): boolean =>
  fitsInFlight(
    board.inFlight[position] as number,
    toClose,
    mostInFlight(board.roster.reps[position] as RepState, policy),
  );

/**
 * Why the rep at this position may not have this lead from this pool: the first reason, permanent ones before temporary
 * ones.
 */
export function exclusionOf(
  board: Board,
  position: number,
  lead: Lead,
  policy: Policy,
  now: number,
  poolId: string,
): Exclusion | undefined {
  const { roster, open, most } = board;
  setClock(roster.shifts, now);
  if ((most[position] as number) < 0) return "inactive";
  if (lead.offers.some(({ repId }) => roster.positionOf.get(repId) === position)) return "already-asked";
  const limit = limitOn(board, position, pointsOf(lead, policy), now, poolLimits(policy, poolId));
  if (limit === "too-much") return limit;
  if (pausedAt(board, position, now) > 0) return "paused";
  if ((open[position] as number) >= (most[position] as number)) return "full";
  if (limit) return limit;
  if (!hasTime(board, position, timeToClose(lead, policy, board.closings), policy)) return "in-flight";
  return roster.shifts.on[roster.shifts.scheduleOf[position] as number] === 1 ? undefined : "off-shift";
}

/** Why each member of the pool may not have this lead, by number; undefined for eligible members. */
export function exclusionsIn(
  board: Board,
  poolId: string,
  policy: Policy,
  lead: Lead,
  now: number,
): (Exclusion | undefined)[] {
  const pool = poolBoard(board, poolId);
  const own = poolIn(policy, poolId);
  const skilled = own.needs.map((need) => {
    const set = allMembers(pool);
    removeUnskilled(set, board.roster, pool, need, lead, own);
    return { need, set };
  });
  const anyTime = hoursOf(policy, poolId) === "at-any-time";
  return Array.from(pool.members, (position, member) => {
    const reason = exclusionOf(board, position, lead, policy, now, poolId);
    const because = anyTime && reason === "off-shift" ? undefined : reason;
    if (because === "inactive" || because === "already-asked") return because;
    return skilled.find(({ set }) => !hasMember(set, member))?.need ?? because;
  });
}
