import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";

/** How long it is remembered whose receipts of a week were mailed. Seconds. */
export const receiptsKept = 30 * 86_400;

/** The key of a week, which cannot be a ledger's key, since names of ledgers have no capitals. */
const keyOf = (week: number) => ({ pk: `RECEIPTS#${week}` });

/** Whose receipts of a week are done with, so that no run looks at them again. Each mail by itself is sent once anyway. */
export class ReceiptLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the ledgers. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The ids of the reps whose receipts of this week are done with. */
  async done(week: number): Promise<ReadonlySet<string>> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(week), ConsistentRead: true }),
    );
    return new Set(Item?.done as Set<string> | undefined);
  }

  /** Adds reps, at least one. @param now ISO 8601 */
  async add(week: number, repIds: readonly string[], now: string): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: keyOf(week),
        UpdateExpression: "ADD done :ids SET #ttl = :ttl",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: {
          ":ids": new Set(repIds),
          ":ttl": Math.floor(Date.parse(now) / 1000) + receiptsKept,
        },
      }),
    );
  }
}
