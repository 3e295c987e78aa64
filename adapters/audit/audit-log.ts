import { randomUUID } from "node:crypto";
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Write } from "../dynamo.ts";

/** Who did or saw what, where no lead's story says so. Without personal data of leads. */
export const Audited = z.object({
  /** ISO 8601 */
  at: z.string(),
  /** The id of somebody of the roster. */
  by: z.string(),
  act: z.string(),
  /** The lead, or whoever of the roster it concerns. */
  lead: z.optional(z.string()),
  who: z.optional(z.string()),
  detail: z.optional(z.string()),
});
export type Audited = z.infer<typeof Audited>;

/** The earliest month that is looked into, counted back from the one asked for. */
const monthsBack = 12;
const keyOf = (month: string): string => `AUDIT#${month}`;
const monthOf = (at: string): string => at.slice(0, 7);

/** What cannot be changed and is never removed: a row for each entry, by month. */
export class AuditLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  static #written = 0;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The write of an entry, as part of the write that it tells of. */
  entry(audited: Audited): Write {
    // What is written within a millisecond keeps its order.
    const order = String(AuditLog.#written++ % 1e6).padStart(6, "0");
    const key = { pk: keyOf(monthOf(audited.at)), sk: `${audited.at} ${order}-${randomUUID()}` };
    return {
      Put: {
        TableName: this.#table,
        Item: { ...key, ...audited },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    };
  }

  /** Writes an entry by itself, before what it tells of is shown. */
  async keep(audited: Audited): Promise<void> {
    await this.#client.send(new PutCommand(this.entry(audited).Put as NonNullable<Write["Put"]>));
  }

  /**
   * The latest entries, `most` at most, of a year at most.
   * @param after the `next` of the part before, or a time (ISO 8601) before which they are looked for
   */
  async page(after: string, most: number): Promise<{ entries: Audited[]; next?: string }> {
    const entries: Audited[] = [];
    let month = monthOf(after);
    for (let n = 0; n < monthsBack; n++) {
      const { Items = [] } = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: "pk = :month AND sk < :after",
          ExpressionAttributeValues: { ":month": keyOf(month), ":after": after },
          ScanIndexForward: false,
          Limit: most - entries.length,
        }),
      );
      entries.push(...Items.map((item) => Audited.parse(item)));
      if (entries.length >= most) return { entries, next: String(Items.at(-1)?.sk) };
      month = monthBefore(month);
    }
    return { entries };
  }
}

const monthBefore = (month: string): string => {
  const [year = 0, of = 1] = month.split("-").map(Number);
  return of === 1 ? `${year - 1}-12` : `${year}-${String(of - 1).padStart(2, "0")}`;
};
