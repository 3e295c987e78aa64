import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type RosterChange, rosterChange } from "../../policy/diff/roster-change.ts";
import { Rep } from "../../routing/reps/rep.ts";
import { type Write, writeAll } from "../dynamo.ts";
import { generationAfter, isOver } from "../generation.ts";
import { allRepKeys, generationOf, readPlaces, readRepRows, repKey } from "./rep-rows.ts";
import { type RosterVersion, readRosterVersion, switchRoster } from "./roster-version.ts";
import { byRow, capacityFor, setPlaces } from "./set-places.ts";

/** A roster that is stored beside the active one and becomes active with one write. */
export interface StagedRoster {
  generation: string;
  change: RosterChange;
  /** Makes it active; refused when another roster has become active since. */
  activate: Write;
}

/**
 * Stores a roster beside the active one, which nobody sees before `activate` is written. Reps who are not listed become
 * inactive and leave all pools. `from` is the active roster, with the reps in it.
 */
export async function stageRoster(
  client: DynamoDBDocumentClient,
  repsTable: string,
  from: RosterVersion & { reps: readonly Rep[] },
  reps: readonly Rep[],
): Promise<StagedRoster> {
  const generation = generationAfter(from.generation);
  const listed = new Set(reps.map(({ id }) => id));
  const gone = from.reps.filter(({ id }) => !listed.has(id)).map((rep) => ({ ...rep, active: false, pools: {} }));
  const all = [...reps, ...gone].map((rep) => Rep.parse(rep));
  await writeAll(
    client,
    repsTable,
    all.map((rep) => ({ PutRequest: { Item: { ...repKey(generation, rep.id), ...rep } } })),
  );
  await widenPlaces(client, repsTable, reps);
  const activate = switchRoster(repsTable, from.generation, { generation, size: all.length });
  return { generation, change: rosterChange(from.reps, reps), activate };
}

/** Deletes the rows of a roster that was stored and did not become active. */
export async function dropRoster(client: DynamoDBDocumentClient, repsTable: string, generation: string): Promise<void> {
  const keys = (await allRepKeys(client, repsTable)).filter(({ sk }) => generationOf(sk) === generation);
  await writeAll(
    client,
    repsTable,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
}

/**
 * What follows once a roster is active, and can be repeated at any time: the places take its capacities, and rows of
 * older rosters are deleted. Starts over when another roster becomes active meanwhile, so that the last one counts.
 */
export async function settleRoster(client: DynamoDBDocumentClient, repsTable: string): Promise<void> {
  for (let at = await readRosterVersion(client, repsTable), before = ""; at.generation !== before; ) {
    const rows = await readRepRows(client, repsTable, at);
    const reps = rows.map((row) => Rep.parse(row));
    const { places } = await readPlaces(client, repsTable);
    await writePlaces(
      client,
      repsTable,
      reps.filter((rep) => !places.has(rep.id) || places.get(rep.id)?.most !== capacityFor(rep)),
    );
    const old = (await allRepKeys(client, repsTable)).filter(({ sk }) => isOver(generationOf(sk), at.generation));
    await writeAll(
      client,
      repsTable,
      old.map((Key) => ({ DeleteRequest: { Key } })),
    );
    before = at.generation;
    at = await readRosterVersion(client, repsTable);
  }
}

/**
 * Gives these reps at least the places that they will have. The active roster decides by its own capacities meanwhile,
 * so this changes nothing for it.
 */
async function widenPlaces(client: DynamoDBDocumentClient, repsTable: string, reps: readonly Rep[]): Promise<void> {
  const { places } = await readPlaces(client, repsTable);
  const wider = reps.filter((rep) => {
    const most = capacityFor(rep);
    return most !== undefined && most > (places.get(rep.id)?.most ?? -1);
  });
  await writePlaces(client, repsTable, wider);
}

async function writePlaces(client: DynamoDBDocumentClient, repsTable: string, reps: readonly Rep[]): Promise<void> {
  for (const some of byRow(reps)) {
    const { Update } = setPlaces(
      repsTable,
      some.map((rep) => ({ id: rep.id, most: capacityFor(rep) })),
    );
    if (Update) await client.send(new UpdateCommand(Update));
  }
}
