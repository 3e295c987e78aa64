import { randomUUID } from "node:crypto";
import { BatchGetCommand, type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Balances } from "../../routing/ledger/ledger.ts";
import type { CurrentLedger, Ledger } from "../../routing/ledger/stored-ledger.ts";
import { backOff, isConflict, readBatch, type Write } from "../dynamo.ts";
import { Contention } from "../faults.ts";
import { type Entry, entryKey, entryWrite, leavingEntry, StoredEntry } from "./ledger-entries.ts";

const LedgerItem = z.object({
  pk: z.string(),
  version: z.number(),
  balances: z.record(z.string(), z.number()),
  entries: z.optional(z.number()),
  decayedAt: z.optional(z.string()),
});

/** A change of a ledger: as it was read, and its balances after the change. */
export interface LedgerChange {
  ledger: string;
  read: CurrentLedger;
  after: Balances;
}

/**
 * The writes of a ledger with its entries; refused if the ledger has changed since it was read. The same write
 * distributes the balances of reps who left, with an entry at `at` (ISO 8601).
 */
export function ledgerWrites(
  table: string,
  { ledger, read, after }: LedgerChange,
  at: string,
  entries: readonly Entry[] = [],
): Write[] {
  const added = [...(read.leaving ? [leavingEntry(read.leaving, at)] : []), ...entries];
  const before = read.entries ?? 0;
  const count = before + added.length;
  const put: Write = {
    Put: {
      TableName: table,
      Item: {
        ...ledgerKey(ledger),
        version: read.version + 1,
        balances: after,
        ...(count > 0 && { entries: count }),
        ...(read.decayedAt !== undefined && { decayedAt: read.decayedAt }),
      },
      ...(read.version === 0
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : { ConditionExpression: "version = :read", ExpressionAttributeValues: { ":read": read.version } }),
    },
  };
  return [put, ...added.map((entry, n) => entryWrite(table, ledger, before + n + 1, entry))];
}

/** The key of a ledger. */
export const ledgerKey = (ledger: string) => ({ pk: ledger });

/** These ledgers among the items, by name. A ledger that was never written is empty, at version 0. */
export function ledgersIn(
  items: readonly Record<string, unknown>[] = [],
  names: readonly string[],
): Map<string, Ledger> {
  const ledgers = new Map<string, Ledger>(names.map((name) => [name, { version: 0, balances: {} }]));
  for (const item of items) {
    const { pk, ...ledger } = LedgerItem.parse(item);
    ledgers.set(pk, ledger);
  }
  return ledgers;
}

/** The most keys of a batch of reads. */
export const mostKeys = 100;
/** How often a change is tried when other writes of the ledger are faster. */
const tries = 12;

/** The fairness ledgers, one for each pool or for those that share one, and their entries. */
export class LedgerStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Reads these ledgers, by name. */
  async of(names: readonly string[]): Promise<Map<string, Ledger>> {
    const items = await this.#items([...new Set(names)].map(ledgerKey));
    return ledgersIn(items, names);
  }

  /**
   * Changes a ledger with optimistic locking: reads it, lets `decide` say the change and its entry, writes both, and
   * starts over when another write came first. Returns whether anything was changed. @throws Contention
   */
  async change(
    ledger: string,
    at: string,
    decide: (read: Ledger) => { read: CurrentLedger; after: Balances; entry?: Entry } | undefined,
  ): Promise<boolean> {
    const id = randomUUID();
    let seen: number | undefined;
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const stored = (await this.of([ledger])).get(ledger) as Ledger;
      const count = stored.entries ?? 0;
      seen ??= count;
      // A write that was refused as still in progress may have been applied after all.
      if (count > seen && (await this.entries(ledger, count - seen)).some((entry) => entry.id === id)) return true;
      const decided = decide(stored);
      if (!decided) return false;
      const { read, after, entry } = decided;
      const writes = ledgerWrites(this.#table, { ledger, read, after }, at, entry ? [{ ...entry, id }] : []);
      try {
        await this.#client.send(new TransactWriteCommand({ TransactItems: writes }));
        return true;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
    throw new Contention(`the ledger ${ledger} is written by many at once`);
  }

  /** The latest entries of a ledger, at most `most`, latest first. */
  async entries(ledger: string, most: number): Promise<StoredEntry[]> {
    const count = (await this.of([ledger])).get(ledger)?.entries ?? 0;
    const numbers = Array.from({ length: Math.min(most, count) }, (_, n) => count - n);
    const items = await this.#items(numbers.map((number) => entryKey(ledger, number)));
    return items.map((item) => StoredEntry.parse(item)).sort((a, b) => b.number - a.number);
  }

  async #items(keys: readonly { pk: string }[]): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for (let from = 0; from < keys.length; from += mostKeys) {
      const some = { [this.#table]: { Keys: keys.slice(from, from + mostKeys), ConsistentRead: true } };
      const found = await readBatch(some, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
      items.push(...(found[this.#table] ?? []));
    }
    return items;
  }
}
