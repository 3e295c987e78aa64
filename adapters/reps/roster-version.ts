import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";

/** The row that counts the changes of the roster. */
export const rosterVersionKey = { pk: "ROSTER", sk: "VERSION" };

/** The roster's version among the items read; 0 before the first import. */
export const rosterVersionIn = (items: readonly Record<string, unknown>[] = []): number =>
  Number(items.find(({ pk }) => pk === rosterVersionKey.pk)?.version ?? 0);

/** Makes the roster's version the next one, so that everybody reads it again. `also` goes into the same update. */
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
