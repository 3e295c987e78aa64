import * as z from "zod/mini";
import type { LedgerChanges } from "../../routing/ledger/ledger-change.ts";
import type { Write } from "../dynamo.ts";

/**
 * A change of a ledger other than an offer: what, for whom, by whom and why. Stored beside the ledger, never changed.
 */
const Entry = z.object({
  kind: z.enum(["correction", "credit-back", "leaving"]),
  /** ISO 8601. */
  at: z.string(),
  by: z.string(),
  /** Idempotency key of the change. */
  id: z.optional(z.string()),
  reason: z.string(),
  /** Rep id → billionths of a lead, zero in sum; only the largest are stored, and `more` counts the others. */
  changes: z.record(z.string(), z.number()),
  more: z.optional(z.number()),
  /** The offer that was credited back. */
  leadId: z.optional(z.string()),
  attempt: z.optional(z.number()),
});
export type Entry = z.infer<typeof Entry>;

export const StoredEntry = z.extend(Entry, { number: z.number() });
export type StoredEntry = z.infer<typeof StoredEntry>;

/** The most changes that an entry stores, about 30 bytes each. */
const mostStored = 200;

/** An entry with these changes, the largest first. */
export function entryOf(entry: Omit<Entry, "changes" | "more">, changes: LedgerChanges): Entry {
  const sorted = [...changes]
    .filter(([, by]) => by !== 0)
    .sort(([a, x], [b, y]) => Math.abs(y) - Math.abs(x) || (a < b ? -1 : 1));
  const more = sorted.length - mostStored;
  return { ...entry, changes: Object.fromEntries(sorted.slice(0, mostStored)), ...(more > 0 && { more }) };
}

/** The entry of reps who left and whose balances are distributed with the next write of the ledger. */
export const leavingEntry = (changes: LedgerChanges, at: string): Entry =>
  entryOf({ kind: "leaving", at, by: "turno", reason: "no longer in the pool" }, changes);

/** The key of an entry, which cannot be a ledger's key, since names of ledgers have no capitals. */
export const entryKey = (ledger: string, number: number) => ({
  pk: `LEDGER#${ledger}#${String(number).padStart(8, "0")}`,
});

/** The write of an entry; refused if it exists, so that entries are never overwritten. */
export const entryWrite = (cursors: string, ledger: string, number: number, entry: Entry): Write => ({
  Put: {
    TableName: cursors,
    Item: { ...entryKey(ledger, number), number, ...entry },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});
