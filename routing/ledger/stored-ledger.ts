import { memoize } from "../conditions/memoize.ts";
import type { Policy } from "../policy/policy.ts";
import type { RepState } from "../reps/rep.ts";
import { rosterOf } from "../reps/roster.ts";
import type { Balances, Sharer } from "./ledger.ts";
import { decay, type LedgerChanges, withoutLeavers } from "./ledger-change.ts";

/** A ledger as it is kept. */
export interface Ledger {
  /** Counts the writes; 0 for one that had none. */
  version: number;
  balances: Balances;
  /** How many entries it has: changes that were no offers. */
  entries?: number;
  /** The hour until which it has faded, ISO 8601; absent where it keeps all. */
  decayedAt?: string;
}

/** A ledger as it stands now, before it is written: with the version that was read. */
export interface CurrentLedger extends Ledger {
  /** What who left handed to the others: an entry, once this is written. Absent when nobody who was owed or owes left. */
  leaving?: LedgerChanges;
}

type Pools = Pick<Policy, "pools">;

/** The name of the ledger that a pool keeps. */
export const ledgerOf = ({ pools }: Pools, pool: string): string => pools[pool]?.ledger ?? pool;

/** Ledger → the pools that keep it. */
const keepersIn = memoize(
  (policy: Pools): ReadonlyMap<string, readonly string[]> =>
    Map.groupBy(Object.keys(policy.pools), (pool) => ledgerOf(policy, pool)),
);

/** The pools that keep this ledger. */
export const poolsSharing = (policy: Pools, ledger: string): readonly string[] => keepersIn(policy).get(ledger) ?? [];

/** The ledgers of these pools, each once. */
export const ledgersOf = (policy: Pools, pools: readonly string[]): string[] => [
  ...new Set(pools.map((pool) => ledgerOf(policy, pool))),
];

/** Pool id → all the pools that keep its ledger, for those that share one. */
export const sharingIn = memoize((policy: Pools): ReadonlyMap<string, readonly string[]> => {
  const shared = [...keepersIn(policy).values()].filter((pools) => pools.length > 1);
  return new Map(shared.flatMap((pools) => pools.map((pool) => [pool, pools])));
});

/** Those whose lines a ledger of these pools has, with the weights of all of them: absent or not. */
export const membersOf = (reps: readonly RepState[], pools: readonly string[]): Sharer[] =>
  reps.flatMap(({ id, pools: weights }) => {
    const weight = pools.reduce((sum, pool) => sum + Math.max(0, weights[pool] ?? 0), 0);
    return weight > 0 ? [{ repId: id, weight }] : [];
  });

/** After how many minutes half of a ledger is left; of pools that share it the shortest time counts. */
export function halfLifeOf(policy: Pools, ledger: string): number | undefined {
  const times = poolsSharing(policy, ledger).flatMap((pool) => policy.pools[pool]?.history ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

const hour = 3_600_000;

/** Whole hours from one ISO 8601 instant to another, at least 0. */
export const hoursBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / hour));

/** The ledger with the time that passed since: faded by whole hours, so that each write of an hour finds it alike. */
export function decayed<Kept extends Ledger>(read: Kept, halfLife: number | undefined, now: string): Kept {
  const { decayedAt, ...rest } = read;
  if (halfLife === undefined) return rest as Kept;
  const until = new Date(Math.floor(Date.parse(now) / hour) * hour).toISOString();
  const hours = decayedAt === undefined ? 0 : hoursBetween(decayedAt, until);
  if (decayedAt !== undefined && hours === 0) return read;
  return { ...read, balances: hours > 0 ? decay(read.balances, hours, halfLife) : read.balances, decayedAt: until };
}

/** The ledger as it stands now under the policy and with this roster: faded, and without those who left its pools. */
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
 * Pool id → the ledger that it keeps, as it stands now, of those among `read` (by name). Pools that share one are given
 * the same.
 */
export function currentLedgers(
  read: ReadonlyMap<string, Ledger>,
  policy: Pools,
  reps: readonly RepState[],
  now: string,
): Map<string, CurrentLedger> {
  const byPool = new Map<string, CurrentLedger>();
  for (const [name, ledger] of read) {
    const pools = poolsSharing(policy, name);
    if (pools.length === 0) continue;
    const standing = currentLedger(ledger, name, policy, reps, now);
    for (const pool of pools) byPool.set(pool, standing);
  }
  return byPool;
}

/** Their balances. */
export const balancesIn = (ledgers: ReadonlyMap<string, Ledger>): Map<string, Balances> =>
  new Map([...ledgers].map(([name, { balances }]) => [name, balances]));

/** Whether somebody has a line who is in none of the pools; asked for each lead, so without a list of the members. */
function hasLeavers(balances: Balances, reps: readonly RepState[], pools: readonly string[]): boolean {
  const roster = rosterOf(reps);
  return Object.keys(balances).some((repId) => {
    const position = roster.positionOf.get(repId);
    const weights = position === undefined ? undefined : roster.reps[position]?.pools;
    return !weights || pools.every((pool) => !((weights[pool] ?? 0) > 0));
  });
}
