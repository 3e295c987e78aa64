import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Balances } from "../routing/ledger.ts";
import { readBatch } from "./dynamo.ts";
import type { Write } from "./lead-store.ts";

const Ledger = z.object({ pk: z.string(), version: z.number(), balances: z.record(z.string(), z.number()) });
export interface PoolLedger {
  version: number;
  balances: Balances;
}

/** The write of a pool's ledger, refused when another lead of the pool was settled since it was read. */
export const ledgerWrite = (table: string, pool: string, read: PoolLedger, after: Balances): Write => ({
  Put: {
    TableName: table,
    Item: { ...ledgerKey(pool), version: read.version + 1, balances: after },
    ...(read.version === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "version = :read", ExpressionAttributeValues: { ":read": read.version } }),
  },
});

/** The key of a pool's ledger. */
export const ledgerKey = (pool: string) => ({ pk: pool });

/** The ledgers of these pools among the items read. A pool that never had a lead has an empty one at version 0. */
export function ledgersIn(
  items: readonly Record<string, unknown>[] = [],
  pools: readonly string[],
): Map<string, PoolLedger> {
  const ledgers = new Map<string, PoolLedger>(pools.map((pool) => [pool, { version: 0, balances: {} }]));
  for (const item of items) {
    const { pk, version, balances } = Ledger.parse(item);
    ledgers.set(pk, { version, balances });
  }
  return ledgers;
}

/** A batch of reads takes no more keys. */
const mostKeys = 100;

/** One fairness ledger for each pool. */
export class LedgerStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The ledgers of these pools as last written. */
  async of(pools: readonly string[]): Promise<Map<string, PoolLedger>> {
    const ledgers = new Map<string, PoolLedger>();
    const different = [...new Set(pools)];
    for (let from = 0; from < different.length; from += mostKeys) {
      const some = different.slice(from, from + mostKeys);
      const keys = { [this.#table]: { Keys: some.map(ledgerKey), ConsistentRead: true } };
      const items = await readBatch(keys, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
      for (const [pool, ledger] of ledgersIn(items[this.#table], some)) ledgers.set(pool, ledger);
    }
    return ledgers;
  }
}
