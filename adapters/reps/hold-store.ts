import { BatchGetCommand, type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { isConflict, readBatch, type Write } from "../dynamo.ts";

/** The cells that a rep's meetings hold, each with the lead that is met; see `cellsOf`. */
export type Held = ReadonlyMap<number, string>;

/** Cells of a day in UTC. */
const ofDay = 96;
/** How long a row stays after its day. Seconds. */
const keptSeconds = 30 * 86_400;

const dayOf = (cell: number): string => new Date(Math.floor(cell / ofDay) * 86_400_000).toISOString().slice(0, 10);
/** The key of a rep's row of a day: what all reps hold on a day is read with one query. */
const keyOf = (day: string, repId: string) => ({ pk: `HOLDS#${day}`, sk: repId });
const attributeOf = (cell: number): string => `cell${String(cell % ofDay).padStart(2, "0")}`;

/** The cells that a row holds. */
function heldIn({ pk, ...row }: Record<string, unknown>): [number, string][] {
  const first = (Date.parse(String(pk).slice("HOLDS#".length)) / 86_400_000) * ofDay;
  return Object.entries(row).flatMap(([name, leadId]) =>
    name.startsWith("cell") ? [[first + Number(name.slice("cell".length)), String(leadId)] as [number, string]] : [],
  );
}

/** What changes of what a rep holds for a lead: cells that nobody may hold yet, and cells that the lead holds. */
export interface HoldChange {
  repId: string;
  leadId: string;
  take: readonly number[];
  free: readonly number[];
}

/**
 * The writes of such a change, one for each day that it touches. Refused when a cell is taken already, or is not the
 * lead's to free: so no two meetings of a rep ever share a cell, whatever is written at the same time.
 */
export function holdWrites(reps: string, { repId, leadId, take, free }: HoldChange): Write[] {
  const days = Map.groupBy([...take, ...free], dayOf);
  return [...days].map(([day, cells]) => {
    const named = cells.map((cell, n) => ({
      name: `#c${n}`,
      attribute: attributeOf(cell),
      takes: take.includes(cell),
    }));
    const taken = named.filter(({ takes }) => takes);
    const freed = named.filter(({ takes }) => !takes);
    const set = [...taken.map(({ name }) => `${name} = :lead`), "#ttl = :ttl"];
    return {
      Update: {
        TableName: reps,
        Key: keyOf(day, repId),
        UpdateExpression: [
          `SET ${set.join(", ")}`,
          ...(freed.length > 0 ? [`REMOVE ${freed.map(({ name }) => name).join(", ")}`] : []),
        ].join(" "),
        ConditionExpression: named
          .map(({ name, takes }) => (takes ? `attribute_not_exists(${name})` : `${name} = :lead`))
          .join(" AND "),
        ExpressionAttributeNames: {
          "#ttl": "ttl",
          ...Object.fromEntries(named.map(({ name, attribute }) => [name, attribute])),
        },
        ExpressionAttributeValues: { ":lead": leadId, ":ttl": Date.parse(day) / 1000 + keptSeconds },
      },
    };
  });
}

/** The times that meetings of the reps hold, in the reps' table. */
export class HoldStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the reps. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** What every rep holds from one cell up to another, by rep id. Makes one query for each day. */
  async between(first: number, last: number): Promise<Map<string, Held>> {
    const days = [...new Set(Array.from({ length: last - first + 1 }, (_, n) => dayOf(first + n)))];
    const held = new Map<string, Map<number, string>>();
    const read = async (day: string): Promise<void> => {
      const pages = paginateQuery(
        { client: this.#client },
        {
          TableName: this.#table,
          KeyConditionExpression: "pk = :day",
          ExpressionAttributeValues: { ":day": keyOf(day, "").pk },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [] } of pages) {
        for (const row of Items) {
          const cells = held.get(String(row.sk)) ?? new Map<number, string>();
          held.set(String(row.sk), cells);
          for (const [cell, leadId] of heldIn(row)) cells.set(cell, leadId);
        }
      }
    };
    await Promise.all(days.map(read));
    return held;
  }

  /** Frees those of the cells that the lead holds; the others stay as they are. May be repeated. */
  async release({ repId, leadId, free }: Omit<HoldChange, "take">): Promise<void> {
    const keys = [...new Set(free.map(dayOf))].map((day) => keyOf(day, repId));
    if (keys.length === 0) return;
    const rows = { [this.#table]: { Keys: keys, ConsistentRead: true } };
    const found = await readBatch(rows, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    const held = new Map((found[this.#table] ?? []).flatMap(heldIn));
    const own = free.filter((cell) => held.get(cell) === leadId);
    for (const { Update } of holdWrites(this.#table, { repId, leadId, take: [], free: own })) {
      try {
        if (Update) await this.#client.send(new UpdateCommand(Update));
      } catch (error) {
        // Another run has freed them.
        if (!isConflict(error)) throw error;
      }
    }
  }
}
