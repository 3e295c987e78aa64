import { hash } from "node:crypto";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Lead } from "../../routing/lead/lead.ts";
import { type Sought, searchableOf } from "../../routing/lead/search-words.ts";
import { backOff, isConflict, type Write } from "../dynamo.ts";
import { Contention } from "../faults.ts";

/** What of a lead its rows are made of. */
type Words = Pick<Lead, "id" | "rev" | "receivedAt" | "facts">;

/** What is kept of the rows of one lead, so that those of words which it has no more are found. */
const Kept = z.object({
  rev: z.number(),
  /** When the lead was received. */
  at: z.string(),
  text: z.string(),
  /** The hashes of the beginnings that have a row. */
  prefixes: z.array(z.string()),
});
type Kept = z.infer<typeof Kept>;

/** How long it is remembered that a lead is gone, in seconds: longer than a change of it may come late. */
const rememberGone = 8 * 86_400;
/** Later than every revision of a lead. */
const gone = Number.MAX_SAFE_INTEGER;
/** How often rows are written when others write those of the same lead. */
const tries = 8;

/** How many rows one call reads, and one search at most: about a megabyte of them is never read for one word. */
const chunk = 250;
export const mostRead = 1000;

/** Keys contain no personal data: beginnings of words are hashed. */
const hashed = (prefix: string): string => hash("sha256", prefix, "base64url").slice(0, 22);
const rowKey = (prefix: string, receivedAt: string, id: string) => ({
  pk: `WORD#${prefix}`,
  sk: `${receivedAt} ${id}`,
});
/** The key of what is kept of the words of a lead. */
export const wordsKey = (id: string) => ({ pk: `WORDS#${id}`, sk: "WORDS" });

/** What is kept of a lead, and its rows. */
const keptOf = ({ rev, receivedAt, ...lead }: Words): Kept => {
  const { text, prefixes } = searchableOf(lead);
  return { rev, at: receivedAt, text, prefixes: prefixes.map(hashed) };
};
const rowsOf = (id: string, { at, text, prefixes }: Kept) =>
  prefixes.map((prefix) => ({ ...rowKey(prefix, at, id), text }));

/** All items of a lead that has none yet, for whoever writes many leads at once. */
export const wordItems = (lead: Words): object[] => {
  const kept = keptOf(lead);
  return [{ ...wordsKey(lead.id), ...kept }, ...rowsOf(lead.id, kept)];
};

/** What was found: ids of leads, the latest first, and down to when everything was read where that was not all. */
export interface FoundIds {
  ids: string[];
  lookedBackTo?: string;
}

/** The rows by which leads are found by their words. They are made of a lead alone, under its revision. */
export class WordStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Makes the rows of a lead those of its words, unless they are of the same or a later revision. Returns whether they were
   * not. A lead whose words are the same costs one write. @throws Contention
   */
  keep(lead: Words): Promise<boolean> {
    return this.#replace(lead.id, keptOf(lead));
  }

  /** Removes the rows of a lead that is kept no more; a change of it that comes later makes none. @param now ISO 8601 */
  forget(id: string, now: string): Promise<boolean> {
    const ttl = Math.floor(Date.parse(now) / 1000) + rememberGone;
    return this.#replace(id, { rev: gone, at: "", text: "", prefixes: [], ttl });
  }

  async #replace(id: string, next: Kept & { ttl?: number }): Promise<boolean> {
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const before = await this.#kept(id);
      if (before && before.rev >= next.rev) return false;
      const [kept, ...rows] = this.#writes(id, before, next);
      try {
        if (rows.length === 0) await this.#client.send(new PutCommand(kept.Put));
        else await this.#client.send(new TransactWriteCommand({ TransactItems: [kept, ...rows] }));
        return true;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
    throw new Contention(`the words of the lead ${id} are written by many at once`);
  }

  #writes(id: string, before: Kept | undefined, next: Kept): [Write & { Put: object }, ...Write[]] {
    const TableName = this.#table;
    const kept = {
      Put: {
        TableName,
        Item: { ...wordsKey(id), ...next },
        ...(before
          ? { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": before.rev } }
          : { ConditionExpression: "attribute_not_exists(pk)" }),
      },
    };
    if (before?.text === next.text && before.at === next.at) return [kept];
    const isSameTime = before?.at === next.at;
    const left = (before?.prefixes ?? []).filter((prefix) => !(isSameTime && next.prefixes.includes(prefix)));
    return [
      kept,
      ...rowsOf(id, next).map((Item): Write => ({ Put: { TableName, Item } })),
      ...left.map((prefix): Write => ({ Delete: { TableName, Key: rowKey(prefix, before?.at ?? "", id) } })),
    ];
  }

  async #kept(id: string): Promise<Kept | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: wordsKey(id), ConsistentRead: true }),
    );
    return Item && Kept.parse(Item);
  }

  /** Ids of leads with words that begin so, the latest first, about `most` at a time, until `mostRead` rows were read. */
  async *find({ prefixes, words }: Sought, most: number): AsyncGenerator<FoundIds> {
    const limit = prefixes.length === 1 ? 2 * most : 4 * most;
    const begun = await Promise.all(prefixes.map((prefix) => this.#part(hashed(prefix), words, limit)));
    // Each has all that is asked for; the one that a part of leads furthest back is the rarest.
    let part = begun.reduce((rarest, other) => (reach(other) < reach(rarest) ? other : rarest));
    let read = begun.reduce((sum, { rows }) => sum + rows, 0);
    for (;;) {
      const { ids, pk, from } = part;
      yield { ids, ...(from && { lookedBackTo: reach(part).split(" ")[0] ?? "" }) };
      if (!from || read >= mostRead) return;
      part = await this.#part(pk, words, chunk, from);
      read += part.rows;
    }
  }

  async #part(pk: string, words: readonly string[], Limit: number, after?: Record<string, unknown>): Promise<Part> {
    const { Items, LastEvaluatedKey, ScannedCount }: QueryCommandOutput = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk",
        FilterExpression: words.map((_, n) => `contains(#text, :w${n})`).join(" AND "),
        ExpressionAttributeNames: { "#text": "text" },
        ExpressionAttributeValues: {
          ":pk": rowKey(pk, "", "").pk,
          ...Object.fromEntries(words.map((word, n) => [`:w${n}`, ` ${word}`])),
        },
        ScanIndexForward: false,
        Limit,
        ExclusiveStartKey: after,
      }),
    );
    const ids = (Items ?? []).map(({ sk }) => String(sk).split(" ")[1] ?? "");
    return { pk, ids, rows: ScannedCount ?? 0, from: LastEvaluatedKey };
  }
}

/** A part of the rows of one beginning. */
interface Part {
  /** The hashed beginning. */
  pk: string;
  ids: string[];
  /** How many rows were read. */
  rows: number;
  /** The key of the last row read; absent at the end. */
  from: Record<string, unknown> | undefined;
}

/** The position down to which a part has everything; nothing comes before the end. */
const reach = ({ from }: Part): string => String(from?.sk ?? "");
