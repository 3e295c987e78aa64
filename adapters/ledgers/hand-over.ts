import { currentLedger, ledgersOf } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import type { LedgerStore } from "./ledger-store.ts";

/**
 * Distributes the balances of reps who left a pool now, instead of with the pool's next lead. @param told of each ledger, as it
 * was read
 * @param at ISO 8601
 */
export async function handOverLedgers(
  { ledgers, policy, reps, at }: { ledgers: LedgerStore; policy: Policy; reps: readonly RepState[]; at: string },
  told: (name: string, read: ReturnType<typeof currentLedger>) => void = () => {},
): Promise<void> {
  for (const name of ledgersOf(policy, Object.keys(policy.pools))) {
    let last: ReturnType<typeof currentLedger> | undefined;
    await ledgers.change(name, at, (kept) => {
      const read = currentLedger(kept, name, policy, reps, at);
      last = read;
      return read.leaving && { read, act: { kind: "upkeep" }, keep: policy.receipts.keep };
    });
    if (last) told(name, last);
  }
}
