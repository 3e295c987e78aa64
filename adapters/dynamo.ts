import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { Contention } from "./faults.ts";

/** One write of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** The document client of all stores: absent fields are left out, empty strings kept. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });

/** Whether a write was refused by its condition or by a conflict, also of a part of a transaction. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (
    ["ConditionalCheckFailedException", "TransactionConflictException", "TransactionInProgressException"].includes(
      error.name,
    )
  ) {
    return true;
  }
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
  return (
    error.name === "TransactionCanceledException" &&
    reasons.every(({ Code }) => !Code || ["None", "ConditionalCheckFailed", "TransactionConflict"].includes(Code))
  );
}

/** Waits with exponential backoff and full jitter before try number `attempt`, at most `capMs` milliseconds. */
export const backOff = (attempt: number, capMs = 400): Promise<void> => randomDelay(Math.min(capMs, 10 * 2 ** attempt));

/** Waits for a random time of at most `ms` milliseconds. */
export const randomDelay = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * ms));

type Keys = NonNullable<BatchGetCommandInput["RequestItems"]>;

/**
 * Reads a batch and returns its items by table, in no order. Keys that DynamoDB leaves unprocessed, because the
 * response would exceed 16 MB or the table is throttled, are read again.
 * @throws Contention
 */
export async function readBatch(
  keys: Keys,
  send: (keys: Keys) => Promise<BatchGetCommandOutput>,
): Promise<Record<string, Record<string, unknown>[]>> {
  const items: Record<string, Record<string, unknown>[]> = {};
  let left: Keys = keys;
  for (let attempt = 0; attempt < 10; attempt++) {
    if (attempt > 0) await backOff(attempt);
    const { Responses = {}, UnprocessedKeys = {} } = await send(left);
    for (const [table, found] of Object.entries(Responses)) items[table] = [...(items[table] ?? []), ...found];
    if (Object.keys(UnprocessedKeys).length === 0) return items;
    left = UnprocessedKeys;
  }
  throw new Contention("the tables are too busy to be read");
}

/** Pieces of work that run at the same time. */
const lanes = 8;

/** Does all of it, a few at a time. After a failure nothing more is begun, and nothing is under way when it is thrown. */
export async function inLanes(work: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...work];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await next().catch((error: unknown) => {
        queue.length = 0;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

type Request = NonNullable<NonNullable<BatchWriteCommandInput["RequestItems"]>[string]>[number];
/** The most puts and deletes in one batch. */
const atOnce = 25;

/** Puts and deletes items without any condition, in no order, and not as one. @throws Contention */
export async function writeAll(
  client: DynamoDBDocumentClient,
  table: string,
  requests: readonly Request[],
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(requests.length / atOnce) }, (_, n) =>
    requests.slice(n * atOnce, (n + 1) * atOnce),
  );
  await inLanes(batches.map((batch) => () => writeBatch(client, table, batch)));
}

async function writeBatch(client: DynamoDBDocumentClient, table: string, batch: Request[]): Promise<void> {
  let left = batch;
  for (let attempt = 0; attempt < 10; attempt++) {
    if (attempt > 0) await backOff(attempt);
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
    left = (UnprocessedItems?.[table] as Request[] | undefined) ?? [];
    if (left.length === 0) return;
  }
  throw new Contention(`the table ${table} is too busy to be written`);
}
