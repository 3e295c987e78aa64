import { BatchGetCommand, type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { readBatch, type Write } from "../dynamo.ts";

/** The cells that a rep's meetings hold, each with the lead that is met; see `cellsOf`. */
export type Held = ReadonlyMap<number, string>;

/** Cells of a week; 1970-01-01, on which cells are counted from, was a Thursday. */
const ofWeek = 7 * 96;
const weekMs = 7 * 86_400_000;
/** How long a row stays after its week began. Seconds. */
export const holdsKept = 60 * 86_400;

const weekOf = (cell: number): number => Math.floor(cell / ofWeek);
/** The key of a rep's row of a week: what all reps hold in a week is read with one query. */
const keyOf = (week: number, repId: string) => ({ pk: `HOLDS#${week}`, sk: repId });
const attributeOf = (cell: number): string => `cell${cell % ofWeek}`;

/** The cells that a row holds. */
function heldIn({ pk, ...row }: Record<string, unknown>): [number, string][] {
  const first = Number(String(pk).slice("HOLDS#".length)) * ofWeek;
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
 * The writes of such a change, one for each week that it touches. Refused when a cell is taken already, or is not the
 * lead's to free: so no two meetings of a rep ever share a cell, whatever is written at the same time.
 */
export function holdWrites(reps: string, { repId, leadId, take, free }: HoldChange): Write[] {
  const weeks = Map.groupBy([...take, ...free], weekOf);
  return [...weeks].map(([week, cells]) => {
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
        Key: keyOf(week, repId),
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
        ExpressionAttributeValues: { ":lead": leadId, ":ttl": (week * weekMs) / 1000 + holdsKept },
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

  /** What every rep holds from one cell up to another, by rep id. Makes one query for each week. */
  async between(first: number, last: number): Promise<Map<string, Held>> {
    const weeks = Array.from({ length: weekOf(last) - weekOf(first) + 1 }, (_, n) => weekOf(first) + n);
    const held = new Map<string, Map<number, string>>();
    const read = async (week: number): Promise<void> => {
      const pages = paginateQuery(
        { client: this.#client },
        {
          TableName: this.#table,
          KeyConditionExpression: "pk = :week",
          ExpressionAttributeValues: { ":week": keyOf(week, "").pk },
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
    await Promise.all(weeks.map(read));
    return held;
  }

  /** What a rep holds in the weeks of these cells, in one call. */
  async of(repId: string, cells: readonly number[]): Promise<Held> {
    const keys = [...new Set(cells.map(weekOf))].map((week) => keyOf(week, repId));
    if (keys.length === 0) return new Map();
    const rows = { [this.#table]: { Keys: keys, ConsistentRead: true } };
    const found = await readBatch(rows, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    return new Map((found[this.#table] ?? []).flatMap(heldIn));
  }
}
