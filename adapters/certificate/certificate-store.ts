import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Counts, Finding } from "./audit-lead.ts";

const Found = z.object({ kind: z.string(), of: z.string(), detail: z.string() });
const Counted = z.object({
  leads: z.record(z.string(), z.number()),
  submissions: z.number(),
  mails: z.object({ claimed: z.number(), told: z.number(), ended: z.number() }),
});

/** What an audit has come to so far; `done` once all was looked at. Times are ISO 8601. */
export const Audit = z.object({
  /** The day that it is of, UTC. */
  day: z.string(),
  startedAt: z.string(),
  counts: Counted,
  /** The first of what does not agree, and how much there is in all. */
  findings: z.array(Found),
  found: z.number(),
  /** The mails that were claimed and are still looked at. */
  uncertain: z.array(z.object({ pk: z.string(), sk: z.string() })),
  /** Up to where the table was read. */
  readTo: z.optional(z.record(z.string(), z.unknown())),
  doneAt: z.optional(z.string()),
});
export type Audit = Omit<z.infer<typeof Audit>, "counts" | "findings"> & { counts: Counts; findings: Finding[] };

/** How long certificates are kept, in seconds. */
export const certificatesKept = 400 * 86_400;
const pk = "CERTIFICATES";

/** The certificates that all leads are accounted for, one for each day. */
export class CertificateStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The audit of a day, also while it is under way. */
  async of(day: string): Promise<Audit | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { pk, sk: day }, ConsistentRead: true }),
    );
    return Item && (Audit.parse(Item) as Audit);
  }

  async keep(audit: Audit): Promise<void> {
    const ttl = Math.floor(Date.parse(audit.startedAt) / 1000) + certificatesKept;
    await this.#client.send(new PutCommand({ TableName: this.#table, Item: { pk, sk: audit.day, ...audit, ttl } }));
  }

  /** The latest certificates, at most `most`. */
  async latest(most: number): Promise<Audit[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ScanIndexForward: false,
        Limit: most,
      }),
    );
    return Items.map((item) => Audit.parse(item) as Audit);
  }
}
