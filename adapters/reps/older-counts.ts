import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { Rep } from "../../routing/reps/rep.ts";
import { backOff, isConflict } from "../dynamo.ts";
import { Contention } from "../faults.ts";
import { type RepRow, readRepRows, repKey } from "./rep-rows.ts";
import { byRow, mostFor, setPlaces } from "./set-places.ts";

/** The open leads that a version before the rows of places counted in the rep's own row; what is still there counts too. */
export const countedInRow = (row: RepRow): number => Number(row.openLeads ?? 0);

/**
 * Moves the open leads that an older version counted in these rows of reps to their places, each exactly once. Answers
 * whether there were any. @throws Contention
 */
export async function moveCounts(
  client: DynamoDBDocumentClient,
  reps: string,
  read: readonly RepRow[],
): Promise<boolean> {
  let rows = read;
  for (let attempt = 0; attempt < 8; attempt++) {
    const old = rows.filter(({ openLeads }) => openLeads !== undefined);
    if (old.length === 0) return attempt > 0;
    if (attempt > 0) await backOff(attempt);
    for (const some of byRow(old.map((row) => ({ id: String(row.sk), row })))) await moveSome(client, reps, some);
    rows = await readRepRows(client, reps);
  }
  throw new Contention("others move the counts of open leads at the same time");
}

/** Moves the counts of some reps of one row, all or none; none when one was moved already or another write came first. */
async function moveSome(
  client: DynamoDBDocumentClient,
  reps: string,
  some: readonly { id: string; row: RepRow }[],
): Promise<void> {
  const places = some.map(({ id, row }) => ({ id, most: mostFor(Rep.parse(row)), open: countedInRow(row) }));
  const cleared = some.map(({ id, row }) => ({
    Update: {
      TableName: reps,
      Key: repKey(id),
      UpdateExpression: "REMOVE openLeads",
      ConditionExpression: "openLeads = :counted",
      ExpressionAttributeValues: { ":counted": row.openLeads },
    },
  }));
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [setPlaces(reps, places), ...cleared] }));
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
}
