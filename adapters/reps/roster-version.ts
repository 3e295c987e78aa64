import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";

/** The key of the row with the roster's version. */
export const rosterVersionKey = { pk: "ROSTER", sk: "VERSION" };

/** The roster's version among these items; 0 before the first import. */
export const rosterVersionIn = (items: readonly Record<string, unknown>[] = []): number =>
  Number(items.find(({ pk }) => pk === rosterVersionKey.pk)?.version ?? 0);

/**
 * Increments the roster's version, so that every process reads the roster again. `also` joins the same update
 * expression.
 */
export async function incrementRosterVersion(client: DynamoDBDocumentClient, reps: string, also = ""): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: reps,
      Key: rosterVersionKey,
      UpdateExpression: `ADD version :one ${also}`.trim(),
      ExpressionAttributeValues: { ":one": 1 },
    }),
  );
}
