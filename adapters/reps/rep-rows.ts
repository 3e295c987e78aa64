import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";

/** The key of the row that holds a rep's facts. */
export const repKey = (id: string) => ({ pk: "REP", sk: id });
export type RepRow = Record<string, unknown>;

/** Every rep's row, as it is. */
export async function readRepRows(client: DynamoDBDocumentClient, reps: string): Promise<RepRow[]> {
  const rows: RepRow[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: reps,
      KeyConditionExpression: "pk = :rep",
      ExpressionAttributeValues: { ":rep": "REP" },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) rows.push(...Items);
  return rows;
}
