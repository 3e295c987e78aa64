import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { isConflict, type Write } from "../dynamo.ts";

/**
 * What somebody asked to be erased. While it is under way it knows whose, and how far it is; once it is done it says that
 * something was erased, when and by whom, and nothing of the person. Times are ISO 8601.
 */
export const Erasure = z.object({
  id: z.string(),
  /** Number of writes, for optimistic locking. */
  rev: z.number(),
  at: z.string(),
  /** Who asked for it: somebody of the roster, the name of who typed a command. */
  by: z.string(),
  /** `refused`: a legal hold stands. `settling`: everything is erased, and what came late is looked for once more. */
  state: z.enum(["open", "settling", "done", "refused"]),
  email: z.optional(z.string()),
  leadIds: z.optional(z.array(z.string())),
  /** What of the person was said: names, addresses and numbers. */
  said: z.optional(
    z.array(z.object({ name: z.optional(z.string()), email: z.optional(z.string()), phone: z.optional(z.string()) })),
  ),
  /** Up to where the tables were searched for their marks; absent before, and after. */
  searchedTo: z.optional(z.record(z.string(), z.unknown())),
  searched: z.optional(z.array(z.string())),
  doneAt: z.optional(z.string()),
  /** How many leads were erased, and in how many items of others something was. */
  leads: z.number(),
  others: z.number(),
  dueAt: z.optional(z.string()),
});
export type Erasure = z.infer<typeof Erasure>;

/** The only partition of the erasures that are under way in the index of due rows. */
const shard = "ERASURE";
/** All in one partition, so that the record of them is read at once. */
const pk = "ERASURES";
const keyOf = ({ id, at }: Pick<Erasure, "id" | "at">) => ({ pk, sk: `${at} ${id}` });

/** The erasures that were asked for, in the table of leads. */
export class ErasureStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The write that asks for an erasure, to be part of another one. */
  asking(asked: Pick<Erasure, "id" | "at" | "by"> & { email: string; leadIds?: string[] }): Write {
    const erasure: Erasure = { ...asked, rev: 1, state: "open", leads: 0, others: 0, dueAt: asked.at };
    return {
      Put: { TableName: this.#table, Item: this.#item(erasure), ConditionExpression: "attribute_not_exists(pk)" },
    };
  }

  /** Asks for an erasure; the same again changes nothing. */
  async ask(asked: Parameters<ErasureStore["asking"]>[0]): Promise<void> {
    await this.#client.send(new PutCommand(this.asking(asked).Put as NonNullable<Write["Put"]>)).catch((error) => {
      if (!isConflict(error)) throw error;
    });
  }

  async get(of: Pick<Erasure, "id" | "at">): Promise<Erasure | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(of), ConsistentRead: true }),
    );
    return Item && Erasure.parse(Item);
  }

  /** Writes the next state of an erasure. Undefined when somebody else has written it since. */
  async replace(erasure: Erasure): Promise<Erasure | undefined> {
    const kept = { ...erasure, rev: erasure.rev + 1 };
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: this.#item(kept),
          ConditionExpression: "rev = :rev",
          ExpressionAttributeValues: { ":rev": erasure.rev },
        }),
      );
      return kept;
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
  }

  /** The erasures of which something is to be done at `now`, at most `most`, the longest due first. */
  async due(now: string, most: number): Promise<Erasure[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard AND dueAt <= :now",
        ExpressionAttributeValues: { ":shard": shard, ":now": now },
        Limit: most,
      }),
    );
    const found = await Promise.all(
      Items.map(({ sk }) => {
        const [at = "", id = ""] = String(sk).split(" ");
        return this.get({ at, id });
      }),
    );
    return found.filter((one) => one !== undefined);
  }

  /** The record of all erasures, the earliest first. */
  async all(): Promise<Erasure[]> {
    const found: Erasure[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) found.push(...Items.map((item) => Erasure.parse(item)));
    return found;
  }

  #item = (erasure: Erasure) => ({ ...keyOf(erasure), ...erasure, ...(erasure.dueAt && { dueShard: shard }) });
}
