import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
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
import { entryOf } from "../ledgers/ledger-entries.ts";
import { type LedgerStore, ledgerWrites } from "../ledgers/ledger-store.ts";
import { uncountNew } from "../reps/free-places.ts";
import { readCharge } from "./offer-charges.ts";

/** The reasons for which an offer can be credited: a fault of the lead or of the routing, not a rep's choice. */
export const creditReasons = ["invalid", "duplicate", "wrong-route"] as const;
export type CreditReason = (typeof creditReasons)[number];

/**
 * The result of a credit. `open`: the offer can still be accepted, so it is not credited. `not-charged`: it cost
 * nothing, such as an offer to a rep whom the rule names.
 */
export type CreditedBack = "credited" | "credited-before" | "open" | "not-charged" | "no-offer";

/** Who credits the offer, when (ISO 8601), and why. */
interface Why {
  reason: CreditReason;
  by: string;
  at: string;
}

export interface CreditDeps {
  client: DynamoDBDocumentClient;
  leadsTable: string;
  cursorsTable: string;
  repsTable: string;
  leads: LeadStore;
  ledgers: LedgerStore;
  /** The current policy and reps: a rep who has left the pool gets no balance again. */
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

async function writesFor(lead: Lead, offer: Offer, why: Why, deps: CreditDeps) {
  const { policy, reps } = deps;
  const charge = await readCharge(deps.client, deps.leadsTable, lead.id, offer);
  const found = charge && (await deps.ledgers.of([charge.ledger])).get(charge.ledger);
  if (!charge || !found) return undefined;
  const read = currentLedger(found, charge.ledger, policy, reps, why.at);
  const halfLife = halfLifeOf(policy, charge.ledger);
  const fades = halfLife !== undefined && charge.decayedAt !== undefined && read.decayedAt !== undefined;
  const hours = fades ? hoursBetween(charge.decayedAt as string, read.decayedAt as string) : 0;
  const members = membersOf(reps, poolsSharing(policy, charge.ledger));
  const undone = creditOf(charge, members, fades ? { hours, halfLife } : undefined);
  if (!undone) return undefined;
  const all = applyChanges(read.balances, undone);
  const after = withoutLeavers(all, members)?.balances ?? all;
  const about = { kind: "credit-back" as const, ...why, leadId: lead.id, attempt: offer.attempt };
  const entry = entryOf(about, changesBetween(read.balances, after));
  return ledgerWrites(deps.cursorsTable, { ledger: charge.ledger, read, after }, why.at, [entry]);
}
