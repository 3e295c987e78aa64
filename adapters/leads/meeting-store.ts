import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Lead } from "../../routing/lead/lead.ts";
import { isConflict } from "../dynamo.ts";
import { meetingShard, meetingsKey } from "./lead-rows.ts";

/** Of which leads' meetings somebody is to be told: a row beside each, written with every change of its meetings. */
export class MeetingStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The leads with such news, at most `most`, the oldest news first. */
  async due(most: number): Promise<string[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard",
        ExpressionAttributeValues: { ":shard": meetingShard },
        Limit: most,
      }),
    );
    return Items.map(({ pk }) => String(pk).slice("LEAD#".length));
  }

  /** Notes that all is told of this lead's meetings; unless they have changed since it was read. */
  async settle({ id, rev }: Pick<Lead, "id" | "rev">): Promise<void> {
    try {
      await this.#client.send(
        new DeleteCommand({
          TableName: this.#table,
          Key: meetingsKey(id),
          ConditionExpression: "rev <= :rev",
          ExpressionAttributeValues: { ":rev": rev },
        }),
      );
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}
