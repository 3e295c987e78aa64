import { chargeWrite } from "../../adapters/claims/offer-charges.ts";
import type { Write } from "../../adapters/dynamo.ts";
import type { LeadChange } from "../../adapters/leads/lead-store.ts";
import { type LedgerStore, ledgerWrites } from "../../adapters/ledgers/ledger-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { capacityFor } from "../../adapters/reps/set-places.ts";
import { claimLimits, takePlace } from "../../adapters/reps/take-place.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { answered } from "../../routing/lead/move-lead.ts";
import { dueAfter } from "../../routing/lead/workflow-state.ts";
import { charge, type Sharer } from "../../routing/ledger/ledger.ts";
import { storedCharge } from "../../routing/ledger/ledger-change.ts";
import { decayed, halfLifeOf, type Ledger, ledgerOf } from "../../routing/ledger/stored-ledger.ts";
import { limitReached } from "../../routing/reps/capacity.ts";
import { policyFor, repWith } from "../people.ts";

export interface ClaimDeps {
  policies: PolicyStore;
  reps: RepStore;
  repsTable: string;
  ledgers: LedgerStore;
  cursorsTable: string;
  leadsTable: string;
}

/**
 * Claims a lead that is shown to several reps, for the first of them who does so. The same write takes their place and
 * charges the pool's ledger, shared by the reps of the round. Undefined if the rep has no place left; the lead is then
 * still offered to the others.
 */
export async function claimShown(lead: Lead, offer: Offer, now: string, deps: ClaimDeps): Promise<LeadChange> {
  const round = lead.offers.filter((other) => other.round === offer.round);
  const policy = await policyFor(lead, deps.policies);
  const ledger = ledgerOf(policy, offer.pool);
  const [ledgers, ...shown] = await Promise.all([
    deps.ledgers.of([ledger]),
    ...round.map(({ repId }) => repWith(repId, deps.reps)),
  ]);
  const rep = shown.find(({ id }) => id === offer.repId);
  const found = ledgers.get(ledger);
  if (!rep || !found || rep.openLeads >= (capacityFor(rep) ?? 0)) return undefined;
  const used = { effort: rep.openEffort ?? 0, given: rep.given ?? {} };
  if (limitReached(rep, used, offer.points ?? 1, Date.parse(now))) return undefined;
  const sharers = shown
    .map(({ id, pools }) => ({ repId: id, weight: pools[offer.pool] ?? 0 }))
    .filter(({ weight }) => weight > 0);
  const within = claimLimits(rep, rep, now);
  const countedIn = within.quotas?.map(({ period }) => period) ?? [];
  const counted = countedIn.length > 0 ? { ...offer, countedIn } : offer;
  const claimed = { ...lead, offers: lead.offers.map((other) => (other === offer ? counted : other)) };
  return {
    lead: { ...answered(claimed, offer.attempt, "accepted", now), dueAt: dueAfter(now, 1) },
    also: [
      takePlace(deps.repsTable, offer, { ...within, answered: true }),
      // A rep who left the pool since then has no balance in its ledger.
      ...(sharers.some(({ repId }) => repId === rep.id)
        ? paid(lead.id, offer, ledger, decayed(found, halfLifeOf(policy, ledger), now), sharers, now, deps)
        : []),
    ],
  };
}

/** The writes that charge the claim to the pool's ledger. */
function paid(
  leadId: string,
  { repId, attempt }: Offer,
  ledger: string,
  read: Ledger,
  sharers: Sharer[],
  now: string,
  { leadsTable, cursorsTable }: ClaimDeps,
): Write[] {
  const after = charge(read.balances, sharers, repId);
  return [
    ...ledgerWrites(cursorsTable, { ledger, read, after }, now),
    chargeWrite(leadsTable, leadId, attempt, storedCharge(ledger, sharers, repId, read.decayedAt)),
  ];
}
