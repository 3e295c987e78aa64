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

/** What is stored of a rep's calendar: busy times and the result of reading it, and nothing about appointments. */
export const ReadCalendar = z.object({
  /** Hash of the address that it was read from. */
  feed: z.string(),
  /** Starts and ends in turn, in epoch minutes. */
  busy: z.array(z.number()),
  /** When it was last requested, and last read; ISO 8601. */
  askedAt: z.string(),
  readAt: z.optional(z.string()),
  /** Why the last attempt to read it failed. */
  failed: z.optional(z.string()),
  /** What of it could not be read, in sentences that name no appointment. */
  unread: z.optional(z.array(z.string())),
  /** The day (UTC) from which `busy` is known. */
  from: z.optional(z.string()),
  etag: z.optional(z.string()),
  modified: z.optional(z.string()),
});
export type ReadCalendar = z.infer<typeof ReadCalendar>;

const rows = "CALENDAR";
export const calendarKey = (repId: string) => ({ pk: rows, sk: repId });

/** A hash of a feed's address, which must not be shown. */
export const feedHash = (address: string): string => hash("sha256", address, "base64url").slice(0, 22);

// One text of `start+length` pairs is much smaller than a DynamoDB list of hundreds of numbers.
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

/** The calendar in this row; undefined for any other row. */
export function calendarIn(row: Record<string, unknown> | undefined): ReadCalendar | undefined {
  return row?.pk === rows ? ReadCalendar.parse({ ...row, busy: unpacked(String(row.busy ?? "")) }) : undefined;
}

/** The reps' calendars, by rep id. They are stored apart from the reps' facts, which imports replace. */
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

/** The rep's busy times, if they were read from the current address. */
export const busyOf = (feed: string | undefined, calendar: ReadCalendar | undefined): { busy?: number[] } =>
  feed !== undefined && calendar && calendar.busy.length > 0 && calendar.feed === feedHash(feed)
    ? { busy: calendar.busy }
    : {};

/** Stores one calendar; `changed` says whether its busy times differ from before. */
type Keep = (repId: string, calendar: ReadCalendar, changed: boolean) => Promise<void>;

/** The store of the reps' calendars. */
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
   * Stores the calendars that `write` passes to its argument. If one changed, the roster's version is incremented once,
   * at the end. A run that is cut off before that leaves a mark, and the next run increments the version.
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
