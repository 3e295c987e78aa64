import type { Closing } from "../../routing/lead/follow.ts";
import { type Lead, type Offer, openOffers } from "../../routing/lead/lead.ts";
import { move, uncounted } from "../../routing/lead/move-lead.ts";
import { applyChanges, changesBetween, creditOf, withoutLeavers } from "../../routing/ledger/ledger-change.ts";
import {
  currentLedger,
  halfLifeOf,
  hoursBetween,
  type Ledger,
  membersOf,
  poolsSharing,
} from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import type { Write } from "../dynamo.ts";
import type { LeadChange, LeadStore } from "../leads/lead-store.ts";
import { afterAct, type LedgerChange, type LedgerStore, ledgerWritesOfAll } from "../ledgers/ledger-store.ts";
import { type Freed, placeWrites } from "../reps/free-places.ts";

/** The reasons for which an offer can be credited: a fault of the lead or of the routing, not a rep's choice. */
export const creditReasons = ["invalid", "duplicate", "wrong-route"] as const;
/**
 * `withdrawn`: the person asked for nothing more while the lead was offered. `by-hand`: a manager gave it to somebody.
 * `chosen`: the person chose somebody else.
 */
type CreditReason = (typeof creditReasons)[number] | "withdrawn" | "by-hand" | "chosen";

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
  ledgers: Pick<LedgerStore, "of" | "entry">;
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
    const credits = await creditsOf(lead, [attempt], why, deps);
    if (credits.changes.size === 0) outcome = "not-charged";
    const { changes, uncounted } = credits;
    return changes.size === 0
      ? undefined
      : {
          lead: credits.lead,
          also: [
            ...writesOf(changes, deps.cursorsTable, why.at),
            ...placeWrites(deps.repsTable, {
              freed: uncounted,
              // A closing that is counted no more is taken back.
              closings: credits.lead.closed?.counted ? [] : [{ closing: lead.closed, by: -1 }],
            }),
          ],
        };
  });
  return outcome;
}

/** What is to be written for several credits: the lead, the ledgers, and the counts as a new lead that go. */
export interface Credits {
  lead: Lead;
  /** The changes of each ledger, by its name, each as the one before it left the ledger. */
  changes: Map<string, LedgerChange[]>;
  uncounted: Freed[];
}

/**
 * The credits of these offers of a lead, all in one write. Offers that cost nothing, or were credited before, are left as
 * they are. The offers of one rep are not several.
 */
export async function creditsOf(
  lead: Lead,
  attempts: readonly number[],
  why: Why,
  deps: Omit<CreditDeps, "leads">,
): Promise<Credits> {
  const offers = lead.offers.filter(({ attempt, creditedBack, charged }) => {
    return attempts.includes(attempt) && !creditedBack && charged;
  });
  const ledgers = await deps.ledgers.of(offers.flatMap(({ charged }) => charged?.ledger ?? []));
  const changes = new Map<string, LedgerChange[]>();
  const uncounted: Freed[] = [];
  let after = lead;
  for (const offer of offers) {
    const name = offer.charged?.ledger ?? "";
    const before = changes.get(name) ?? [];
    const last = before.at(-1);
    const found = last ? afterAct(last, why.at) : ledgers.get(name);
    const change = found && (await creditOn(found, lead.id, offer, why, deps));
    if (!change) continue;
    changes.set(name, [...before, change]);
    after = credited(after, offer.attempt, why);
    if (offer.countedIn?.length) uncounted.push({ repId: offer.repId, countedIn: offer.countedIn, countOnly: true });
  }
  return { lead: after, changes, uncounted };
}

/** The writes of these changes of ledgers. @param at ISO 8601 */
export const writesOf = (changes: Credits["changes"], cursors: string, at: string): Write[] =>
  [...changes.values()].flatMap((some) => ledgerWritesOfAll(cursors, some, at));

function creditability(lead: Lead, offer: Offer | undefined): CreditedBack {
  if (!offer) return "no-offer";
  if (offer.creditedBack) return "credited-before";
  return openOffers(lead).includes(offer) ? "open" : "credited";
}

function credited(lead: Lead, attempt: number, why: Why): Lead {
  const offers = lead.offers.map((one) => (one.attempt === attempt ? { ...uncounted(one), creditedBack: why } : one));
  const repId = lead.offers.find((one) => one.attempt === attempt)?.repId;
  const event = { at: why.at, event: "credited-back", attempt, ...(repId && { repId }), detail: why.reason };
  const accepted = offers.find((one) => one.attempt === attempt)?.outcome === "accepted";
  const { counted, ...closing } = lead.closed ?? {};
  // Who had what was no lead for them, neither won nor lost it.
  const uncounts = accepted && counted !== undefined && counted.repId === repId;
  return move(lead, lead.status, event, { offers, ...(uncounts && { closed: closing as Closing }) });
}

/** The change of the ledger that undoes what an offer cost; undefined where its journal holds that no more. */
async function creditOn(
  found: Ledger,
  leadId: string,
  { attempt, charged }: Offer,
  why: Why,
  { policy, reps, ledgers }: Omit<CreditDeps, "leads">,
): Promise<LedgerChange | undefined> {
  if (!charged) return undefined;
  const { ledger } = charged;
  const entry = await ledgers.entry(ledger, charged.entry);
  if (entry?.act.kind !== "offer") return undefined;
  const read = currentLedger(found, ledger, policy, reps, why.at);
  const halfLife = halfLifeOf(policy, ledger);
  const fades = halfLife !== undefined && entry.decayedAt !== undefined && read.decayedAt !== undefined;
  const hours = fades ? hoursBetween(entry.decayedAt as string, read.decayedAt as string) : 0;
  const all = applyChanges(read.balances, creditOf(entry.act, fades ? { hours, halfLife } : undefined));
  // A rep who has left the pool gets no balance again.
  const after = withoutLeavers(all, membersOf(reps, poolsSharing(policy, ledger)))?.balances ?? all;
  const changes = Object.fromEntries(changesBetween(read.balances, after));
  const { reason, by } = why;
  const act = { kind: "credit-back" as const, leadId, attempt, reason, by, changes };
  return { ledger, read, act, keep: policy.receipts.keep };
}
