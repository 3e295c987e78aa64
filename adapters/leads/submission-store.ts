import { BatchGetCommand, type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { CameFrom } from "../../routing/lead/came-from.ts";
import type { ConsentGiven } from "../../routing/lead/consents.ts";
import { Lead } from "../../routing/lead/lead.ts";
import type { Said } from "../../routing/lead/merge-lead.ts";
import { readBatch, type Write } from "../dynamo.ts";
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
  consents?: readonly ConsentGiven[];
  from?: CameFrom;
}

/** A lead, and whether a submission of that content is kept beside it already. */
export interface KeptLead {
  lead: Lead;
  isKept: boolean;
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

  /** The write that has a lead decided again to which events were added. */
  addingEvents(lead: Lead, now: string): Write {
    return newsWrite(this.#table, lead, now);
  }

  /** A lead, and whether it has a submission with this content, in one call; undefined where it is gone. @throws Contention */
  async leadWith(leadId: string, content: string): Promise<KeptLead | undefined> {
    const keys = { [this.#table]: { Keys: [leadKey(leadId), keyOf(leadId, content)], ConsistentRead: true } };
    const items = await readBatch(keys, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    const [rows = []] = Object.values(items);
    const lead = rows.find(({ sk }) => sk === leadKey(leadId).sk);
    return lead && { lead: Lead.parse(lead), isKept: rows.length > 1 };
  }

  /** The submissions of a lead, the earliest first, as they were a moment ago. */
  async of(leadId: string): Promise<Submission[]> {
    const found: (Submission & { n: number })[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :lead AND begins_with(sk, :submission)",
        ExpressionAttributeValues: { ":lead": leadKey(leadId).pk, ":submission": "SUBMISSION#" },
      },
    );
    for await (const { Items = [] } of pages) {
      for (const { pk: _, sk, ...row } of Items)
        found.push({
          ...(row as unknown as Submission & { n: number }),
          content: String(sk).slice("SUBMISSION#".length),
        });
    }
    return found.sort((one, other) => one.n - other.n);
  }
}
