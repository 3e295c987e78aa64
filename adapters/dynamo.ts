import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The document client of all stores: absent fields are left out, empty strings kept. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });

/** Whether a write was refused because its condition, or that of a part of its transaction, did not hold. */
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

/** Waits a random part of an exponentially growing time, at most `capMs` milliseconds, before try number `attempt`. */
export const backOff = (attempt: number, capMs = 400): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(capMs, 10 * 2 ** attempt)));
