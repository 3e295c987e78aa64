import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { CompanyStore } from "../adapters/companies/company-store.ts";
import { PolicyVersions } from "../adapters/policies/policy-versions.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { renderProblem } from "../policy/read/problem.ts";
import { readCompaniesFile, readPolicyFile, readRosterFile } from "./files.ts";

const samples = join(import.meta.dirname, "..", "samples");

/** Puts the sample company into the empty tables of a local database: its roster, its companies, then its policy. */
export async function loadSamples(
  { policiesTable, repsTable, companiesTable }: { policiesTable: string; repsTable: string; companiesTable: string },
  dynamoDbUrl: string,
): Promise<void> {
  const roster = readRosterFile(join(samples, "reps.csv"));
  const reading = readPolicyFile(join(samples, "policy.yaml"), roster.kind === "roster" ? roster.reps : undefined);
  const ids = roster.kind === "roster" ? roster.reps.map(({ id }) => id) : undefined;
  const companies = readCompaniesFile(join(samples, "companies.csv"), ids);
  const problems = [roster, reading, companies].flatMap((read) => (read.kind === "problems" ? read.problems : []));
  if (roster.kind !== "roster" || reading.kind !== "policy" || companies.kind !== "companies")
    throw new Error(problems.map(renderProblem).join("\n"));

  const client = localClient(dynamoDbUrl);
  try {
    await new RepStore(client, repsTable).importRoster(roster.reps);
    await new CompanyStore(client, companiesTable).importAccounts(companies.accounts);
    const by = { author: "samples", note: "The sample company", at: new Date().toISOString() };
    await new PolicyVersions(client, policiesTable).publish(reading.policy, reading.source, by);
  } finally {
    client.destroy();
  }
}

/** A client for a database on this machine, which no account and no profile takes part in. */
export function localClient(endpoint: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: "us-east-1", credentials }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
