import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { Table } from "./app.ts";
import { StartError } from "./start-error.ts";

/** A client for the local run's own requests, which no account and no profile of the machine takes part in. */
export function localDynamoDb(endpoint: string, region: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region, credentials: { accessKeyId: "local", secretAccessKey: "local" } });
}

/** Creates the tables that do not exist yet. Throws a StartError when one exists with other keys or indexes. */
export async function createTables(client: DynamoDBClient, tables: readonly Table[], dataDir: string): Promise<void> {
  for (const table of tables) {
    const existing = await describe(client, table.name);
    if (existing) {
      if (shapeOf(existing) !== shapeOf(table.definition as TableDescription)) {
        throw new StartError(
          `The table ${table.name} in ${dataDir} has other keys or indexes than the template. Remove ${dataDir} to start afresh.`,
        );
      }
      continue;
    }
    await client.send(new CreateTableCommand(table.definition as unknown as CreateTableCommandInput));
    if (table.ttlAttribute) {
      const specification = { AttributeName: table.ttlAttribute, Enabled: true };
      await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification: specification }));
    }
  }
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

function shapeOf({ KeySchema, GlobalSecondaryIndexes }: TableDescription): string {
  const keys = (schema: typeof KeySchema) => (schema ?? []).map((key) => `${key.KeyType}:${key.AttributeName}`).sort();
  const indexes = (GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, keys(index.KeySchema)]);
  return JSON.stringify([keys(KeySchema), indexes.sort()]);
}
