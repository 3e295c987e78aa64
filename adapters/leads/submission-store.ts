import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Said } from "../../routing/lead/merge-lead.ts";
import type { Write } from "../dynamo.ts";
import { leadKey } from "./lead-rows.ts";
import { newsWrite } from "./news-row.ts";

/** One submission as it is kept beside its lead. */
export interface Submission extends Said {
  /** SHA-256 of what was sent, which tells one submission from another. */
  content: string;
  /** What its sender was told that it is called. */
  reference: string;
  /** ISO 8601 */
  at: string;
}

const keyOf = (leadId: string, content: string) => ({ pk: leadKey(leadId).pk, sk: `SUBMISSION#${content}` });

/** The submissions of leads: each a row beside its lead, whose item holds what is known from them. */
export class SubmissionStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The write that keeps a submission beside its lead; refused where the same was kept before. */
  keeping({ id, submissions }: Lead, { content, ...said }: Submission): Write {
    return {
      Put: {
        TableName: this.#table,
        Item: { ...keyOf(id, content), n: submissions, ...said },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    };
  }

  /** The writes that add a submission to a lead that there was before: it is kept, and whoever has the lead is to be told. */
  adding(lead: Lead, submission: Submission, now: string): Write[] {
    return [this.keeping(lead, submission), newsWrite(this.#table, lead, now)];
  }

  /** Whether the lead has a submission with the same content. */
  async has(leadId: string, content: string): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: keyOf(leadId, content),
        ConsistentRead: true,
        ProjectionExpression: "pk",
      }),
    );
    return Item !== undefined;
  }
}
