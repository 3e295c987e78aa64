import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
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
