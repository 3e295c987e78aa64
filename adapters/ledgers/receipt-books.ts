import { type Book, offerKey, type Told } from "../../reports/receipt.ts";
import { currentLedger, ledgersOf, poolsSharing } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { inLanes } from "../dynamo.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import type { LedgerStore } from "./ledger-store.ts";

/** The ledgers of the policy's pools, each with its journal since `from`, and as it is `now` (ISO 8601). */
export async function booksOf(
  { policy, reps, ledgers }: { policy: Policy; reps: readonly RepState[]; ledgers: LedgerStore },
  from: string,
  now: string,
): Promise<Book[]> {
  const books: Book[] = [];
  for (const name of ledgersOf(policy, Object.keys(policy.pools))) {
    const { ledger: stored, entries } = await ledgers.journal(name, from);
    const current = currentLedger(stored, name, policy, reps, now);
    books.push({ name, pools: poolsSharing(policy, name), stored, current, entries });
  }
  return books;
}

/** What became of the offers of these leads, by `offerKey`. Leads that are not kept any more are left out. */
export async function offersOf(leads: Pick<LeadStore, "get">, leadIds: readonly string[]): Promise<Map<string, Told>> {
  const told = new Map<string, Told>();
  await inLanes(
    leadIds.map((leadId) => async () => {
      const lead = await leads.get(leadId);
      for (const offer of lead?.offers ?? []) told.set(offerKey(leadId, offer.attempt), offer);
    }),
  );
  return told;
}
