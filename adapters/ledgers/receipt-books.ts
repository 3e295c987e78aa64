import { type Book, offerKey, type Told } from "../../reports/receipt.ts";
import { currentLedger, ledgersOf, poolsSharing } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { inLanes } from "../dynamo.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import type { LedgerStore } from "./ledger-store.ts";

/** Ledgers, all of the policy's when not given, each with its journal since `from`, and as it is `now` (ISO 8601). */
export async function booksOf(
  { policy, reps, ledgers }: { policy: Policy; reps: readonly RepState[]; ledgers: LedgerStore },
  from: string,
  now: string,
  names = ledgersOf(policy, Object.keys(policy.pools)),
): Promise<Book[]> {
  const books: Book[] = [];
  for (const name of names) {
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
      if (!lead) return;
      const who = whoIs(legible(lead), 40);
      for (const offer of lead.offers) told.set(offerKey(leadId, offer.attempt), { ...offer, who });
    }),
  );
  return told;
}
