import { BatchGetCommand, type DynamoDBDocumentClient, paginateScan, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { readStored } from "../../policy/replay/lead-fields.ts";
import { type PastLead, PastLeads } from "../../policy/replay/leads.ts";
import { type Asked, propensitiesOf } from "../../policy/replay/propensities.ts";
import type { Trace } from "../../routing/explain/trace.ts";
import type { Offer } from "../../routing/lead/lead.ts";
import { syntheticKey } from "../../routing/lead/synthetic.ts";
import { readBatch } from "../dynamo.ts";
import { leadKey } from "./lead-rows.ts";
import { firstTraceSk } from "./trace-store.ts";

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

/** The same with why each lead was first offered, which costs no more: a scan reads all items. */
const everyLeadAndFirstOffer = {
  FilterExpression: "#sk IN (:lead, :first) AND NOT begins_with(pk, :synthetic)",
  ExpressionAttributeValues: { ...everyLead.ExpressionAttributeValues, ":first": firstTraceSk },
  ProjectionExpression: `${everyLead.ProjectionExpression}, pk, #sk, trace.rankings, trace.outcome`,
  ExpressionAttributeNames: everyLead.ExpressionAttributeNames,
};

/** All items of leads and of why they were first offered, page by page: one scan of the table, a read unit for each 8 kB. */
export async function* storedLeads(client: DynamoDBDocumentClient, table: string) {
  for await (const { Items = [] } of paginateScan({ client }, { ...everyLeadAndFirstOffer, TableName: table }))
    yield Items;
}

/** Whether an item says why a lead was first offered, and is no lead. */
export const isFirstOffer = ({ sk }: Record<string, unknown>): boolean => sk === firstTraceSk;

/** Whom leads were first offered to, and among whom, from their items and those of why, in whatever order they come. */
export class FirstOffers {
  readonly #unknown = new Set<string>();
  readonly #asked = new Map<string, Asked>();

  /** Takes an item of `storedLeads`. */
  take(item: Record<string, unknown>): void {
    if (isFirstOffer(item)) {
      const { rankings, outcome } = (item.trace ?? {}) as Partial<Pick<Trace, "rankings" | "outcome">>;
      if (outcome?.kind !== "offer" || outcome.repId === undefined || !rankings) return;
      const among = propensitiesOf(rankings, outcome.repId);
      const id = String(item.pk).slice(leadKey("").pk.length);
      this.#asked.set(id, { repId: outcome.repId, ...(among && { among }) });
    } else {
      const [first] = (item.offers ?? []) as Partial<Offer>[];
      // Of several the quickest has it; a person, or somebody by hand, chooses as they like.
      if (first?.round !== undefined || first?.byLead || first?.byHand) this.#unknown.add(String(item.id));
    }
  }

  /** @param id of the lead */
  of(id: string): Asked | undefined {
    const asked = this.#asked.get(id);
    return asked && this.#unknown.has(id) ? { repId: asked.repId } : asked;
  }
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
