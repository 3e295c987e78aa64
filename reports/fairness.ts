import { type Balances, oneLead } from "../routing/ledger/ledger.ts";
import { membersOf, poolsSharing } from "../routing/ledger/stored-ledger.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { RepState } from "../routing/reps/rep.ts";

/** What the reps of a ledger are owed, in leads; below 0 they had more than their share. */
export interface Fairness {
  ledger: string;
  pools: readonly string[];
  owed: { repId: string; leads: number }[];
  /** No balance is further from 0 by the rule alone; absent where no such bound is known. Credits and corrections add to it. */
  bound?: number;
}

/**
 * How far a ledger is from even. With n reps of equal shares, whom fairness alone orders, nobody is owed more than (n − 1) ÷ 2
 * leads (docs/fairness.md).
 */
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
  const isEven = new Set(members.map(({ weight }) => weight)).size <= 1;
  const isRuled = pools.every(
    (pool) => policy.pools[pool]?.prefer?.[0] === "fairness" && policy.pools[pool]?.fairness !== "equal-counts",
  );
  return { ledger, pools, owed, ...(isEven && isRuled && { bound: Math.max(0, (ids.size - 1) / 2) }) };
}
