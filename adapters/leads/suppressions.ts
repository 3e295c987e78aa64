import { hash } from "node:crypto";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { canonicalAddress } from "../../routing/lead/canonical-address.ts";
import type { Write } from "../dynamo.ts";

/** Why an address gets none of the mails that nobody needs. */
const suppressionReasons = ["unsubscribed", "complained", "asked"] as const;

const Suppression = z.object({
  /** Hash of the address; the address itself is not kept. */
  address: z.string(),
  /** ISO 8601. */
  at: z.string(),
  why: z.enum(suppressionReasons),
  by: z.string(),
});
export type Suppression = z.infer<typeof Suppression>;

/** The only partition of the list: a partition allows 1,000 writes a second. */
const list = "SUPPRESSED";
const keyOf = (email: string) => ({ pk: list, sk: hash("sha256", canonicalAddress(email), "base64url") });

/**
 * The addresses to which Turno mails nothing that is not about a request of theirs: who unsubscribed, complained, or had
 * it asked for. Kept for good, as hashes, without tags, dots and case, so that another spelling of a mailbox is not
 * mailed either. What a person asked for themself, such as who will call, is mailed all the same.
 */
export class Suppressions {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The part of a transaction that refuses it if the address is on the list. */
  isNotListed = (email: string): Write => ({
    ConditionCheck: { TableName: this.#table, Key: keyOf(email), ConditionExpression: "attribute_not_exists(pk)" },
  });

  /** Puts an address on the list; it stays as it is there when it is already. */
  async add(email: string, { at, why, by }: Omit<Suppression, "address">): Promise<void> {
    const { sk: address, ...key } = keyOf(email);
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: { ...key, sk: address },
        UpdateExpression:
          "SET address = :address, #at = if_not_exists(#at, :at), why = if_not_exists(why, :why), #by = if_not_exists(#by, :by)",
        ExpressionAttributeNames: { "#at": "at", "#by": "by" },
        ExpressionAttributeValues: { ":address": address, ":at": at, ":why": why, ":by": by },
      }),
    );
  }

  /** Whether and why an address is on the list. */
  async of(email: string): Promise<Suppression | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(email), ConsistentRead: true }),
    );
    return Item && Suppression.parse(Item);
  }

  /** Takes an address off the list. False when it is not on it. */
  async remove(email: string): Promise<boolean> {
    const { Attributes } = await this.#client.send(
      new DeleteCommand({ TableName: this.#table, Key: keyOf(email), ReturnValues: "ALL_OLD" }),
    );
    return Attributes !== undefined;
  }

  /** The whole list, the oldest entry first. */
  async all(): Promise<Suppression[]> {
    const found: Suppression[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :list",
        ExpressionAttributeValues: { ":list": list },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) found.push(...Items.map((item) => Suppression.parse(item)));
    return found.sort((a, b) => (a.at < b.at ? -1 : 1));
  }
}
