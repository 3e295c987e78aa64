import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { HeldDigest } from "../../routing/lead/held-digest.ts";
import { isConflict } from "../dynamo.ts";

const Row = z.object({
  n: z.number(),
  after: z.string(),
  until: z.string(),
  claimedAt: z.string(),
  open: z.boolean(),
});

const key = { pk: "DIGEST", sk: "LAST" };

/** The last digest of held submissions: one row, replaced on condition that nobody else replaced it. */
export class DigestStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the intake. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async last(): Promise<HeldDigest | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: key, ConsistentRead: true }),
    );
    return Item && Row.parse(Item);
  }

  /** Writes the next state after `last`. False when another run was first. */
  async replace(last: HeldDigest | undefined, next: HeldDigest): Promise<boolean> {
    const unchanged = last
      ? {
          ConditionExpression: "n = :n AND claimedAt = :claimedAt AND #open = :open",
          ExpressionAttributeNames: { "#open": "open" },
          ExpressionAttributeValues: { ":n": last.n, ":claimedAt": last.claimedAt, ":open": last.open },
        }
      : { ConditionExpression: "attribute_not_exists(pk)" };
    try {
      await this.#client.send(new PutCommand({ TableName: this.#table, Item: { ...key, ...next }, ...unchanged }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}
