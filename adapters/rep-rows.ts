import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";

/** The key of the row that holds a rep's facts. */
export const repKey = (id: string) => ({ pk: "REP", sk: id });
export type RepRow = Record<string, unknown>;

/** Every rep's row, as it is. */
export async function readRepRows(client: DynamoDBDocumentClient, reps: string): Promise<RepRow[]> {
  const rows: RepRow[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: reps,
        KeyConditionExpression: "pk = :rep",
        ExpressionAttributeValues: { ":rep": "REP" },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
}
