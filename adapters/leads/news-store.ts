import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Lead } from "../../routing/lead/lead.ts";
import { isConflict } from "../dynamo.ts";
import { newsKey, newsShard } from "./news-row.ts";

/**
 * Which leads something was added to: a row beside each, found by when something is to be done. It is written with the
 * addition and goes when all is done, on condition that nothing was added meanwhile.
 */
export class NewsStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The leads about which something is to be done at `now`, at most `most`, the longest due first. */
  async due(now: string, most: number): Promise<string[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard AND dueAt <= :now",
        ExpressionAttributeValues: { ":shard": newsShard, ":now": now },
        Limit: most,
      }),
    );
    return Items.map(({ pk }) => String(pk).slice("LEAD#".length));
  }

  /** Sees to it that a lead is due again at `dueAt`, or no more; unless something was added to it since. */
  async settle({ id, submissions }: Pick<Lead, "id" | "submissions">, dueAt: string | undefined): Promise<void> {
    const row = {
      TableName: this.#table,
      Key: newsKey(id),
      ConditionExpression: "n = :n",
      ExpressionAttributeValues: { ":n": submissions },
    };
    try {
      if (dueAt === undefined) await this.#client.send(new DeleteCommand(row));
      else {
        const ExpressionAttributeValues = { ...row.ExpressionAttributeValues, ":due": dueAt };
        await this.#client.send(
          new UpdateCommand({ ...row, UpdateExpression: "SET dueAt = :due", ExpressionAttributeValues }),
        );
      }
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}
