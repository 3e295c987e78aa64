import { BatchGetCommand, type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { Place } from "../../routing/choice/board.ts";
import type { ClosingsByKind } from "../../routing/reps/closings.ts";
import { readBatch } from "../dynamo.ts";
import { Contention } from "../faults.ts";
import { closingsIn, placeKeys, placesIn } from "./place-rows.ts";
import { type RosterVersion, readRosterVersion } from "./roster-version.ts";

const pk = "REP";
/** The key of the row that holds a rep's facts in this generation of the roster. */
export const repKey = (generation: string, id: string) => ({ pk, sk: `${generation} ${id}` });
/** The generation of a row with such a key. */
export const generationOf = (sk: string): string => sk.split(" ")[0] ?? "";

export type RepRow = Record<string, unknown>;

/** The most attempts to read a roster that is replaced meanwhile. */
const tries = 5;

/** Reads the rows of the active roster. `known` is its version, if already read. @throws Contention */
export async function readRepRows(
  client: DynamoDBDocumentClient,
  reps: string,
  known?: RosterVersion,
): Promise<RepRow[]> {
  let roster = known ?? (await readRosterVersion(client, reps));
  for (let attempt = 0; attempt < tries; attempt++) {
    const rows = await rowsOf(client, reps, `${roster.generation} `);
    // Rows of a roster that was replaced while they were read are deleted.
    if (rows.length === roster.size) return rows;
    roster = await readRosterVersion(client, reps);
  }
  throw new Contention("the roster is being replaced again and again");
}

/** The keys of all reps' rows, those of other generations included. */
export const allRepKeys = async (client: DynamoDBDocumentClient, reps: string): Promise<{ pk: string; sk: string }[]> =>
  (await rowsOf(client, reps, "", "pk, sk")).map(({ sk }) => ({ pk, sk: String(sk) }));

/** The places of all reps, by rep id, and the closings of each kind of lead. */
export async function readPlaces(
  client: DynamoDBDocumentClient,
  reps: string,
): Promise<{ places: Map<string, Place>; closings: ClosingsByKind }> {
  const keys = { [reps]: { Keys: placeKeys, ConsistentRead: true } };
  const items = await readBatch(keys, (left) => client.send(new BatchGetCommand({ RequestItems: left })));
  const rows = items[reps] ?? [];
  return { places: placesIn(rows), closings: closingsIn(rows) };
}

async function rowsOf(client: DynamoDBDocumentClient, reps: string, prefix: string, only?: string): Promise<RepRow[]> {
  const rows: RepRow[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: reps,
      KeyConditionExpression: prefix === "" ? "pk = :rep" : "pk = :rep AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":rep": pk, ...(prefix !== "" && { ":prefix": prefix }) },
      ...(only && { ProjectionExpression: only }),
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) rows.push(...Items);
  return rows;
}
