import { BatchGetCommand, type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Place } from "../../routing/choice/board.ts";
import type { ClosingsByKind } from "../../routing/reps/closings.ts";
import { isConflict, readBatch } from "../dynamo.ts";
import { closingsIn, placeKeys, placesIn } from "../reps/place-rows.ts";
import { type RosterVersion, rosterVersionIn, rosterVersionKey } from "../reps/roster-version.ts";

/** Whether leads may be waiting, according to the row of the roster's version among these items. */
export const hasBacklog = (items: readonly Record<string, unknown>[] = []): boolean =>
  items.some(({ backlogAt }) => backlogAt !== undefined);

/** What a walk along the waiting leads begins with. */
interface Team {
  rosterVersion: RosterVersion;
  places: ReadonlyMap<string, Place>;
  closings: ClosingsByKind;
  /** Whether leads may be waiting. */
  open: boolean;
}

/**
 * The flag that says whether leads wait for somebody to be available. It is stored beside the roster's version, which
 * every choice reads anyway, so that choices query the waiting leads only when there are any.
 */
export class BacklogStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the reps. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The reps' places, what is learnt, the roster's version, and whether leads may be waiting, in one call. */
  async team(): Promise<Team> {
    const keys = { [this.#table]: { Keys: [rosterVersionKey, ...placeKeys], ConsistentRead: true } };
    const items = await readBatch(keys, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    const found = items[this.#table] ?? [];
    return {
      rosterVersion: rosterVersionIn(found),
      places: placesIn(found),
      closings: closingsIn(found),
      open: hasBacklog(found),
    };
  }

  /** Sets the flag, before the first waiting lead is stored. `at` is ISO 8601. */
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

  /** Clears the flag, unless it was set at or after `before` (ISO 8601). */
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
