import { type Lead, type Offer, openOffers } from "../../routing/lead/lead.ts";
import { move, uncounted } from "../../routing/lead/move-lead.ts";
import { applyChanges, changesBetween, creditOf, withoutLeavers } from "../../routing/ledger/ledger-change.ts";
import {
  currentLedger,
  halfLifeOf,
  hoursBetween,
  membersOf,
  poolsSharing,
} from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import type { LeadChange, LeadStore } from "../leads/lead-store.ts";
import { type LedgerStore, ledgerWrites } from "../ledgers/ledger-store.ts";
import { uncountNew } from "../reps/free-places.ts";

/** The reasons for which an offer can be credited: a fault of the lead or of the routing, not a rep's choice. */
export const creditReasons = ["invalid", "duplicate", "wrong-route"] as const;
export type CreditReason = (typeof creditReasons)[number];

/**
 * The result of a credit. `open`: the offer can still be accepted, so it is not credited. `not-charged`: it cost
 * nothing, such as an offer to a rep whom the rule names, or so long ago that the journal does not hold it any more.
 */
export type CreditedBack = "credited" | "credited-before" | "open" | "not-charged" | "no-offer";

/** Who credits the offer, when (ISO 8601), and why. */
interface Why {
  reason: CreditReason;
  by: string;
  at: string;
}

export interface CreditDeps {
  cursorsTable: string;
  repsTable: string;
  leads: LeadStore;
  ledgers: LedgerStore;
  /** The current policy and reps. */
  policy: Policy;
  reps: readonly RepState[];
}

/**
 * Credits the cost of an offer and its count as a new lead, once: the mark on the offer, the ledger and its entry are
 * one write, so repeating it changes nothing. The owner of the lead keeps it.
 * @throws LeadNotFound, Contention
 */
export async function creditBack(
  { leadId, attempt }: { leadId: string; attempt: number },
  why: Why,
  deps: CreditDeps,
): Promise<CreditedBack> {
  let outcome: CreditedBack = "no-offer";
  await deps.leads.update(leadId, async (lead): Promise<LeadChange> => {
    const offer = lead.offers.find((one) => one.attempt === attempt);
    outcome = creditability(lead, offer);
    if (!offer || outcome !== "credited") return undefined;
    const also = await writesFor(lead, offer, why, deps);
    if (!also) outcome = "not-charged";
    const { repId, countedIn = [] } = offer;
    const uncounted = countedIn.length > 0 ? [uncountNew(deps.repsTable, repId, countedIn)] : [];
    return also && { lead: credited(lead, offer, why), also: [...also, ...uncounted] };
  });
  return outcome;
}

function creditability(lead: Lead, offer: Offer | undefined): CreditedBack {
  if (!offer) return "no-offer";
  if (offer.creditedBack) return "credited-before";
  return openOffers(lead).includes(offer) ? "open" : "credited";
}

function credited(lead: Lead, offer: Offer, why: Why): Lead {
  const { attempt, repId } = offer;
  const offers = lead.offers.map((one) => (one === offer ? { ...uncounted(one), creditedBack: why } : one));
  const event = { at: why.at, event: "credited-back", attempt, repId, detail: why.reason };
  return move(lead, lead.status, event, { offers });
}

async function writesFor(lead: Lead, { attempt, charged }: Offer, why: Why, deps: CreditDeps) {
  const { policy, reps } = deps;
  if (!charged) return undefined;
  const { ledger } = charged;
  const [entry, ledgers] = await Promise.all([deps.ledgers.entry(ledger, charged.entry), deps.ledgers.of([ledger])]);
  const found = ledgers.get(ledger);
  if (entry?.act.kind !== "offer" || !found) return undefined;
  const read = currentLedger(found, ledger, policy, reps, why.at);
  const halfLife = halfLifeOf(policy, ledger);
  const fades = halfLife !== undefined && entry.decayedAt !== undefined && read.decayedAt !== undefined;
  const hours = fades ? hoursBetween(entry.decayedAt as string, read.decayedAt as string) : 0;
  const all = applyChanges(read.balances, creditOf(entry.act, fades ? { hours, halfLife } : undefined));
  // A rep who has left the pool gets no balance again.
  const after = withoutLeavers(all, membersOf(reps, poolsSharing(policy, ledger)))?.balances ?? all;
  const changes = Object.fromEntries(changesBetween(read.balances, after));
  const { reason, by, at } = why;
  const act = { kind: "credit-back" as const, leadId: lead.id, attempt, reason, by, changes };
  return ledgerWrites(deps.cursorsTable, { ledger, read, act }, at);
}
