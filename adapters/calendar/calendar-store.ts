import { hash } from "node:crypto";
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";

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
export const feedMark = (address: string): string => hash("sha256", address, "base64url").slice(0, 22);

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
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: reps,
        KeyConditionExpression: "pk = :calendar",
        ExpressionAttributeValues: { ":calendar": rows },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    for (const row of page.Items ?? []) {
      const calendar = calendarIn(row);
      if (calendar) found.set(String(row.sk), calendar);
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}

/** Keeps how reading a rep's calendar went, in place of what was known of it. */
export async function keepCalendar(
  client: DynamoDBDocumentClient,
  reps: string,
  repId: string,
  calendar: ReadCalendar,
): Promise<void> {
  const item = { ...calendarKey(repId), ...ReadCalendar.parse(calendar), busy: packed(calendar.busy) };
  await client.send(new PutCommand({ TableName: reps, Item: item }));
}

/** When the rep's calendar leaves them no time, as it was read from the address that they have now. */
export const busyOf = (feed: string | undefined, calendar: ReadCalendar | undefined): { busy?: number[] } =>
  feed !== undefined && calendar && calendar.busy.length > 0 && calendar.feed === feedMark(feed)
    ? { busy: calendar.busy }
    : {};
