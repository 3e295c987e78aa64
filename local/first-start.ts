import { ScanCommand } from "@aws-sdk/client-dynamodb";
import type { App } from "./app.ts";
import { localDynamoDb, withoutStream } from "./dynamodb/tables.ts";
import type { PastTables } from "./past/keep-past.ts";
import { StartError } from "./start-error.ts";

type Load = (tables: PastTables, dynamoDbUrl: string) => Promise<unknown>;

/**
 * Loads the sample company into a database that has no policy yet; with `pastUntil` (epoch milliseconds) its leads of the
 * three months before that as well.
 */
export async function fillWithSamples(
  app: App,
  dynamoDbUrl: string,
  { pastUntil, load }: { pastUntil?: number | undefined; load?: Load } = {},
): Promise<void> {
  const tables = {
    leads: tableNamed(app, "LEADS_TABLE"),
    reps: tableNamed(app, "REPS_TABLE"),
    policies: tableNamed(app, "POLICIES_TABLE"),
    companies: tableNamed(app, "COMPANIES_TABLE"),
    cursors: tableNamed(app, "CURSORS_TABLE"),
    reports: tableNamed(app, "REPORTS_TABLE"),
  };
  const client = localDynamoDb(dynamoDbUrl, app.region);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tables.policies, Limit: 1 }));
  client.destroy();
  if (Items.length > 0) return;
  await (load ?? sampleCompany(pastUntil))(tables, dynamoDbUrl);
}

/** What only a first start needs is read then. */
const sampleCompany =
  (pastUntil: number | undefined): Load =>
  async (tables, dynamoDbUrl) => {
    const { loadSamples } = (await import("../cli/load-samples.ts")) as { loadSamples: LoadSamples };
    await loadSamples(
      { policiesTable: tables.policies, repsTable: tables.reps, companiesTable: tables.companies },
      dynamoDbUrl,
    );
    if (pastUntil === undefined) return;
    const [{ localClient }, { keepPast }] = await Promise.all([
      import("../cli/local-client.ts"),
      import("./past/keep-past.ts"),
    ]);
    const client = localClient(dynamoDbUrl);
    await withoutStream(client, tables.leads, () => keepPast(client, tables, pastUntil)).finally(() =>
      client.destroy(),
    );
  };
type LoadSamples = (tables: Record<`${"policies" | "reps" | "companies"}Table`, string>, url: string) => Promise<void>;

/** The table that the functions know by this environment variable. */
function tableNamed(app: App, variable: string): string {
  const name = app.functions.map((each) => each.environment[variable]).find((value) => value !== undefined);
  if (name === undefined) throw new StartError(`No function of the template has ${variable}`);
  return name;
}
