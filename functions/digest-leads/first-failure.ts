import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";

/** From where a batch has to come again: the first of its records that one of these could not handle. */
export function firstOf(
  { Records }: Pick<DynamoDBStreamEvent, "Records">,
  responses: readonly DynamoDBBatchResponse[],
): DynamoDBBatchResponse {
  const failed = new Set(
    responses.flatMap(({ batchItemFailures }) => batchItemFailures.map((one) => one.itemIdentifier)),
  );
  const first = Records.map(({ dynamodb }) => dynamodb?.SequenceNumber).find(
    (number) => number !== undefined && failed.has(number),
  );
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
}
