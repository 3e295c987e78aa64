import { gunzipSync, gzipSync } from "node:zlib";
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { isConflict, type Write } from "../dynamo.ts";

const DraftRow = z.object({
  rev: z.number(),
  source: z.instanceof(Uint8Array),
  tests: z.instanceof(Uint8Array),
  basedOn: z.number(),
  author: z.string(),
  at: z.string(),
});

/** The one text that is being worked on, and the tests that belong to it. */
export interface Draft {
  /** Counts every change; whoever writes names the one that they read. */
  rev: number;
  /** YAML, which need not be a policy yet. */
  source: string;
  /** YAML, a list of policy tests; empty for none. */
  tests: string;
  /** The version that was live when it was begun; 0 for none. */
  basedOn: number;
  /** Who changed it last, by their id, and when (ISO 8601). */
  author: string;
  at: string;
}

const draftKey = { pk: "POLICY", sk: "DRAFT" };
const testsKey = { pk: "POLICY", sk: "TESTS" };

/** The most bytes of the texts, compressed: an item has 400 KB at most. */
const mostBytes = 350_000;

export type Kept = { kind: "kept"; draft: Draft } | { kind: "changed"; by: Draft | undefined } | { kind: "too-large" };

/** The draft of the policy, and the tests that the active one passed. */
export class PolicyDrafts {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the policies. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The draft; undefined without one. */
  async get(): Promise<Draft | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: draftKey, ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { source, tests, ...about } = DraftRow.parse(Item);
    return { ...about, source: gunzipSync(source).toString(), tests: gunzipSync(tests).toString() };
  }

  /** The tests that were kept with the last activation; empty for none. */
  async tests(): Promise<string> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: testsKey, ConsistentRead: true }),
    );
    return Item ? gunzipSync(z.instanceof(Uint8Array).parse(Item.tests)).toString() : "";
  }

  /**
   * Keeps a draft in place of the one of this revision, 0 for none, as the next revision, with what else is written. Whoever was faster
   * keeps theirs.
   */
  async keep(draft: Omit<Draft, "rev">, rev: number, also: readonly Write[]): Promise<Kept> {
    const packed = { source: gzipSync(draft.source), tests: gzipSync(draft.tests) };
    if (packed.source.length + packed.tests.length > mostBytes) return { kind: "too-large" };
    const next = { ...draft, rev: rev + 1 };
    try {
      const put = {
        TableName: this.#table,
        Item: { ...draftKey, ...next, ...packed },
        ...(rev === 0
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": rev } }),
      };
      await this.#client.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...also] }));
      return { kind: "kept", draft: next };
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    return { kind: "changed", by: await this.get() };
  }

  /** Throws the draft of this revision away, with what else is written; whether there was one. */
  async discard(rev: number, also: readonly Write[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: [this.#removing(rev), ...also] }));
      return true;
    } catch (error) {
      if (!isConflict(error)) throw error;
      return false;
    }
  }

  /** The writes that end the draft of this revision and keep its tests, for the transaction that activates it. */
  ending({ rev, tests }: Pick<Draft, "rev" | "tests">): Write[] {
    return [this.#removing(rev), { Put: { TableName: this.#table, Item: { ...testsKey, tests: gzipSync(tests) } } }];
  }

  #removing(rev: number): Write {
    return {
      Delete: {
        TableName: this.#table,
        Key: draftKey,
        ConditionExpression: "rev = :rev",
        ExpressionAttributeValues: { ":rev": rev },
      },
    };
  }
}
