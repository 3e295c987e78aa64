import type { Lead, Offer } from "../lead/lead.ts";
import type { LedgerAct } from "../ledger/journal.ts";
import { costOf } from "../ledger/ledger-change.ts";
import { reassignmentOf } from "../ledger/reassigned.ts";
import type { Policy } from "../policy/policy.ts";
import { type Board, type Charge, sharersOf } from "./board.ts";
import { preferencesFor } from "./preferences.ts";

/** What an offer to one rep writes into the pool's ledger. `lead` is as it was before the offer. */
export function offerAct(
  charge: Charge,
  lead: Lead,
  { pool, repId, attempt, offeredAt }: Offer,
  board: Board,
  policy: Policy,
): LedgerAct {
  const prefer = preferencesFor(lead, pool, policy);
  const { reps, positionOf } = board.roster;
  const before = positionOf.get(lead.offers.at(-1)?.repId ?? "");
  const again = reassignmentOf(lead, before === undefined ? undefined : reps[before], offeredAt);
  return {
    ...{ kind: "offer" as const, leadId: lead.id, attempt, pool },
    ...(again && { again }),
    ...costOf(sharersOf(board, charge), repId),
    ...(prefer[0] !== "fairness" && { prefer: [...prefer] }),
  };
}
