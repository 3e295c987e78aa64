import { hash } from "node:crypto";
import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Write } from "../dynamo.ts";

/** Somebody's request to act, by which a repetition of it is known. */
export interface ActRequest {
  personId: string;
  /** The `Idempotency-Key`. */
  key: string;
  /** All of it that must be the same in a repetition. */
  content: string;
  /** ISO 8601 */
  at: string;
}

/** How an act was answered. */
export interface Answered {
  status: number;
  body: Record<string, unknown>;
}

/**
 * `code`, since `status` is the key of an index, and that of leads; the answer as it is sent, since a table does not keep the
 * order of fields.
 */
const ActRow = z.object({
  code: z.number(),
  body: z.string(),
  content: z.string(),
  ttl: z.number(),
});

/** How long the answer to an act is kept, so that a repetition gets the same. Seconds. */
export const actsKept = 86_400;
const seconds = (at: string): number => Math.floor(Date.parse(at) / 1000);
const digest = (text: string): string => hash("sha256", text, "base64url");
const rowKey = ({ personId, key }: ActRequest) => ({ pk: `ACT#${personId}#${digest(key)}`, sk: "ACT" });

/** The answers to acts of the last day, each written together with the act, so that a request that comes twice acts once. */
export class ActRows {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** How this request was answered before; `another`: its key was that of another request. Undefined for a new one. */
  async answered(request: ActRequest): Promise<Answered | "another" | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: rowKey(request), ConsistentRead: true }),
    );
    const row = Item && ActRow.parse(Item);
    if (!row || row.ttl <= seconds(request.at)) return undefined;
    return row.content === digest(request.content)
      ? { status: row.code, body: JSON.parse(row.body) as Answered["body"] }
      : "another";
  }

  /** The write that keeps the answer, refused where the request was answered in the meantime. */
  keeping(request: ActRequest, { status, body }: Answered): Write {
    const row = {
      code: status,
      body: JSON.stringify(body),
      content: digest(request.content),
      ttl: seconds(request.at) + actsKept,
    };
    return {
      Put: {
        TableName: this.#table,
        Item: { ...rowKey(request), ...row },
        ConditionExpression: "attribute_not_exists(pk) OR #ttl <= :now",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ":now": seconds(request.at) },
      },
    };
  }
}
