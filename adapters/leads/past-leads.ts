import { BatchGetCommand, type DynamoDBDocumentClient, paginateScan, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { readStored } from "../../policy/replay/lead-fields.ts";
import { type PastLead, PastLeads } from "../../policy/replay/leads.ts";
import { syntheticKey } from "../../routing/lead/synthetic.ts";
import { readBatch } from "../dynamo.ts";
import { leadKey } from "./lead-rows.ts";

/** The attributes of a stored lead that a replay needs. Nothing else is read from the table. */
const attributes = [
  ...["id", "receivedAt", "facts", "knownOwner", "account", "samePerson", "companyReps", "ownerId", "offers"],
  ...["status", "policyVersion", "closed", "additions", "acceptedAt"],
];
const projection = {
  ProjectionExpression: attributes.map((name) => `#${name}`).join(", "),
  ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
};

/** A stored lead as a replay takes it: `spam` for one that a program submitted, which no policy decided. */
export function pastLeadIn(item: Record<string, unknown>): PastLead | "spam" | "unreadable" {
  if (item.status === "rejected" && item.policyVersion === undefined) return "spam";
  const read = readStored(item);
  if ("issues" in read || !read.receivedAt || !read.id) return "unreadable";
  const { id, receivedAt, ...lead } = read;
  return { ...lead, ref: id, receivedAt };
}

/** A scan of all items of leads, without the synthetic ones. */
const everyLead = {
  FilterExpression: "#sk = :lead AND NOT begins_with(pk, :synthetic)",
  ExpressionAttributeValues: { ":lead": "LEAD", ":synthetic": syntheticKey },
  ProjectionExpression: projection.ProjectionExpression,
  ExpressionAttributeNames: { ...projection.ExpressionAttributeNames, "#sk": "sk" },
};

/** All items of leads, page by page: one scan of the table, a read unit for each 8 kB. */
export async function* storedLeads(client: DynamoDBDocumentClient, table: string) {
  for await (const { Items = [] } of paginateScan({ client }, { ...everyLead, TableName: table })) yield Items;
}

/** How many leads one call reads. */
const atOnce = 100;

/** Past leads by their ids, each one read unit for 8 kB. */
export class PastLeadStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The leads with these ids that a replay can take, in no order. */
  async of(ids: readonly string[]): Promise<PastLead[]> {
    const parts = Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, n) =>
      ids.slice(n * atOnce, (n + 1) * atOnce),
    );
    const found = await Promise.all(parts.map((part) => this.#read(part)));
    return found.flat().flatMap((item) => {
      const lead = pastLeadIn(item);
      return typeof lead === "string" ? [] : [lead];
    });
  }

  /** All leads that a replay can take, packed: one scan of the table, a read unit for each 8 kB. */
  async all(): Promise<PastLeads> {
    const leads = new PastLeads();
    let from: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new ScanCommand({ ...everyLead, TableName: this.#table, ...(from && { ExclusiveStartKey: from }) }),
      );
      for (const item of page.Items ?? []) {
        const lead = pastLeadIn(item);
        if (typeof lead !== "string") leads.add(lead);
      }
      from = page.LastEvaluatedKey;
    } while (from);
    return leads;
  }

  async #read(ids: readonly string[]): Promise<Record<string, unknown>[]> {
    const asked = { [this.#table]: { Keys: ids.map(leadKey), ...projection } };
    const items = await readBatch(asked, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    return items[this.#table] ?? [];
  }
}
