import { existsSync, readFileSync } from "node:fs";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { ChangeListener } from "../app-schedules.ts";
import type { Outcome } from "../functions/function-workers.ts";
import { replaceFile } from "../replace-file.ts";

interface Around {
  readonly dynamoDbUrl: string;
  readonly region: string;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  /** Where it is kept up to which change each function was told. */
  readonly file: string;
}

/** How long changes are gathered, in real ms. */
const GATHER_MS = 1000;
const MOST = 500;

/**
 * Invokes each function with the changes of its table in their order, and again while it fails. An endpoint without streams
 * is left alone: reports then show what `reports rebuild` finds.
 */
export function startStreams(listeners: readonly ChangeListener[], around: Around): { stop(): Promise<void> } {
  const client = new DynamoDBStreamsClient({
    endpoint: around.dynamoDbUrl,
    region: around.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const told: Record<string, string> = existsSync(around.file) ? JSON.parse(readFileSync(around.file, "utf8")) : {};
  let stopped = false;
  let wake = () => {};
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const shardOf = async (table: string) => {
    const { Streams } = await client.send(new ListStreamsCommand({ TableName: table }));
    const StreamArn = Streams?.[0]?.StreamArn;
    if (!StreamArn) return undefined;
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    return ShardId && { StreamArn, ShardId };
  };

  const tell = async ({ table, functionArn, sortKey }: ChangeListener): Promise<void> => {
    const key = `${table} ${functionArn}`;
    while (!stopped) {
      await pause();
      try {
        const shard = await shardOf(table);
        if (!shard) continue;
        const from = told[key];
        const { ShardIterator } = await client.send(
          new GetShardIteratorCommand({
            ...shard,
            ...(from === undefined
              ? { ShardIteratorType: "TRIM_HORIZON" }
              : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: from }),
          }),
        );
        const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: MOST }));
        const last = Records.at(-1)?.dynamodb?.SequenceNumber;
        const mine = Records.filter(({ dynamodb }) => sortKey === undefined || dynamodb?.Keys?.sk?.S === sortKey);
        const outcome = mine.length === 0 ? undefined : await around.invoke(functionArn, { Records: mine });
        const failed = outcome && (!outcome.ok || failuresIn(outcome.payload).length > 0);
        if (last === undefined || failed) continue;
        told[key] = last;
        replaceFile(around.file, JSON.stringify(told));
      } catch (error) {
        // Told again, since nothing was noted; an endpoint of somebody else's may have no streams at all.
        if ((error as Error).name === "UnknownOperationException") return;
      }
    }
  };
  const running = listeners.map(tell);
  return {
    async stop() {
      stopped = true;
      wake();
      await Promise.all(running);
      client.destroy();
    },
  };
}

const failuresIn = (payload: unknown): unknown[] =>
  (payload as { batchItemFailures?: unknown[] } | null)?.batchItemFailures ?? [];
