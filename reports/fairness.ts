import { boundOf } from "../routing/ledger/bound.ts";
import { type Balances, oneLead } from "../routing/ledger/ledger.ts";
import { membersOf, poolsSharing } from "../routing/ledger/stored-ledger.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { RepState } from "../routing/reps/rep.ts";

/** What the reps of a ledger are owed, in leads; below 0 they had more than their share. */
export interface Fairness {
  ledger: string;
  pools: readonly string[];
  owed: { repId: string; leads: number }[];
  /** No balance is further from 0 by the rule alone; absent where something comes before fairness. Credits and corrections add to it. */
  bound?: number;
}

/** How far a ledger is from even, and how far it can be (docs/fairness.md). */
export function fairnessOf(
  ledger: string,
  balances: Balances,
  { policy, reps }: { policy: Policy; reps: readonly RepState[] },
): Fairness {
  const pools = poolsSharing(policy, ledger);
  const members = membersOf(
    reps.filter(({ active, role }) => active && role === "rep"),
    pools,
  );
  const ids = new Set([...members.map(({ repId }) => repId), ...Object.keys(balances)]);
  const owed = [...ids]
    .map((repId) => ({ repId, leads: (balances[repId] ?? 0) / oneLead }))
    .toSorted((a, b) => b.leads - a.leads || (a.repId < b.repId ? -1 : 1));
  return {
    ...{ ledger, pools, owed },
    ...(isByFairness(pools, policy) && { bound: boundOf(members, ids.size) / oneLead }),
  };
}

/** Whether fairness alone orders the reps of these pools, by what each is owed. */
export const isByFairness = (pools: readonly string[], policy: Pick<Policy, "pools">): boolean =>
  pools.every(
    (pool) => policy.pools[pool]?.prefer?.[0] === "fairness" && policy.pools[pool]?.fairness !== "equal-counts",
  );
