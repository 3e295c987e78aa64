import { hash } from "node:crypto";
import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { isConflict } from "../dynamo.ts";
import { tokenLifetime } from "./form-token.ts";

/** Over how long submissions are counted, ms. */
const window = 3_600_000;
/** How many different submissions one form may send: a person goes back and corrects, a program goes on. */
const usesOfForm = 3;

export type Taken = { kind: "taken" } | { kind: "full"; retryAfterSeconds: number };

/** Counts who sends how much. Each limit is the condition of the write that counts, so no race passes it. */
export class IntakeLimits {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Counts one submission of `who` in the hour of `now` (ms since 1970), unless `most` are counted already. */
  async take(who: string, most: number, now: number): Promise<Taken> {
    const hour = Math.floor(now / window);
    const ends = (hour + 1) * window;
    const counted = await this.#counted({
      Key: { pk: `SENT#${who}`, sk: String(hour) },
      UpdateExpression: "ADD sent :one SET #ttl = :ttl",
      ConditionExpression: "attribute_not_exists(sent) OR sent < :most",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":one": 1, ":most": most, ":ttl": Math.ceil(ends / 1000) + 60 },
    });
    return counted ? { kind: "taken" } : { kind: "full", retryAfterSeconds: Math.ceil((ends - now) / 1000) };
  }

  /**
   * Counts a content that the form of this submission id sends, unless it has sent three others: `first` for the first of
   * its contents, however often that is sent.
   */
  async useForm(submissionId: string, content: string, now: number): Promise<"first" | "another" | "used-up"> {
    const short = content.slice(0, 22);
    const old = await this.#counted({
      Key: { pk: `FORM#${hash("sha256", submissionId, "base64url")}`, sk: "FORM" },
      UpdateExpression: "ADD contents :contents SET #ttl = :ttl, firstContent = if_not_exists(firstContent, :content)",
      ConditionExpression: "attribute_not_exists(contents) OR contains(contents, :content) OR size(contents) < :most",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: {
        ":contents": new Set([short]),
        ":content": short,
        ":most": usesOfForm,
        ":ttl": Math.ceil((now + 2 * tokenLifetime) / 1000),
      },
    });
    if (!old) return "used-up";
    return old.firstContent === short ? "first" : "another";
  }

  /** Makes an update and returns the item after it; undefined when its condition refused it. */
  async #counted(update: Omit<UpdateCommandInput, "TableName">): Promise<Record<string, unknown> | undefined> {
    try {
      const { Attributes = {} } = await this.#client.send(
        new UpdateCommand({ TableName: this.#table, ...update, ReturnValues: "ALL_NEW" }),
      );
      return Attributes;
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
  }
}
