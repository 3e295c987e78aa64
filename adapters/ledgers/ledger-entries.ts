import { deflateRawSync, inflateRawSync } from "node:zlib";
import { JournalEntry } from "../../routing/ledger/journal.ts";
import type { Write } from "../dynamo.ts";

/** The most lines, of a rep each and about 20 bytes, of an entry that is not compressed. */
const mostPlain = 200;

/** The key of an entry, which cannot be a ledger's key, since names of ledgers have no capitals. */
export const entryKey = (ledger: string, number: number) => ({
  pk: `LEDGER#${ledger}#${String(number).padStart(8, "0")}`,
});

/** The write of an entry, which is kept for `keep` minutes; refused if it exists, so that none is ever overwritten. */
export const entryWrite = (cursors: string, ledger: string, entry: JournalEntry, keep: number): Write => ({
  Put: {
    TableName: cursors,
    Item: {
      ...entryKey(ledger, entry.number),
      ...(linesOf(entry) > mostPlain ? { packed: deflateRawSync(JSON.stringify(entry)) } : entry),
      ttl: Math.floor(Date.parse(entry.at) / 1000) + keep * 60,
    },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** The entry that an item holds. */
export function entryIn({ packed, ...item }: Record<string, unknown>): JournalEntry {
  return JournalEntry.parse(packed instanceof Uint8Array ? JSON.parse(inflateRawSync(packed).toString()) : item);
}

const sizeOf = (amounts: object = {}): number => Object.keys(amounts).length;

const linesOf = ({ act, left, opening }: JournalEntry): number =>
  sizeOf(left) +
  sizeOf(opening) +
  (act.kind === "offer" ? sizeOf(act.shares) + sizeOf(act.weights) : 0) +
  ("changes" in act ? sizeOf(act.changes) : 0);
