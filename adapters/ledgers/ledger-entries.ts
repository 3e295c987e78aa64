import * as z from "zod/mini";
import type { LedgerChanges } from "../../routing/ledger/ledger-change.ts";
import type { Write } from "../dynamo.ts";

/** A change of a ledger that was no offer: what, who for, by whom and why. Kept for good, beside the ledger. */
const Entry = z.object({
  kind: z.enum(["correction", "credit-back", "leaving"]),
  /** ISO 8601. */
  at: z.string(),
  by: z.string(),
  /** Of one change, however often it is tried. */
  id: z.optional(z.string()),
  reason: z.string(),
  /** Rep id → billionths of a lead, zero together; of many the largest, and how many `more` there were. */
  changes: z.record(z.string(), z.number()),
  more: z.optional(z.number()),
  /** The offer that was credited back. */
  leadId: z.optional(z.string()),
  attempt: z.optional(z.number()),
});
export type Entry = z.infer<typeof Entry>;

export const StoredEntry = z.extend(Entry, { number: z.number() });
export type StoredEntry = z.infer<typeof StoredEntry>;

/** Lines of an entry that are kept, some 30 bytes each. */
const mostKept = 200;

/** An entry about these changes. */
export function entryOf(entry: Omit<Entry, "changes" | "more">, changes: LedgerChanges): Entry {
  const sorted = [...changes]
    .filter(([, by]) => by !== 0)
    .sort(([a, x], [b, y]) => Math.abs(y) - Math.abs(x) || (a < b ? -1 : 1));
  const more = sorted.length - mostKept;
  return { ...entry, changes: Object.fromEntries(sorted.slice(0, mostKept)), ...(more > 0 && { more }) };
}

/** Who left handed on what they have, as whoever wrote next found. */
export const leavingEntry = (changes: LedgerChanges, at: string): Entry =>
  entryOf({ kind: "leaving", at, by: "turno", reason: "no longer in the pool" }, changes);

/** No pool's or ledger's name has capitals. */
export const entryKey = (ledger: string, number: number) => ({
  pk: `LEDGER#${ledger}#${String(number).padStart(8, "0")}`,
});

/** The write of an entry, which nothing ever overwrites. */
export const entryWrite = (cursors: string, ledger: string, number: number, entry: Entry): Write => ({
  Put: {
    TableName: cursors,
    Item: { ...entryKey(ledger, number), number, ...entry },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});
