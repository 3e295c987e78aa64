import type { Offer } from "../routing/lead/lead.ts";
import {
  beforeAct,
  changesOf,
  entryOf,
  type JournalEntry,
  type LedgerAct,
  replayed,
  sameBalances,
} from "../routing/ledger/journal.ts";
import { type Balances, oneLead } from "../routing/ledger/ledger.ts";
import { applyChanges } from "../routing/ledger/ledger-change.ts";
import type { CurrentLedger, Ledger } from "../routing/ledger/stored-ledger.ts";
import type { Rep } from "../routing/reps/rep.ts";

/** What can change a rep's balance. Each is summed over a receipt; with the balance at its beginning they make up that at its end. */
export const amountNames = ["shares", "offers", "credits", "corrections", "handedOn", "faded"] as const;
/** Billionths of a lead. */
type Amounts = Record<(typeof amountNames)[number], number>;

/** A ledger with its journal, as it is kept, and as it is at the receipt's end. */
export interface Book {
  name: string;
  /** Its pools. */
  pools: readonly string[];
  stored: Ledger;
  current: CurrentLedger;
  /** All since the receipt's beginning, with those before them from an opening on. */
  entries: readonly JournalEntry[];
}

/** What became of an offer, from its lead. */
export type Told = Pick<Offer, "repId" | "pool" | "outcome" | "why"> & {
  /** The person and their company, legible. */
  who?: string;
};

type WithoutChanges<Act> = Act extends unknown ? Omit<Act, "changes"> : never;

/** What one entry of the journal changed for the rep. */
export interface ReceiptLine {
  /** The entry's number; absent for what has faded or was handed on since the last one, which the next one will say. */
  number?: number;
  at: string;
  amounts: Amounts;
  /** The rep's balance after it. */
  balance: number;
  act:
    | ({ kind: "offer"; mine: boolean; among: number; weight: number; told?: Told } & Pick<
        LedgerAct & { kind: "offer" },
        "leadId" | "attempt" | "pool" | "chosen" | "claimed" | "byLead" | "prefer"
      >)
    | WithoutChanges<Exclude<LedgerAct, { kind: "offer" }>>;
}

/** How many leads of a pool the rep had a share of, what that came to, and what became of those that they were offered. */
export interface PoolSum {
  pool: string;
  leads: number;
  shares: number;
  offers: number;
  outcomes: Partial<Record<NonNullable<Offer["outcome"]> | "open" | "unknown", number>>;
  credited: number;
}

/** What a rep was owed and got in one ledger. Balances are above 0 for who is owed leads. */
export interface LedgerReceipt {
  ledger: string;
  pools: PoolSum[];
  opening: number;
  sums: Amounts;
  closing: number;
  lines: ReceiptLine[];
  /** The journal begins after the receipt does: with this entry, since older ones are not kept. */
  keptSince?: string;
  /** The ledger's version, and whether its journal comes to its balances to the last billionth. */
  version: number;
  balanced: boolean;
}

/** A rep's fairness receipt. `from` and `to` are ISO 8601; `to` is not part of it. */
export interface Receipt {
  repId: string;
  from: string;
  to: string;
  ledgers: LedgerReceipt[];
}

/** The key of an offer in a receipt's map of offers. */
export const offerKey = (leadId: string, attempt: number): string => `${leadId} ${attempt}`;

/** The offers to the rep, or credited back to them, of which a receipt tells: leads by id. */
export function leadsTold(repId: string, books: readonly Book[], from: string, to: string): string[] {
  const acts = books.flatMap(({ entries }) => between(entries, from, to).map(({ act }) => act));
  return [
    ...new Set(
      acts.flatMap((act) => {
        if (act.kind === "offer") return act.chosen === repId ? [act.leadId] : [];
        return act.kind === "credit-back" && act.changes[repId] !== undefined ? [act.leadId] : [];
      }),
    ),
  ];
}

/**
 * The receipt of a rep. @param offers what became of them, by `offerKey` @param now ISO 8601; a receipt that ends then
 * or later tells what the next entry will say as well
 */
export function receiptOf(
  repId: string,
  books: readonly Book[],
  offers: ReadonlyMap<string, Told>,
  { from, to, now }: { from: string; to: string; now: string },
): Receipt {
  return { repId, from, to, ledgers: books.map((book) => ledgerReceipt(repId, book, offers, from, to, now)) };
}

/** The ledgers of which a rep's receipt has something to say: those that they are in, or that changed or held something. */
export const receiptFor = ({ pools: own }: Pick<Rep, "pools">, receipt: Receipt): Receipt => ({
  ...receipt,
  ledgers: receipt.ledgers.filter((one) => isNews(one) || one.pools.some(({ pool }) => (own[pool] ?? 0) > 0)),
});

/** Whether anything changed for the rep, or is owed to or by them. */
export const hasNews = ({ ledgers }: Receipt): boolean => ledgers.some(isNews);
const isNews = ({ lines, opening }: LedgerReceipt): boolean => lines.length > 0 || opening !== 0;

function ledgerReceipt(
  repId: string,
  { name, pools, stored, current, entries }: Book,
  offers: ReadonlyMap<string, Told>,
  from: string,
  to: string,
  now: string,
): LedgerReceipt {
  const during = between(entries, from, to);
  const before = entries.slice(0, firstAfter(entries, from));
  // What has faded and was handed on since the last entry is written with the next one.
  const pending = to >= now && (current.factor !== undefined || current.leaving !== undefined);
  const { opening: _, ...last } = entryOf(current, { kind: "upkeep" }, now);
  const told = pending ? [...during, last] : during;
  const [first] = entries;
  const late = before.length === 0 && first !== undefined && first.number > 1;
  let balances = late ? (first.opening ?? {}) : replayed(before);
  const opening = balances[repId] ?? 0;
  const lines: ReceiptLine[] = [];
  for (const entry of told) {
    const line = lineOf(repId, entry, balances, offers);
    balances = afterEntry(entry, balances);
    const number = entry === last ? {} : { number: entry.number };
    if (line) lines.push({ ...number, ...line, balance: balances[repId] ?? 0 });
  }
  const sums = Object.fromEntries(
    amountNames.map((amount) => [amount, lines.reduce((sum, { amounts }) => sum + amounts[amount], 0)]),
  ) as Amounts;
  return {
    ledger: name,
    pools: poolSums(pools, lines, offers),
    opening,
    sums,
    closing: opening + amountNames.reduce((sum, amount) => sum + sums[amount], 0),
    lines,
    ...(late && { keptSince: first.at }),
    version: stored.version,
    balanced:
      sameBalances(replayed(entries), stored.balances) && entries.at(-1)?.number === (stored.version || undefined),
  };
}

const firstAfter = (entries: readonly JournalEntry[], at: string): number => {
  const found = entries.findIndex((entry) => entry.at >= at);
  return found < 0 ? entries.length : found;
};

/** The entries from the first that is not before `from` up to the first that is not before `to`. */
const between = (entries: readonly JournalEntry[], from: string, to: string): readonly JournalEntry[] =>
  entries.slice(firstAfter(entries, from), firstAfter(entries, to));

const afterEntry = (entry: JournalEntry, balances: Balances): Balances =>
  applyChanges(beforeAct(entry, balances), changesOf(entry.act));

/** What an entry changed for the rep; undefined where that is nothing, and they had no part in it. */
function lineOf(
  repId: string,
  entry: JournalEntry,
  balances: Balances,
  offers: ReadonlyMap<string, Told>,
): Omit<ReceiptLine, "number" | "balance"> | undefined {
  const { at, act, left = {} } = entry;
  const handedOn = left[repId] ?? 0;
  const faded = (beforeAct(entry, balances)[repId] ?? 0) - (balances[repId] ?? 0) - handedOn;
  const none = { shares: 0, offers: 0, credits: 0, corrections: 0, handedOn, faded };
  if (act.kind === "offer") {
    const share = act.shares[repId];
    const mine = act.chosen === repId;
    if (share === undefined)
      return handedOn === 0 && faded === 0 ? undefined : { at, amounts: none, act: { kind: "upkeep" } };
    const { leadId, attempt, pool, chosen, claimed, byLead, prefer } = act;
    // The number of a customer's assignment is none of an offer.
    const told: Told | undefined = !mine
      ? undefined
      : act.customer
        ? { repId, pool, outcome: "accepted" }
        : offers.get(offerKey(leadId, attempt));
    return {
      at,
      amounts: { ...none, shares: share, offers: mine ? -oneLead : 0 },
      act: {
        ...{ kind: "offer", mine, among: Object.keys(act.shares).length, weight: act.weights?.[repId] ?? 1 },
        ...{ leadId, attempt, pool, chosen },
        ...(claimed && { claimed }),
        ...(byLead && { byLead }),
        ...(prefer && { prefer }),
        ...(told && { told }),
      },
    };
  }
  const by = changesOf(act).get(repId) ?? 0;
  if (by === 0 && handedOn === 0 && faded === 0) return undefined;
  if (act.kind === "upkeep") return { at, amounts: none, act };
  const { changes: __, ...said } = act;
  return {
    at,
    amounts: { ...none, ...(act.kind === "credit-back" ? { credits: by } : { corrections: by }) },
    act: said,
  };
}

function poolSums(
  pools: readonly string[],
  lines: readonly ReceiptLine[],
  offers: ReadonlyMap<string, Told>,
): PoolSum[] {
  const sums = new Map<string, PoolSum>();
  const sumOf = (pool: string): PoolSum => {
    const known = sums.get(pool) ?? { pool, leads: 0, shares: 0, offers: 0, outcomes: {}, credited: 0 };
    sums.set(pool, known);
    return known;
  };
  for (const pool of pools) sumOf(pool);
  for (const { act, amounts } of lines) {
    if (act.kind === "credit-back") {
      const pool = offers.get(offerKey(act.leadId, act.attempt))?.pool ?? pools[0];
      if (pool !== undefined) sumOf(pool).credited += amounts.credits;
    }
    if (act.kind !== "offer" || amounts.shares === 0) continue;
    const sum = sumOf(act.pool);
    sum.leads += 1;
    sum.shares += amounts.shares;
    if (!act.mine) continue;
    sum.offers += 1;
    const outcome = act.told ? (act.told.outcome ?? "open") : "unknown";
    sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + 1;
  }
  return [...sums.values()];
}
