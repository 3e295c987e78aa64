import { ScanCommand } from "@aws-sdk/client-dynamodb";
import type { App } from "./app.ts";
import { localDynamoDb } from "./dynamodb/tables.ts";
import { StartError } from "./start-error.ts";

type LoadSamples = (
  tables: { policiesTable: string; repsTable: string; companiesTable: string },
  dynamoDbUrl: string,
) => Promise<unknown>;

/** Loads the sample company into a database that has no policy yet. */
export async function fillWithSamples(
  app: App,
  dynamoDbUrl: string,
  load: LoadSamples = loadSampleCompany,
): Promise<void> {
  const policiesTable = tableNamed(app, "POLICIES_TABLE");
  const repsTable = tableNamed(app, "REPS_TABLE");
  const companiesTable = tableNamed(app, "COMPANIES_TABLE");
  const client = localDynamoDb(dynamoDbUrl, app.region);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: policiesTable, Limit: 1 }));
  client.destroy();
  if (Items.length > 0) return;
  await load({ policiesTable, repsTable, companiesTable }, dynamoDbUrl);
}

const loadSampleCompany: LoadSamples = async (tables, dynamoDbUrl) => {
  const { loadSamples } = (await import("../cli/load-samples.ts")) as { loadSamples: LoadSamples };
  await loadSamples(tables, dynamoDbUrl);
};

/** The table that the functions know by this environment variable. */
function tableNamed(app: App, variable: string): string {
  const name = app.functions.map((each) => each.environment[variable]).find((value) => value !== undefined);
  if (name === undefined) throw new StartError(`No function of the template has ${variable}`);
  return name;
}
