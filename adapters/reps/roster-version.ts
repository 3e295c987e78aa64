import { BatchGetCommand, type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { readBatch, type Write } from "../dynamo.ts";
import { firstGeneration } from "../generation.ts";

/** The key of the row with the roster's version. */
export const rosterVersionKey = { pk: "ROSTER", sk: "VERSION" };

/** Which roster is active. */
export interface RosterVersion {
  /** Incremented with every change of the roster or of the reps' calendars; 0 before the first import. */
  version: number;
  /** The generation of its rows. */
  generation: string;
  /** The number of its rows. */
  size: number;
}

/** The roster's version among these items. */
export function rosterVersionIn(items: readonly Record<string, unknown>[] = []): RosterVersion {
  const row = items.find(({ pk }) => pk === rosterVersionKey.pk);
  const { version = 0, generation = firstGeneration, size = 0 } = row ?? {};
  return { version: Number(version), generation: String(generation), size: Number(size) };
}

/** Reads the roster's version. */
export async function readRosterVersion(client: DynamoDBDocumentClient, reps: string): Promise<RosterVersion> {
  const keys = { [reps]: { Keys: [rosterVersionKey], ConsistentRead: true } };
  const items = await readBatch(keys, (left) => client.send(new BatchGetCommand({ RequestItems: left })));
  return rosterVersionIn(items[reps]);
}

/**
 * Increments the roster's version, so that every process reads the roster again. `also` joins the same update
 * expression.
 */
export async function incrementRosterVersion(client: DynamoDBDocumentClient, reps: string, also = ""): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: reps,
      Key: rosterVersionKey,
      UpdateExpression: `ADD version :one ${also}`.trim(),
      ExpressionAttributeValues: { ":one": 1 },
    }),
  );
}

const unchanged = (from: string) =>
  from === firstGeneration
    ? { ConditionExpression: "attribute_not_exists(generation)", values: {} }
    : { ConditionExpression: "generation = :from", values: { ":from": from } };

/** The write that makes another generation of rows the active roster; refused if `from` is not active any more. */
export function switchRoster(reps: string, from: string, to: { generation: string; size: number }): Write {
  const { ConditionExpression, values } = unchanged(from);
  return {
    Update: {
      TableName: reps,
      Key: rosterVersionKey,
      UpdateExpression: "ADD version :one SET generation = :generation, #size = :size",
      ConditionExpression,
      ExpressionAttributeNames: { "#size": "size" },
      ExpressionAttributeValues: { ":one": 1, ":generation": to.generation, ":size": to.size, ...values },
    },
  };
}

/** The part of a transaction that refuses it if this generation is not the active roster any more. */
export function rosterIsStill(reps: string, generation: string): Write {
  const { ConditionExpression, values } = unchanged(generation);
  const some = Object.keys(values).length > 0 && { ExpressionAttributeValues: values };
  return { ConditionCheck: { TableName: reps, Key: rosterVersionKey, ConditionExpression, ...some } };
}
