import { BatchGetCommand, type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Place } from "../../routing/board.ts";
import { isConflict, readBatch } from "../dynamo.ts";
import { placeKeys, placesIn } from "../reps/place-rows.ts";
import { rosterVersionIn, rosterVersionKey } from "../reps/roster-version.ts";

/** Whether leads may wait, by the roster's version's row among the items read. */
export const hasBacklog = (items: readonly Record<string, unknown>[] = []): boolean =>
  items.some(({ backlogAt }) => backlogAt !== undefined);

/**
 * Whether leads wait for somebody to be available. It is kept beside the roster's version, which every choice reads
 * anyway, so that choices ask for the leads that wait then and only then.
 */
export class BacklogStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the reps. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The reps' places, the roster's version, and whether it was said that leads wait, in one call. */
  async team(): Promise<{ rosterVersion: number; places: ReadonlyMap<string, Place>; open: boolean }> {
    const keys = { [this.#table]: { Keys: [rosterVersionKey, ...placeKeys], ConsistentRead: true } };
    const items = await readBatch(keys, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    const found = items[this.#table] ?? [];
    return { rosterVersion: rosterVersionIn(found), places: placesIn(found), open: hasBacklog(found) };
  }

  /** Says that leads wait: before the first of them is kept. `at` is ISO 8601. */
  async open(at: string): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: rosterVersionKey,
        UpdateExpression: "SET backlogAt = :at",
        ExpressionAttributeValues: { ":at": at },
      }),
    );
  }

  /** Says that no lead waits, unless the contrary was said at or after `before` (ISO 8601). */
  async close(before: string): Promise<void> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: rosterVersionKey,
          UpdateExpression: "REMOVE backlogAt",
          ConditionExpression: "backlogAt < :before",
          ExpressionAttributeValues: { ":before": before },
        }),
      );
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}
