import { createHash } from "node:crypto";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { isConflict } from "../dynamo.ts";

/** How long somebody who makes a person has for it, and how long it is known whom they made. Seconds. */
const claimedFor = 60;
export const personKnownFor = 86_400;

const keyOf = (email: string) => ({
  pk: "CRM",
  sk: createHash("sha256").update(email.toLowerCase()).digest("base64url"),
});

/** Who makes a person in a CRM that could be made twice, in the table of leads, by a hash of the address. */
export class PersonClaims {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #now: () => number;

  /** `table` is that of the leads. @param now ms since 1970 */
  constructor(client: DynamoDBDocumentClient, table: string, now: () => number) {
    this.#client = client;
    this.#table = table;
    this.#now = now;
  }

  /** The person's id where somebody made or found them; "claimed" while somebody does; undefined for who may do so now. */
  async claim(email: string): Promise<number | "claimed" | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(email), ConsistentRead: true }),
    );
    const now = Math.floor(this.#now() / 1000);
    if (Item?.person !== undefined && Item.ttl > now) return Number(Item.person);
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...keyOf(email), until: now + claimedFor, ttl: now + personKnownFor },
      ConditionExpression: "attribute_not_exists(pk) OR until <= :now",
      ExpressionAttributeValues: { ":now": now },
    });
    try {
      await this.#client.send(put);
      return undefined;
    } catch (error) {
      if (!isConflict(error)) throw error;
      return "claimed";
    }
  }

  async found(email: string, person: number): Promise<void> {
    const now = Math.floor(this.#now() / 1000);
    const Item = { ...keyOf(email), person, until: now, ttl: now + personKnownFor };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }
}
