import { memoize } from "../conditions/memoize.ts";
import type { Policy } from "../policy/policy.ts";
import type { RepState } from "../reps/rep.ts";
import { rosterOf } from "../reps/roster.ts";
import type { Balances, Sharer } from "./ledger.ts";
import { factorOf, faded, type LedgerChanges, withoutLeavers } from "./ledger-change.ts";
import type { Reassigned } from "./reassigned.ts";

/** A ledger as stored. */
export interface Ledger {
  /** Number of writes; 0 for a ledger that was never written. */
  version: number;
  balances: Balances;
  /** When it was last written, ISO 8601. */
  at?: string;
  /** The hour up to which it has decayed, ISO 8601; absent without decay. */
  decayedAt?: string;
  /** What is remembered of the reassignments in its pools. */
  reassigned?: Reassigned;
}

/** A ledger as of now, not written yet: decayed, without reps who left, and with the version that was read. */
export interface CurrentLedger extends Ledger {
  /** What is left of each balance that was read, as `factorOf` says it; absent where none has decayed. */
  factor?: number;
  /** The distribution of the balances of reps who left; absent if none. */
  leaving?: LedgerChanges;
}

type Pools = Pick<Policy, "pools">;

/** The name of a pool's ledger. */
export const ledgerOf = ({ pools }: Pools, pool: string): string => pools[pool]?.ledger ?? pool;

/** Ledger → its pools. */
const poolsByLedger = memoize(
  (policy: Pools): ReadonlyMap<string, readonly string[]> =>
    Map.groupBy(Object.keys(policy.pools), (pool) => ledgerOf(policy, pool)),
);

/** The pools of this ledger. */
export const poolsSharing = (policy: Pools, ledger: string): readonly string[] =>
  poolsByLedger(policy).get(ledger) ?? [];

/** The ledgers of these pools, each once. */
export const ledgersOf = (policy: Pools, pools: readonly string[]): string[] => [
  ...new Set(pools.map((pool) => ledgerOf(policy, pool))),
];

/** Pool id → all pools with the same ledger, for pools that share one. */
export const sharingIn = memoize((policy: Pools): ReadonlyMap<string, readonly string[]> => {
  const shared = [...poolsByLedger(policy).values()].filter((pools) => pools.length > 1);
  return new Map(shared.flatMap((pools) => pools.map((pool) => [pool, pools])));
});

/** The members of a ledger of these pools with their total weight, whether present or not. */
export const membersOf = (reps: readonly RepState[], pools: readonly string[]): Sharer[] =>
  reps.flatMap(({ id, pools: weights }) => {
    const weight = pools.reduce((sum, pool) => sum + Math.max(0, weights[pool] ?? 0), 0);
    return weight > 0 ? [{ repId: id, weight }] : [];
  });

/** The half-life of a ledger in minutes: the shortest of its pools; undefined without decay. */
export function halfLifeOf(policy: Pools, ledger: string): number | undefined {
  const times = poolsSharing(policy, ledger).flatMap((pool) => policy.pools[pool]?.history ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

const hour = 3_600_000;

/** The whole hours from one ISO 8601 instant to another, at least 0. */
export const hoursBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / hour));

/** The ledger decayed up to `now`, in whole hours, so that all writes within an hour see the same balances. */
export function decayed(read: Ledger, halfLife: number | undefined, now: string): CurrentLedger {
  const { decayedAt, ...rest } = read;
  if (halfLife === undefined) return rest;
  const until = new Date(Math.floor(Date.parse(now) / hour) * hour).toISOString();
  const hours = decayedAt === undefined ? 0 : hoursBetween(decayedAt, until);
  if (decayedAt !== undefined && hours === 0) return read;
  if (hours === 0) return { ...read, decayedAt: until };
  const factor = factorOf(hours, halfLife);
  return { ...read, balances: faded(read.balances, factor), decayedAt: until, factor };
}

/** The ledger as of now: decayed as the policy says, and without reps who left its pools. */
export function currentLedger(
  read: Ledger,
  name: string,
  policy: Pools,
  reps: readonly RepState[],
  now: string,
): CurrentLedger {
  const ledger = decayed(read, halfLifeOf(policy, name), now);
  const pools = poolsSharing(policy, name);
  if (!hasLeavers(ledger.balances, reps, pools)) return ledger;
  const left = withoutLeavers(ledger.balances, membersOf(reps, pools));
  if (!left) return ledger;
  return { ...ledger, balances: left.balances, ...(left.changes.size > 0 && { leaving: left.changes }) };
}

/**
 * Pool id → its ledger as of now, for the ledgers in `read` (by name) and the pools of `policy`. Pools that share a
 * ledger get the same object. Members and decay come from the `active` policy, or from `policy` if the active one no
 * longer has the ledger.
 */
export function currentLedgers(
  read: ReadonlyMap<string, Ledger>,
  policy: Pools,
  reps: readonly RepState[],
  now: string,
  active: Pools = policy,
): Map<string, CurrentLedger> {
  const byPool = new Map<string, CurrentLedger>();
  for (const [name, ledger] of read) {
    const pools = poolsSharing(policy, name);
    if (pools.length === 0) continue;
    const keeper = poolsSharing(active, name).length > 0 ? active : policy;
    const current = currentLedger(ledger, name, keeper, reps, now);
    for (const pool of pools) byPool.set(pool, current);
  }
  return byPool;
}

/** The balances of these ledgers, by the same key. */
export const balancesIn = (ledgers: ReadonlyMap<string, Ledger>): Map<string, Balances> =>
  new Map([...ledgers].map(([name, { balances }]) => [name, balances]));

/** What is remembered of reassignments in these ledgers, by the same key. */
export const reassignedIn = (ledgers: ReadonlyMap<string, Ledger>): Map<string, Reassigned> =>
  new Map([...ledgers].flatMap(([name, { reassigned }]) => (reassigned ? [[name, reassigned]] : [])));

/** Whether a rep outside the pools has a balance. Called for each lead, so it builds no list of members. */
function hasLeavers(balances: Balances, reps: readonly RepState[], pools: readonly string[]): boolean {
  const roster = rosterOf(reps);
  return Object.keys(balances).some((repId) => {
    const position = roster.positionOf.get(repId);
    const weights = position === undefined ? undefined : roster.reps[position]?.pools;
    return !weights || pools.every((pool) => !((weights[pool] ?? 0) > 0));
  });
}
