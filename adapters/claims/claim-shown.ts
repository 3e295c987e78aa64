import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { answered } from "../../routing/lead/move-lead.ts";
import { dueAfter } from "../../routing/lead/workflow-state.ts";
import { costOf } from "../../routing/ledger/ledger-change.ts";
import { decayed, halfLifeOf, ledgerOf } from "../../routing/ledger/stored-ledger.ts";
import { isOn } from "../../routing/reps/pause.ts";
import { refusalOf } from "../../routing/reps/standing.ts";
import type { LeadChange } from "../leads/lead-store.ts";
import { type LedgerStore, ledgerWrites } from "../ledgers/ledger-store.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import type { RepStore } from "../reps/rep-store.ts";
import { capacityFor } from "../reps/set-places.ts";
import { claimLimits, takePlace } from "../reps/take-place.ts";
import { policyOf } from "./end-lead.ts";

export interface ClaimDeps {
  policies: PolicyStore;
  reps: RepStore;
  repsTable: string;
  ledgers: LedgerStore;
  cursorsTable: string;
}

/**
 * Claims a lead that is shown to several reps, for the first of them who does so. The same write takes their place and
 * charges the pool's ledger, shared by the reps of the round. Refused where the rep is paused or has no place left;
 * the lead is then still offered to the others. Somebody who claims it after their shift is at work, evidently.
 */
export async function claimShown(
  lead: Lead,
  offer: Offer,
  now: string,
  deps: ClaimDeps,
): Promise<Exclude<LeadChange, undefined> | "paused" | "full"> {
  const round = lead.offers.filter((other) => other.round === offer.round);
  const policy = await policyOf(lead, deps);
  const ledger = ledgerOf(policy, offer.pool);
  const [ledgers, ...shown] = await Promise.all([
    deps.ledgers.of([ledger]),
    ...round.map(({ repId }) => deps.reps.get(repId)),
  ]);
  const asked = shown.filter((one) => one !== undefined);
  const rep = asked.find(({ id }) => id === offer.repId);
  const found = ledgers.get(ledger);
  if (isOn(rep?.paused, now)) return "paused";
  if (!rep || !found || capacityFor(rep) === undefined) return "full";
  if (refusalOf(rep, offer, policy, now)) return "full";
  const sharers = asked
    .map(({ id, pools }) => ({ repId: id, weight: pools[offer.pool] ?? 0 }))
    .filter(({ weight }) => weight > 0);
  const within = { now, ...claimLimits(rep, rep, policy, now, offer.pool) };
  const countedIn = within.quotas?.map(({ period }) => period) ?? [];
  // A rep who left the pool since then has no balance in its ledger.
  const isCharged = sharers.some(({ repId }) => repId === rep.id);
  const read = decayed(found, halfLifeOf(policy, ledger), now);
  const { attempt, pool } = offer;
  const { keep } = policy.receipts;
  const act = () => ({
    ...{ kind: "offer" as const, leadId: lead.id, attempt, pool, claimed: true as const },
    ...costOf(sharers, rep.id),
  });
  const counted: Offer = {
    ...offer,
    ...(countedIn.length > 0 && { countedIn }),
    ...(isCharged && { charged: { ledger, entry: read.version + 1 } }),
  };
  const claimed = { ...lead, offers: lead.offers.map((other) => (other === offer ? counted : other)) };
  return {
    lead: { ...answered(claimed, attempt, "accepted", now), dueAt: dueAfter(now, 1) },
    also: [
      takePlace(deps.repsTable, offer, { ...within, answered: true }),
      ...(isCharged ? ledgerWrites(deps.cursorsTable, { ledger, read, act: act(), keep }, now) : []),
    ],
  };
}
