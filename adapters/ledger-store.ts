import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Balances } from "../routing/ledger.ts";
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
    Item: { pk: pool, version: read.version + 1, balances: after },
    ...(read.version === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "version = :read", ExpressionAttributeValues: { ":read": read.version } }),
  },
});

/** One fairness ledger for each pool. A pool that never had a lead has an empty one at version 0. */
export class LedgerStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The ledgers of these pools as last written. */
  async of(pools: readonly string[]): Promise<Map<string, PoolLedger>> {
    const ledgers = new Map<string, PoolLedger>(pools.map((pool) => [pool, { version: 0, balances: {} }]));
    let keys: Record<string, unknown>[] = [...ledgers.keys()].map((pk) => ({ pk }));
    while (keys.length > 0) {
      const page = await this.#client.send(
        new BatchGetCommand({ RequestItems: { [this.#table]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of page.Responses?.[this.#table] ?? []) {
        const { pk, version, balances } = Ledger.parse(item);
        ledgers.set(pk, { version, balances });
      }
      keys = page.UnprocessedKeys?.[this.#table]?.Keys ?? [];
    }
    return ledgers;
  }
}
