import { hash } from "node:crypto";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { holdReasons } from "../../routing/lead/admit.ts";
import { CameFrom } from "../../routing/lead/came-from.ts";
import { ConsentGiven } from "../../routing/lead/consents.ts";
import { AsWritten, LeadFacts } from "../../routing/lead/lead.ts";
import { isConflict, type Write } from "../dynamo.ts";

/** A submission that looked automatic: no lead yet, and all that one is made of. Times are ISO 8601. */
export const Held = z.object({
  /** Of the lead that it becomes when it is released. */
  leadId: z.string(),
  /** The submission's key, of which the lead's id is made. */
  key: z.string(),
  reason: z.enum(holdReasons),
  heldAt: z.string(),
  facts: LeadFacts,
  asWritten: z.array(AsWritten),
  consentWording: z.optional(z.string()),
  consents: z.optional(z.array(ConsentGiven)),
  from: z.optional(CameFrom),
  /** Who released it: a person by name, or `a clean repetition`. */
  releasedBy: z.optional(z.string()),
});
export type Held = z.infer<typeof Held>;

/** How long a submission is held before it is removed, in days. The daily mail says of each when that is. */
export const heldForDays = 30;

/** When what was held at this time is removed. */
export const heldUntil = (heldAt: string): string =>
  new Date(Date.parse(heldAt) + heldForDays * 86_400_000).toISOString();

const heldKey = "HELD";
const releasedKey = "RELEASED";
/** The person first, so that all of theirs are found together; as a hash, so that keys say nothing of them. */
const personIn = (email: string): string => hash("sha256", email.trim().toLowerCase(), "base64url").slice(0, 16);
const sortKey = ({ facts, leadId }: Pick<Held, "facts" | "leadId">): string => `${personIn(facts.email)}#${leadId}`;

/** The submissions that are held, and those released of which no lead was made yet. */
export class HeldStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Holds a submission. False when it is held already. */
  hold(held: Held): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: this.#item(heldKey, held),
      ConditionExpression: "attribute_not_exists(pk)",
    });
    return this.#tried(() => this.#client.send(put));
  }

  /** All that are held and not expired by `now`, the oldest first; at most `most` of them, in no order before that. */
  all(now: string, most = 10_000): Promise<Held[]> {
    return this.#query(heldKey, "", now, most);
  }

  /** Those held after one time until another, the oldest first; at most `most` of them, in no order before that. */
  between({ after, until }: { after: string; until: string }, most: number): Promise<Held[]> {
    const inTime = {
      FilterExpression: "heldAt > :after AND heldAt <= :until",
      ExpressionAttributeValues: { ":after": after, ":until": until },
    };
    return this.#query(heldKey, "", until, most, inTime);
  }

  /** Those of the person with this address, the oldest first. */
  ofPerson(email: string, now: string, most: number): Promise<Held[]> {
    return this.#query(heldKey, `${personIn(email)}#`, now, most);
  }

  /** Those that were released and are not leads yet. */
  released(now: string, most: number): Promise<Held[]> {
    return this.#query(releasedKey, "", now, most);
  }

  /** Lets a held submission become a lead, in one write with `also`. False when it is not held any more. */
  release(held: Held, by: string, also: readonly Write[] = []): Promise<boolean> {
    const Key = { pk: heldKey, sk: sortKey(held) };
    const move = new TransactWriteCommand({
      TransactItems: [
        { Delete: { TableName: this.#table, Key, ConditionExpression: "attribute_exists(pk)" } },
        { Put: { TableName: this.#table, Item: this.#item(releasedKey, { ...held, releasedBy: by }) } },
        ...also,
      ],
    });
    return this.#tried(() => this.#client.send(move));
  }

  /** Removes a held submission for good, in one write with `also`. False when it is not held any more. */
  discard(held: Held, also: readonly Write[] = []): Promise<boolean> {
    const Key = { pk: heldKey, sk: sortKey(held) };
    const remove = { Delete: { TableName: this.#table, Key, ConditionExpression: "attribute_exists(pk)" } };
    const all = new TransactWriteCommand({ TransactItems: [remove, ...also] });
    return this.#tried(() => this.#client.send(all));
  }

  /** Forgets a released submission, of which there is a lead now. */
  done(held: Held): Promise<boolean> {
    const Key = { pk: releasedKey, sk: sortKey(held) };
    const remove = new DeleteCommand({ TableName: this.#table, Key, ConditionExpression: "attribute_exists(pk)" });
    return this.#tried(() => this.#client.send(remove));
  }

  #item(pk: string, held: Held) {
    // Who was released waits for a lead to be made of them, however long that takes.
    const ttl = pk === heldKey && { ttl: Math.floor(Date.parse(heldUntil(held.heldAt)) / 1000) };
    return { pk, sk: sortKey(held), ...held, ...ttl };
  }

  async #query(
    pk: string,
    prefix: string,
    now: string,
    most: number,
    { ExpressionAttributeValues, ...filter }: { FilterExpression?: string; ExpressionAttributeValues?: object } = {},
  ): Promise<Held[]> {
    const found: Held[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: `pk = :pk${prefix && " AND begins_with(sk, :prefix)"}`,
        ExpressionAttributeValues: { ":pk": pk, ...(prefix && { ":prefix": prefix }), ...ExpressionAttributeValues },
        ...filter,
        Limit: Math.min(most, 500),
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      found.push(...Items.map((item) => Held.parse(item)));
      if (found.length >= most) break;
    }
    const isKept = ({ heldAt }: Held) => pk === releasedKey || heldUntil(heldAt) > now;
    return found
      .slice(0, most)
      .filter(isKept)
      .sort((a, b) => (a.heldAt < b.heldAt ? -1 : 1));
  }

  async #tried(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}
