import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
} from "@aws-sdk/lib-dynamodb";
import type { Trace } from "../../routing/explain/trace.ts";
import { Why } from "../../routing/lead/why.ts";
import { isConflict } from "../dynamo.ts";
import { leadKey } from "./lead-rows.ts";

const prefix = "TRACE#";
/** The key of the last decision without an offer; it sorts after those of the offers. */
const lastSk = `${prefix}LAST`;
const skOf = (attempt: number): string => `${prefix}${String(attempt).padStart(4, "0")}`;
const keyOf = (leadId: string, attempt: number) => ({ pk: leadKey(leadId).pk, sk: skOf(attempt) });
/** The sort key of why a lead was first offered. */
export const firstTraceSk = skOf(1);

/**
 * The store of traces: why each offer of a lead was made, and why it waits or went to the manager. They are written after
 * the lead, so a lead has none where a process ended in between.
 */
export class TraceStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Stores why an offer was made, or the first of a round; an earlier trace of it stays.
   * @param why the same in the figures of the mail to the rep
   */
  async keepOffer(leadId: string, attempt: number, trace: Trace, why?: Why): Promise<void> {
    const Item = { ...keyOf(leadId, attempt), trace, ...(why && { why }) };
    await this.#put({ TableName: this.#table, Item, ConditionExpression: "attribute_not_exists(pk)" });
  }

  /** Stores why a lead was offered to nobody, in place of the trace of an earlier such decision; a later one stays. */
  async keepLast(leadId: string, trace: Trace): Promise<void> {
    await this.#put({
      TableName: this.#table,
      Item: { pk: leadKey(leadId).pk, sk: lastSk, trace },
      ConditionExpression: "attribute_not_exists(pk) OR #trace.#at < :at",
      ExpressionAttributeNames: { "#trace": "trace", "#at": "at" },
      ExpressionAttributeValues: { ":at": trace.at },
    });
  }

  async #put(input: PutCommandInput): Promise<void> {
    try {
      await this.#client.send(new PutCommand(input));
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }

  /** Why an offer went to its rep, in figures; undefined where none were kept. */
  async whyOf(leadId: string, attempt: number): Promise<Why | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: keyOf(leadId, attempt),
        ProjectionExpression: "why",
        ConsistentRead: true,
      }),
    );
    return Item?.why && Why.parse(Item.why);
  }

  /** The traces of a lead in the order of the decisions. Traces in another format are skipped. */
  async of(leadId: string): Promise<Trace[]> {
    const traces: Trace[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :lead AND begins_with(sk, :trace)",
        ExpressionAttributeValues: { ":lead": `LEAD#${leadId}`, ":trace": prefix },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      for (const { trace } of Items) if (isTrace(trace)) traces.push(trace);
    }
    return traces.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }
}

/** Traces are stored as `traceOf` returns them; `version` is that of their format. */
const isTrace = (trace: unknown): trace is Trace =>
  typeof trace === "object" && trace !== null && "version" in trace && trace.version === 1;
