import { gunzipSync, gzipSync } from "node:zlib";
import { type DynamoDBDocumentClient, GetCommand, paginateQuery, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Compared } from "../../policy/shadow/compare-plans.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { backOff, isConflict, type Write } from "../dynamo.ts";

const ShadowRow = z.object({
  id: z.string(),
  source: z.instanceof(Uint8Array),
  policy: z.instanceof(Uint8Array),
  author: z.string(),
  at: z.string(),
  seen: z.number(),
  agreed: z.number(),
  endedAt: z.optional(z.string()),
});

/** A policy that decides beside the active one, for nobody. */
export interface Shadow {
  /** What it is known by, made by whoever starts it. */
  id: string;
  source: string;
  author: string;
  /** When it was started, ISO 8601. */
  at: string;
  /** How many leads it decided, and of how many as the live policy did. */
  seen: number;
  agreed: number;
  endedAt?: string | undefined;
}

/** A lead of which the shadow decided otherwise. */
export interface Difference extends Omit<Compared, "agree"> {
  lead: string;
  at: string;
}

const shadowKey = { pk: "POLICY", sk: "SHADOW" };
const seenKey = (id: string, lead: string) => ({ pk: `SHADOW#${id}`, sk: `lead#${lead}` });

/** The most leads that one shadow decides, each a row of some 300 bytes. */
export const mostSeen = 2000;
/** How long rows of a shadow are kept, in seconds. */
export const shadowsKept = 90 * 86_400;
const tries = 8;

/** The shadow of the policy, and what it would have done. Nothing here is read where leads are handed out. */
export class ShadowStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the policies. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The shadow, also after its end; undefined when there was none yet. */
  async get(): Promise<(Shadow & { policy: () => Policy }) | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: shadowKey, ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { source, policy, ...about } = ShadowRow.parse(Item);
    return {
      ...about,
      source: gunzipSync(source).toString(),
      policy: () => JSON.parse(gunzipSync(policy).toString()) as Policy,
    };
  }

  /** Starts a shadow in place of one that has ended, with what else is written; false while another one goes on. */
  start(
    shadow: Pick<Shadow, "id" | "source" | "author" | "at">,
    policy: Policy,
    also: readonly Write[],
  ): Promise<boolean> {
    const put = {
      TableName: this.#table,
      Item: {
        ...{ ...shadowKey, ...shadow, seen: 0, agreed: 0 },
        source: gzipSync(shadow.source),
        policy: gzipSync(JSON.stringify(policy)),
      },
      ConditionExpression: "attribute_not_exists(pk) OR attribute_exists(endedAt)",
    };
    return this.#unlessRefused([{ Put: put }, ...also]);
  }

  /** Ends it, once, with what else is written. @param at ISO 8601 */
  end(id: string, at: string, also: readonly Write[]): Promise<boolean> {
    const end: Write = {
      Update: {
        TableName: this.#table,
        Key: shadowKey,
        UpdateExpression: "SET endedAt = :at",
        ConditionExpression: "id = :id AND attribute_not_exists(endedAt)",
        ExpressionAttributeValues: { ":id": id, ":at": at },
      },
    };
    return this.#unlessRefused([end, ...also]);
  }

  async #unlessRefused(writes: Write[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: writes }));
      return true;
    } catch (error) {
      if (!isConflict(error)) throw error;
      return false;
    }
  }

  /**
   * Notes what the shadow decided of a lead: once for each lead, however often it is told, and no more than `mostSeen`. Whether it was noted now.
   * @param at ISO 8601
   */
  async note(id: string, lead: string, { live, shadow, agree }: Compared, at: string): Promise<boolean> {
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await backOff(attempt);
      try {
        await this.#client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: this.#table,
                  Item: {
                    ...{ ...seenKey(id, lead), lead, at, agree, ttl: Math.floor(Date.parse(at) / 1000) + shadowsKept },
                    ...(!agree && { live, shadow }),
                  },
                  ConditionExpression: "attribute_not_exists(pk)",
                },
              },
              {
                Update: {
                  TableName: this.#table,
                  Key: shadowKey,
                  UpdateExpression: "ADD seen :one, agreed :agreed",
                  ConditionExpression: "id = :id AND attribute_not_exists(endedAt) AND seen < :most",
                  ExpressionAttributeValues: { ":id": id, ":one": 1, ":agreed": agree ? 1 : 0, ":most": mostSeen },
                },
              },
            ],
          }),
        );
        return true;
      } catch (error) {
        if (!isConflict(error)) throw error;
        if (isRefused(error)) return false;
      }
    }
    return false;
  }

  /** The leads of which it decided otherwise, the latest first. */
  async differences(id: string): Promise<Difference[]> {
    const found: Difference[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk",
        FilterExpression: "agree = :no",
        ExpressionAttributeValues: { ":pk": `SHADOW#${id}`, ":no": false },
      },
    );
    for await (const { Items = [] } of pages) {
      for (const { lead, at, live, shadow } of Items as Difference[]) found.push({ lead, at, live, shadow });
    }
    return found.sort((a, b) => (a.at < b.at ? 1 : -1));
  }
}

/** Whether a condition did not hold, and not only another write was under way. */
function isRefused(error: unknown): boolean {
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
  return reasons.some(({ Code }) => Code === "ConditionalCheckFailed");
}
