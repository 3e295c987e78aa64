import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type StreamSpecification,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { Table } from "../app.ts";
import { StartError } from "../start-error.ts";

/** A client for the local run's own requests, independent of AWS credentials and profiles on the machine. */
export function localDynamoDb(endpoint: string, region: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region, credentials: { accessKeyId: "local", secretAccessKey: "local" } });
}

/**
 * Creates the tables that do not exist yet, and the indexes that an existing table lacks. Throws a StartError when a
 * table exists with other keys, or with an index that differs from the template's.
 */
export async function createTables(client: DynamoDBClient, tables: readonly Table[], dataDir: string): Promise<void> {
  for (const table of tables) {
    const existing = await describe(client, table.name);
    if (existing) {
      const wanted = table.definition as TableDescription;
      const known = indexesOf(existing);
      const same = [...known].every(([name, keys]) => indexesOf(wanted).get(name) === keys);
      if (keysOf(existing.KeySchema) !== keysOf(wanted.KeySchema) || !same) {
        throw new StartError(
          `The table ${table.name} in ${dataDir} has other keys or indexes than the template. Remove ${dataDir} to start afresh.`,
        );
      }
      for (const index of wanted.GlobalSecondaryIndexes ?? []) {
        if (!known.has(index.IndexName ?? "")) await addIndex(client, table, index);
      }
      // A first start that was cut off had turned it off.
      if (wanted.StreamSpecification && !existing.StreamSpecification)
        await setStream(client, table.name, wanted.StreamSpecification);
      continue;
    }
    await client.send(new CreateTableCommand(table.definition as unknown as CreateTableCommandInput));
    if (table.ttlAttribute) {
      const specification = { AttributeName: table.ttlAttribute, Enabled: true };
      await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification: specification }));
    }
  }
}

/** Does something to a table whose changes nobody hears meanwhile, since what they would make of them is written too. */
export async function withoutStream<Result>(
  client: DynamoDBClient,
  name: string,
  act: () => Promise<Result>,
): Promise<Result> {
  const stream = (await describe(client, name))?.StreamSpecification;
  if (!stream) return act();
  await setStream(client, name, { StreamEnabled: false });
  return act().finally(() => setStream(client, name, stream));
}

const setStream = (client: DynamoDBClient, TableName: string, StreamSpecification: StreamSpecification) =>
  client.send(new UpdateTableCommand({ TableName, StreamSpecification }));

/** Adds an index to an existing table, as a deployment would, including its backfill. */
async function addIndex(client: DynamoDBClient, { name, definition }: Table, index: Index): Promise<void> {
  const { IndexName, KeySchema, Projection } = index;
  await client.send(
    new UpdateTableCommand({
      TableName: name,
      AttributeDefinitions: definition.AttributeDefinitions as AttributeDefinition[],
      GlobalSecondaryIndexUpdates: [{ Create: { IndexName, KeySchema, Projection } }],
    }),
  );
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") throw new StartError(`No DynamoDB answers: ${error}`);
    throw error;
  }
}

type Index = NonNullable<TableDescription["GlobalSecondaryIndexes"]>[number];

const keysOf = (schema: TableDescription["KeySchema"]): string =>
  (schema ?? [])
    .map((key) => `${key.KeyType}:${key.AttributeName}`)
    .sort()
    .join();

const indexesOf = ({ GlobalSecondaryIndexes }: TableDescription): Map<string, string> =>
  new Map((GlobalSecondaryIndexes ?? []).map(({ IndexName = "", KeySchema }) => [IndexName, keysOf(KeySchema)]));
