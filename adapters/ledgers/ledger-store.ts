import { randomUUID } from "node:crypto";
import { BatchGetCommand, type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { changesOf, entryOf, type JournalEntry, type LedgerAct } from "../../routing/ledger/journal.ts";
import { applyChanges } from "../../routing/ledger/ledger-change.ts";
import { Reassigned, remembering } from "../../routing/ledger/reassigned.ts";
import type { CurrentLedger, Ledger } from "../../routing/ledger/stored-ledger.ts";
import { backOff, isConflict, readBatch, type Write } from "../dynamo.ts";
import { Contention } from "../faults.ts";
import { entryIn, entryKey, entryWrite } from "./ledger-entries.ts";

const LedgerItem = z.object({
  pk: z.string(),
  version: z.number(),
  balances: z.record(z.string(), z.number()),
  at: z.optional(z.string()),
  decayedAt: z.optional(z.string()),
  reassigned: z.optional(Reassigned),
});

/** A change of a ledger, as it was read. */
export interface LedgerChange {
  ledger: string;
  read: CurrentLedger;
  act: LedgerAct;
  /** How long the entry is kept, in minutes. */
  keep: number;
  /** Idempotency key, by which the entry is recognised. */
  id?: string;
}

/**
 * The writes of a ledger with the entry of its journal, whose number is the ledger's version after it; refused if the
 * ledger has changed since it was read. The same write distributes the balances of reps who left.
 * @param at ISO 8601
 */
export function ledgerWrites(table: string, change: LedgerChange, at: string): Write[] {
  const { ledger, read, act, keep, id } = change;
  const entry = { ...entryOf(read, act, at), ...(id !== undefined && { id }) };
  return [putLedger(table, ledger, read.version, afterAct(change, at)), entryWrite(table, ledger, entry, keep)];
}

/** The ledger after a change, as it is read by a next one at the same time. */
export function afterAct({ read, act }: Pick<LedgerChange, "read" | "act">, at: string): CurrentLedger {
  const again = act.kind === "offer" ? act.again : undefined;
  const reassigned = again ? remembering(read.reassigned ?? {}, again) : read.reassigned;
  return {
    version: read.version + 1,
    balances: applyChanges(read.balances, changesOf(act)),
    at,
    ...(read.decayedAt !== undefined && { decayedAt: read.decayedAt }),
    ...(reassigned && { reassigned }),
  };
}

/** The same for several changes of one ledger, each read as the one before it left the ledger: one write of the ledger. */
export function ledgerWritesOfAll(table: string, changes: readonly LedgerChange[], at: string): Write[] {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) return [];
  const entries = changes.map(({ ledger, read, act, keep }) => entryWrite(table, ledger, entryOf(read, act, at), keep));
  return [putLedger(table, first.ledger, first.read.version, afterAct(last, at)), ...entries];
}

const putLedger = (table: string, ledger: string, before: number, after: CurrentLedger): Write => ({
  Put: {
    TableName: table,
    Item: { ...ledgerKey(ledger), ...after },
    ...(before === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "version = :read", ExpressionAttributeValues: { ":read": before } }),
  },
});

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
   * Changes a ledger with optimistic locking: reads it, lets `decide` say the act, writes ledger and entry, and
   * starts over when another write came first. Returns whether anything was changed. @throws Contention
   */
  async change(
    ledger: string,
    at: string,
    decide: (read: Ledger) => Pick<LedgerChange, "read" | "act" | "keep"> | undefined,
  ): Promise<boolean> {
    const id = randomUUID();
    let seen: number | undefined;
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const stored = (await this.of([ledger])).get(ledger) as Ledger;
      seen ??= stored.version;
      // A write that was refused as still in progress may have been applied after all.
      const since = await this.#numbered(ledger, seen + 1, stored.version);
      if (since.some((entry) => entry.id === id)) return true;
      const decided = decide(stored);
      if (!decided) return false;
      const writes = ledgerWrites(this.#table, { ledger, ...decided, id }, at);
      try {
        await this.#client.send(new TransactWriteCommand({ TransactItems: writes }));
        return true;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
    throw new Contention(`the ledger ${ledger} is written by many at once`);
  }

  /** One entry of a ledger's journal; undefined if it is not kept any more. */
  async entry(ledger: string, number: number): Promise<JournalEntry | undefined> {
    return (await this.#numbered(ledger, number, number))[0];
  }

  /** The latest entries of a ledger's journal, at most `most`, latest first. */
  async entries(ledger: string, most: number): Promise<JournalEntry[]> {
    const last = (await this.of([ledger])).get(ledger)?.version ?? 0;
    return (await this.#numbered(ledger, last - most + 1, last)).reverse();
  }

  /**
   * The ledger with its journal, earliest entry first: all since `from` (ISO 8601) and, so that the balances at that time
   * are known, those before it up to an opening. It begins later where older entries are not kept any more.
   */
  async journal(ledger: string, from: string): Promise<{ ledger: Ledger; entries: JournalEntry[] }> {
    const stored = (await this.of([ledger])).get(ledger) as Ledger;
    const entries: JournalEntry[] = [];
    for (let last = stored.version; last > 0; last -= mostKeys) {
      const page = await this.#numbered(ledger, last - mostKeys + 1, last);
      // Entries end with a time to live, in any order: those before a gap are of no use.
      const gap = page.findLastIndex(({ number }, n) => number !== last - (page.length - 1 - n));
      entries.unshift(...page.slice(gap + 1));
      if (page.length < Math.min(mostKeys, last) || gap >= 0) break;
      if (page.some(({ opening, at }) => opening && at <= from)) break;
    }
    const begin = entries.findLastIndex(({ opening, at }) => opening && at <= from);
    const first = begin >= 0 ? begin : entries.findIndex(({ opening }) => opening !== undefined);
    return { ledger: stored, entries: first < 0 ? [] : entries.slice(first) };
  }

  /** The entries of these numbers that are kept, in their order. */
  async #numbered(ledger: string, first: number, last: number): Promise<JournalEntry[]> {
    const from = Math.max(1, first);
    const keys = Array.from({ length: Math.max(0, last - from + 1) }, (_, n) => entryKey(ledger, from + n));
    return (await this.#items(keys)).map(entryIn).sort((a, b) => a.number - b.number);
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
