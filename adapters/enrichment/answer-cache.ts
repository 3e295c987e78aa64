import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { CompanyFacts } from "../../routing/enrich.ts";

const Kept = z.object({ facts: z.record(z.string(), z.union([z.string(), z.number()])), ttl: z.number() });

const keyOf = (key: string) => ({ pk: `ANSWER#${key}`, sk: "ANSWER" });

/** Answers of providers, "nothing" among them, until they expire. */
export class AnswerCache {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The facts kept under this key, none for a kept "nothing"; undefined when nothing is kept any more at `now` (ms). */
  async answerOf(key: string, now: number): Promise<CompanyFacts | undefined> {
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key: keyOf(key) }));
    // The table may hold an expired item for days.
    const kept = Kept.safeParse(Item);
    return kept.success && kept.data.ttl * 1000 > now ? (kept.data.facts as CompanyFacts) : undefined;
  }

  /** Keeps an answer until `until` (ms). */
  async keepAnswer(key: string, facts: CompanyFacts, until: number): Promise<void> {
    await this.#client.send(
      new PutCommand({ TableName: this.#table, Item: { ...keyOf(key), facts, ttl: Math.floor(until / 1000) } }),
    );
  }
}
