import { hash } from "node:crypto";
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { readBatch } from "../dynamo.ts";
import { incrementRosterVersion, rosterVersionKey } from "./roster-version.ts";

/** What is kept of a rep's calendar: when there is no time, and how reading it went. Nothing of what is in it. */
export const ReadCalendar = z.object({
  /** Tells the address that it was read from, without giving it away. */
  feed: z.string(),
  /** Starts and ends in turn, in epoch minutes. */
  busy: z.array(z.number()),
  /** When it was last asked for, and last read; ISO 8601. */
  askedAt: z.string(),
  readAt: z.optional(z.string()),
  /** Why it could not be read the last time. */
  failed: z.optional(z.string()),
  /** The day (UTC) from which `busy` is known. */
  from: z.optional(z.string()),
  etag: z.optional(z.string()),
  modified: z.optional(z.string()),
});
export type ReadCalendar = z.infer<typeof ReadCalendar>;

const rows = "CALENDAR";
export const calendarKey = (repId: string) => ({ pk: rows, sk: repId });

/** Tells one address from another. */
export const feedHash = (address: string): string => hash("sha256", address, "base64url").slice(0, 22);

// One text in place of hundreds of numbers, each with a name of its type, which every process reads: `start+length`.
const packed = (busy: readonly number[]): string =>
  busy.flatMap((at, n) => (n % 2 === 0 ? [`${at}+${(busy[n + 1] ?? at) - at}`] : [])).join(" ");
const unpacked = (text: string): number[] =>
  text
    .split(" ")
    .filter(Boolean)
    .flatMap((stretch) => {
      const [start = 0, length = 0] = stretch.split("+").map(Number);
      return [start, start + length];
    });

/** The calendar in a row; undefined for a row that is none. */
export function calendarIn(row: Record<string, unknown> | undefined): ReadCalendar | undefined {
  return row?.pk === rows ? ReadCalendar.parse({ ...row, busy: unpacked(String(row.busy ?? "")) }) : undefined;
}

/** What was read of the reps' calendars, by rep id: in the reps' table, apart from their facts, which imports replace. */
export async function readCalendars(client: DynamoDBDocumentClient, reps: string): Promise<Map<string, ReadCalendar>> {
  const found = new Map<string, ReadCalendar>();
  const pages = paginateQuery(
    { client },
    {
      TableName: reps,
      KeyConditionExpression: "pk = :calendar",
      ExpressionAttributeValues: { ":calendar": rows },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const row of Items) {
      const calendar = calendarIn(row);
      if (calendar) found.set(String(row.sk), calendar);
    }
  }
  return found;
}

/** When the rep's calendar leaves them no time, as it was read from the address that they have now. */
export const busyOf = (feed: string | undefined, calendar: ReadCalendar | undefined): { busy?: number[] } =>
  feed !== undefined && calendar && calendar.busy.length > 0 && calendar.feed === feedHash(feed)
    ? { busy: calendar.busy }
    : {};

/** Keeps one calendar; `changed` when it says otherwise than before when the rep works. */
type Keep = (repId: string, calendar: ReadCalendar, changed: boolean) => Promise<void>;

/** Who reads calendars keeps them here. */
export class CalendarStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** By rep id. */
  allCalendars = (): Promise<Map<string, ReadCalendar>> => readCalendars(this.#client, this.#table);

  /**
   * Keeps what `write` hands in, in place of what was known of those calendars. The roster's version is counted up when
   * one changed, once and last; a run that was cut off before leaves a mark, and the next one makes it good.
   */
  async keepCalendars(write: (keep: Keep) => Promise<void>): Promise<void> {
    const marks = { [this.#table]: { Keys: [rosterVersionKey], ConsistentRead: true } };
    const found = await readBatch(marks, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    let marked = found[this.#table]?.[0]?.versionPending === true ? Promise.resolve() : undefined;
    await write(async (repId, calendar, changed) => {
      if (changed) {
        marked ??= this.#mark();
        await marked;
      }
      const item = { ...calendarKey(repId), ...ReadCalendar.parse(calendar), busy: packed(calendar.busy) };
      await this.#client.send(new PutCommand({ TableName: this.#table, Item: item }));
    });
    if (marked) await incrementRosterVersion(this.#client, this.#table, "REMOVE versionPending");
  }

  async #mark(): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: rosterVersionKey,
        UpdateExpression: "SET versionPending = :true",
        ExpressionAttributeValues: { ":true": true },
      }),
    );
  }
}
