import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Message } from "../channels/message.ts";
import { isConflict } from "../dynamo.ts";
import type { LeadEvent } from "./lead-event.ts";

/** The figures of a week for a channel: an event of no lead. */
interface Digest {
  id: string;
  data: { lead: string; revision: number };
  digest: Message;
}

/** What can be told: all that is known of it as it is put out, and nothing of a person. */
export type Outgoing = LeadEvent | Digest;

/** An event that is to be told to a receiver. Times are ISO 8601. */
export interface Pending {
  hook: string;
  event: Outgoing;
  /** Since when it is tried, how often it was, and why it was not told the last time. */
  since: string;
  tries: number;
  because?: string;
  dueAt?: string;
  /** When it was given up. */
  deadAt?: string;
}

/** How long events are kept that were given up or whose receiver is no more, and it is remembered up to which one a lead's were told. Seconds. */
export const deadFor = 30 * 86_400;
export const toldFor = 3 * 86_400;

const shardOf = (hook: string): string => `HOOK#${hook}`;
const number = (revision: number): string => String(revision).padStart(8, "0");
const keyOf = (hook: string, { data }: Outgoing) => ({
  pk: shardOf(hook),
  sk: `${data.lead}#${number(data.revision)}`,
});
const toldKey = (hook: string, lead: string) => ({ pk: `HOOK-TOLD#${hook}`, sk: lead });
/** No receiver is called so. */
const knownKey = { pk: "HOOKS", sk: "#known" };
const goneKey = (hook: string) => ({ pk: "HOOKS", sk: hook });

const pendingIn = ({ pk: _, sk: __, dueShard: ___, ttl: ____, ...item }: Record<string, unknown>): Pending =>
  item as unknown as Pending;

/** The events that are to be told, in the table of leads: each until it was told or given up, in the order of each lead. */
export class Outbox {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Puts an event out, unless it is there. One for a receiver that is gone is given up at once. @param now ISO 8601 */
  async put(hook: string, event: Outgoing, now: string): Promise<void> {
    const dead = await this.isGone(hook);
    const state = dead ? { deadAt: now, because: "gone" } : { dueAt: now, dueShard: shardOf(hook) };
    // Also what is due goes some day, if its receiver is taken off the list before it was told.
    const ttl = ttlAt(now, deadFor);
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...keyOf(hook, event), hook, event, since: now, tries: 0, ttl, ...state },
      ConditionExpression: "attribute_not_exists(pk)",
    });
    await this.#client.send(put).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    });
  }

  /** The leads of which something is to be told at `now`, the longest due first; of at most `most` events. */
  async due(hook: string, now: string, most: number): Promise<string[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard AND dueAt <= :now",
        ExpressionAttributeValues: { ":shard": shardOf(hook), ":now": now },
        Limit: most,
      }),
    );
    return [...new Set(Items.map(({ sk }) => String(sk).split("#")[0] ?? ""))];
  }

  /** What is to be told of a lead, or all of a receiver's, the earliest revision first; without what was given up. */
  async pending(hook: string, lead = ""): Promise<Pending[]> {
    return (await this.#all(hook, lead)).filter(({ deadAt }) => deadAt === undefined);
  }

  /** What was given up. */
  async dead(hook: string): Promise<Pending[]> {
    return (await this.#all(hook, "")).filter(({ deadAt }) => deadAt !== undefined);
  }

  async #all(hook: string, lead: string): Promise<Pending[]> {
    const found: Pending[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: lead ? "pk = :hook AND begins_with(sk, :lead)" : "pk = :hook",
        ExpressionAttributeValues: { ":hook": shardOf(hook), ...(lead && { ":lead": `${lead}#` }) },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) found.push(...Items.map(pendingIn));
    return found;
  }

  /** Up to which revision a lead's events were told; 0 for none. */
  async toldUpTo(hook: string, lead: string): Promise<number> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: toldKey(hook, lead), ConsistentRead: true }),
    );
    return Number(Item?.revision ?? 0);
  }

  /** Notes that an event was told, and removes it. One that is told again is no step back of its lead. @param now ISO 8601 */
  async told(hook: string, event: Outgoing, now: string): Promise<void> {
    const { lead, revision } = event.data;
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...toldKey(hook, lead), revision, ttl: ttlAt(now, toldFor) },
      ConditionExpression: "attribute_not_exists(pk) OR revision < :revision",
      ExpressionAttributeValues: { ":revision": revision },
    });
    await this.#client.send(put).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    });
    await this.drop(hook, event);
  }

  async drop(hook: string, event: Outgoing): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: keyOf(hook, event) }));
  }

  /** Tries an event again at a time. @param tries how often it was tried until now */
  async later({ hook, event }: Pending, dueAt: string, tries: number, because?: string): Promise<void> {
    await this.#update(
      keyOf(hook, event),
      `SET dueAt = :due, dueShard = :shard, tries = :tries${because ? ", because = :because" : ""} REMOVE deadAt`,
      { ":due": dueAt, ":shard": shardOf(hook), ":tries": tries, ...(because && { ":because": because }) },
    );
  }

  /** Gives an event up. @param now ISO 8601 */
  async giveUp({ hook, event }: Pending, because: string, now: string): Promise<void> {
    await this.#update(
      keyOf(hook, event),
      "SET deadAt = :now, because = :because, #ttl = :ttl REMOVE dueAt, dueShard",
      { ":now": now, ":because": because, ":ttl": ttlAt(now, deadFor) },
    );
  }

  async #update(Key: object, UpdateExpression: string, values: Record<string, unknown>): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { ...Key },
      UpdateExpression,
      ConditionExpression: "attribute_exists(pk)",
      ...(UpdateExpression.includes("#ttl") && { ExpressionAttributeNames: { "#ttl": "ttl" } }),
      ExpressionAttributeValues: values,
    });
    await this.#client.send(update).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    });
  }

  /** Whether the receiver said that it is gone for good. */
  async isGone(hook: string): Promise<boolean> {
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key: goneKey(hook) }));
    return Item?.goneAt !== undefined;
  }

  async gone(hook: string, goneAt: string): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#table, Item: { ...goneKey(hook), goneAt } }));
  }

  /** Who was in the list of receivers when it was read the last time. */
  async known(): Promise<string[]> {
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key: knownKey }));
    return (Item?.ids as string[] | undefined) ?? [];
  }

  async know(ids: readonly string[]): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#table, Item: { ...knownKey, ids } }));
  }

  /** Tells a receiver again, whatever it said before: all that was given up is due. Returns how much. @param now ISO 8601 */
  async replay(hook: string, now: string): Promise<number> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: goneKey(hook) }));
    const dead = await this.dead(hook);
    for (const one of dead) {
      const key = keyOf(hook, one.event);
      await this.#update(
        key,
        "SET dueAt = :now, dueShard = :shard, since = :now, tries = :none, again = :yes, #ttl = :ttl REMOVE deadAt",
        { ":now": now, ":shard": shardOf(hook), ":none": 0, ":yes": true, ":ttl": ttlAt(now, deadFor) },
      );
    }
    return dead.length;
  }
}

const ttlAt = (now: string, seconds: number): number => Math.floor(Date.parse(now) / 1000) + seconds;
