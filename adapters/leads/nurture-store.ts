import { timingSafeEqual } from "node:crypto";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Lead } from "../../routing/lead/lead.ts";
import { isConflict, type Write } from "../dynamo.ts";
import { leadKey } from "./lead-rows.ts";
import { leadIdIn, newSecret } from "./offer-link.ts";
import type { Suppressions } from "./suppressions.ts";

/** Why a lead gets no more mails of its sequence. */
const nurtureEnds = ["done", "unsubscribed", "replied", "came-back", "suppressed", "unreachable", "over"] as const;
export type NurtureEnd = (typeof nurtureEnds)[number];

const Row = z.object({
  /** ISO 8601; from here the policy counts. */
  startedAt: z.string(),
  secret: z.string(),
  /** How many mails are done with, that of the lane included. */
  sent: z.number(),
  /** When the next is to be sent. */
  dueAt: z.optional(z.string()),
  ended: z.optional(z.enum(nurtureEnds)),
});
export type Nurturing = z.infer<typeof Row>;

/** The only partition of the leads that are nurtured in the index of due rows: a partition allows 1,000 writes a second. */
const shard = "NURTURE";
const keyOf = (leadId: string) => ({ pk: leadKey(leadId).pk, sk: "NURTURE" });
/** How long a run may take to send a mail, until another takes it over. Milliseconds. */
const lease = 10 * 60_000;

/**
 * The mails to leads that no rep calls: a row beside each, with how far it is, when the next is due, and the secret of the
 * link that ends them. That secret is kept as it is, since every mail has the same link, and stopping mails is all that
 * it can do.
 */
export class NurtureStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #baseUrl: string;
  readonly #suppressions: Suppressions;

  /** `table` is that of the leads. `baseUrl` has no slash at the end. */
  constructor(client: DynamoDBDocumentClient, table: string, baseUrl: string, suppressions: Suppressions) {
    this.#client = client;
    this.#table = table;
    this.#baseUrl = baseUrl;
    this.#suppressions = suppressions;
  }

  /** The row of a lead, made when there is none. @param now ISO 8601 */
  async open(leadId: string, now: string): Promise<Nurturing> {
    const { Attributes } = await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: keyOf(leadId),
        UpdateExpression:
          "SET startedAt = if_not_exists(startedAt, :now), secret = if_not_exists(secret, :secret), sent = if_not_exists(sent, :none)",
        ExpressionAttributeValues: { ":now": now, ":secret": newSecret(), ":none": 0 },
        ReturnValues: "ALL_NEW",
      }),
    );
    return Row.parse(Attributes);
  }

  /** The row of a lead. */
  async get(leadId: string): Promise<Nurturing | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(leadId), ConsistentRead: true }),
    );
    return Item && Row.parse(Item);
  }

  /** The address at which a POST stops the mails, and a GET asks. */
  unsubscribeUrl = (leadId: string, { secret }: Nurturing): string =>
    `${this.#baseUrl}/unsubscribe/${leadId}.${secret}`;

  /** The lead whose mails a link stops; undefined where it is malformed or unknown. */
  async leadOf(link: string): Promise<string | undefined> {
    const leadId = leadIdIn(link);
    const row = leadId === undefined ? undefined : await this.get(leadId);
    if (leadId === undefined || !row) return undefined;
    const [given, known] = [link.slice(leadId.length + 1), row.secret].map((secret) => Buffer.from(secret));
    return given && known && given.length === known.length && timingSafeEqual(given, known) ? leadId : undefined;
  }

  /**
   * Takes the right to send the next mail, for some minutes: refused where the row has changed or the address is
   * suppressed, in the same write. @param now ISO 8601
   */
  async claim({ id, facts }: Lead, row: Nurturing, now: string): Promise<"mine" | "suppressed" | "not-mine"> {
    const due = new Date(Date.parse(now) + lease).toISOString();
    const unchanged = row.dueAt === undefined ? "attribute_not_exists(dueAt)" : "dueAt = :dueAt";
    const take: Write = {
      Update: {
        TableName: this.#table,
        Key: keyOf(id),
        // The mail of the lane is sent by the workflow, which goes on by itself.
        UpdateExpression: row.dueAt === undefined ? "SET triedAt = :now" : "SET triedAt = :now, dueAt = :due",
        ConditionExpression: `sent = :sent AND attribute_not_exists(ended) AND ${unchanged}`,
        ExpressionAttributeValues: {
          ":now": now,
          ":sent": row.sent,
          ...(row.dueAt !== undefined && { ":dueAt": row.dueAt, ":due": due }),
        },
      },
    };
    try {
      await this.#client.send(
        new TransactWriteCommand({ TransactItems: [take, this.#suppressions.isNotListed(facts.email)] }),
      );
      return "mine";
    } catch (error) {
      if (!isConflict(error)) throw error;
      const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
      return reasons[1]?.Code === "ConditionalCheckFailed" ? "suppressed" : "not-mine";
    }
  }

  /** The write that counts a mail as done with, and says when the next is due; none is where `dueAt` is undefined. */
  settled = (leadId: string, sent: number, dueAt: string | undefined): Write => ({
    Update: { TableName: this.#table, ...this.#settling(leadId, sent, dueAt) },
  });

  /** Counts a mail as done with, by itself. */
  async settle(leadId: string, sent: number, dueAt: string | undefined): Promise<void> {
    await this.#client.send(new UpdateCommand({ TableName: this.#table, ...this.#settling(leadId, sent, dueAt) }));
  }

  #settling(leadId: string, sent: number, dueAt: string | undefined) {
    return dueAt === undefined
      ? {
          Key: keyOf(leadId),
          UpdateExpression: "SET sent = :sent, ended = if_not_exists(ended, :done) REMOVE dueShard, dueAt",
          ExpressionAttributeValues: { ":sent": sent, ":done": "done" satisfies NurtureEnd },
        }
      : {
          Key: keyOf(leadId),
          UpdateExpression: "SET sent = :sent, dueShard = :shard, dueAt = :dueAt",
          ExpressionAttributeValues: { ":sent": sent, ":shard": shard, ":dueAt": dueAt },
        };
  }

  /** Ends the mails to a lead; the first reason stays. */
  async end(leadId: string, why: NurtureEnd): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: keyOf(leadId),
        UpdateExpression: "SET ended = if_not_exists(ended, :why) REMOVE dueShard, dueAt",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":why": why },
      }),
    );
  }

  /** The leads to whom a mail is due at `now`, at most `most`, the longest due first. */
  async due(now: string, most: number): Promise<string[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard AND dueAt <= :now",
        ExpressionAttributeValues: { ":shard": shard, ":now": now },
        Limit: most,
      }),
    );
    return Items.map(({ pk }) => String(pk).slice("LEAD#".length));
  }
}
