import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { type ActiveRow, activationKey, checkedKey, versionKey } from "./policy-store.ts";

/** Who changed something, why, and when (ISO 8601). */
export interface By {
  author: string;
  note: string;
  at: string;
}

/** One row of the activation log, which is append-only. */
export const ActivationRow = z.object({
  activation: z.number(),
  version: z.number(),
  /** The version that was active until then; 0 for none. */
  before: z.number(),
  kind: z.enum(["activated", "rolled-back"]),
  author: z.string(),
  note: z.string(),
  at: z.string(),
});
export type ActivationRow = z.infer<typeof ActivationRow>;

const Saved = z.object({ version: z.number(), author: z.string(), note: z.string(), at: z.string() });
const Checked = z.object({ version: z.number(), author: z.string(), at: z.string() });

export interface VersionHistory extends z.infer<typeof Saved> {
  status: "draft" | "checked" | "active" | "retired";
  checked?: { author: string; at: string };
  /** Each time that it became the active one, oldest first, and until when it was; without that it still is. */
  activations: (ActivationRow & { until?: string })[];
}

export interface PolicyHistory {
  versions: VersionHistory[];
  /** Where the next page begins; absent on the last one. */
  next?: number;
}

/** Number of the newest version, 0 when there is none. */
export async function newestVersion(client: DynamoDBDocumentClient, policies: string): Promise<number> {
  const { Items } = await client.send(
    new QueryCommand({
      TableName: policies,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :v)",
      ExpressionAttributeValues: { ":pk": "POLICY", ":v": "v" },
      ProjectionExpression: "version",
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  return z.object({ version: z.number() }).parse(Items?.[0] ?? { version: 0 }).version;
}

export interface Activations {
  log: ActivationRow[];
  /** The versions that rollbacks go back through, the active one last. */
  stack: number[];
  everActive: ReadonlySet<number>;
}

/** Which version was active when, by the activation log. */
export async function activationsOf(
  client: DynamoDBDocumentClient,
  policies: string,
  active: ActiveRow,
): Promise<Activations> {
  const last = activationKey(active.activation).sk;
  const log = await rowsBetween(client, policies, ActivationRow, activationKey(1).sk, last);
  const stack: number[] = [];
  for (const { kind, version } of log) {
    const back = kind === "rolled-back" ? stack.lastIndexOf(version) : -1;
    if (back >= 0) stack.length = back;
    stack.push(version);
  }
  return { log, stack, everActive: new Set(log.map(({ version }) => version)) };
}

/** Versions from `before` down, newest first, with their status. */
export async function historyOf(
  client: DynamoDBDocumentClient,
  policies: string,
  active: ActiveRow,
  { count = 20, before }: { count?: number; before?: number },
): Promise<PolicyHistory> {
  const newest = before === undefined ? await newestVersion(client, policies) : before - 1;
  const oldest = Math.max(1, newest - count + 1);
  if (newest < 1) return { versions: [] };
  const [saved, checked, { log, everActive }] = await Promise.all([
    rowsBetween(client, policies, Saved, versionKey(oldest).sk, versionKey(newest).sk),
    rowsBetween(client, policies, Checked, checkedKey(oldest).sk, checkedKey(newest).sk),
    activationsOf(client, policies, active),
  ]);
  const versions = saved.reverse().map((about): VersionHistory => {
    const { author, at } = checked.find(({ version }) => version === about.version) ?? {};
    const wasActive = everActive.has(about.version);
    return {
      ...about,
      status: about.version === active.version ? "active" : wasActive ? "retired" : author ? "checked" : "draft",
      ...(author && at && { checked: { author, at } }),
      activations: log.flatMap((row, n) => {
        const until = log[n + 1]?.at;
        return row.version === about.version ? [{ ...row, ...(until !== undefined && { until }) }] : [];
      }),
    };
  });
  return { versions, ...(oldest > 1 && { next: oldest }) };
}

const columns = [...new Set([...Object.keys(Saved.shape), ...Object.keys(ActivationRow.shape)])];

/** The rows from one key to another, both included, without the policies themselves. */
async function rowsBetween<T>(
  client: DynamoDBDocumentClient,
  policies: string,
  row: z.ZodMiniType<T>,
  from: string,
  to: string,
): Promise<T[]> {
  if (from > to) return [];
  const rows: T[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: policies,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":pk": "POLICY", ":from": from, ":to": to },
      ExpressionAttributeNames: Object.fromEntries(columns.map((name) => [`#${name}`, name])),
      ProjectionExpression: columns.map((name) => `#${name}`).join(", "),
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) rows.push(...Items.map((item) => row.parse(item)));
  return rows;
}
