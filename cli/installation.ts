import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { WaitingTasks } from "../adapters/workflow.ts";
import { localClient, localConfig } from "./local-client.ts";

/** A Turno that holds policies and reps: the one on this machine, or a stage in an AWS account. */
export interface Installation {
  /** Name in messages: `the local run at http://localhost:3000`. */
  name: string;
  client: DynamoDBDocumentClient;
  tables: Record<"policies" | "reps" | "leads" | "cursors" | "companies" | "intake" | "reports", string>;
  /** The tasks of its workflows that wait for somebody. */
  tasks: Pick<WaitingTasks, "wake">;
  /** The address of its pages; absent where the stacks say it. */
  url?: string;
  /** Endpoint of its Secrets Manager; absent for that of AWS. */
  secretsUrl?: string | undefined;
  /** Removes the mails that it keeps of a person: those to an address, about these leads, and their marks in others. Absent where it keeps none. */
  eraseMails?: (of: { email?: string; leadIds: readonly string[]; said: readonly object[] }) => Promise<void>;
  /** Time on its clock (ISO 8601), if it can differ from this machine's. */
  now?: string | undefined;
}

/** Thrown when an installation cannot be reached; the message says what to do. */
export class NoInstallation extends Error {
  override readonly name = "NoInstallation";
}

const LocalStatus = z.object({
  dynamoDbUrl: z.url(),
  stepFunctionsUrl: z.url(),
  secretsUrl: z.url().optional(),
  now: z.iso.datetime().optional(),
  tables: z.object({
    LEADS_TABLE: z.string(),
    REPS_TABLE: z.string(),
    CURSORS_TABLE: z.string(),
    POLICIES_TABLE: z.string(),
    COMPANIES_TABLE: z.string(),
    INTAKE_TABLE: z.string(),
    REPORTS_TABLE: z.string(),
  }),
});

/** The local run at this address. @throws NoInstallation */
export async function localInstallation(url: string): Promise<Installation> {
  const response = await fetch(new URL("/_turno/status", url), { signal: AbortSignal.timeout(5000) }).catch(
    () => undefined,
  );
  if (!response?.ok) throw new NoInstallation(`No local run answers at ${url}. Start one with npm start.`);
  const { dynamoDbUrl, stepFunctionsUrl, secretsUrl, tables, now } = LocalStatus.parse(await response.json());
  return {
    name: `the local run at ${url}`,
    url: new URL(url).origin,
    client: localClient(dynamoDbUrl),
    tasks: new WaitingTasks(new SFNClient(localConfig(stepFunctionsUrl))),
    eraseMails: async (of) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(new URL("/_turno/erase-mails", url), {
        method: "POST",
        headers,
        body: JSON.stringify(of),
      });
      if (!answer.ok) throw new NoInstallation(`The local run at ${url} did not erase its mails (${answer.status}).`);
    },
    now,
    secretsUrl,
    tables: {
      leads: tables.LEADS_TABLE,
      reps: tables.REPS_TABLE,
      cursors: tables.CURSORS_TABLE,
      policies: tables.POLICIES_TABLE,
      companies: tables.COMPANIES_TABLE,
      intake: tables.INTAKE_TABLE,
      reports: tables.REPORTS_TABLE,
    },
  };
}

/** The address of the local run on the data folder of TURNO_DATA, `.turno` when it is not set. @throws NoInstallation */
export function localUrl(env: NodeJS.ProcessEnv): string {
  const folder = resolve(env.TURNO_DATA || ".turno");
  try {
    return z.object({ url: z.url() }).parse(JSON.parse(readFileSync(join(folder, "lock.json"), "utf8"))).url;
  } catch {
    throw new NoInstallation(
      `No local run has the data folder ${env.TURNO_DATA || ".turno"}. Start one with npm start, set TURNO_DATA to another folder, or name a deployed stage with --stage.`,
    );
  }
}

/** A deployed stage, with table names from the outputs of its data stack. @throws NoInstallation */
export async function deployedInstallation(stage: string): Promise<Installation> {
  const stack = `turno-${stage}-data`;
  const outputs = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName: stack })).then(
    ({ Stacks }) => new Map((Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    (error: Error) => {
      throw new NoInstallation(`The stack ${stack} cannot be read: ${error.message}. ${whatToSet(error)}`);
    },
  );
  const output = (key: string): string => {
    const value = outputs.get(key);
    if (!value) throw new NoInstallation(`The stack ${stack} has no output ${key}. Deploy stage ${stage} again.`);
    return value;
  };
  return {
    name: `stage ${stage}`,
    tasks: new WaitingTasks(new SFNClient({})),
    client: DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }),
    tables: {
      leads: output("LeadsTableName"),
      reps: output("RepsTableName"),
      cursors: output("CursorsTableName"),
      policies: output("PoliciesTableName"),
      companies: output("CompaniesTableName"),
      intake: output("IntakeTableName"),
      reports: output("ReportsTableName"),
    },
  };
}

function whatToSet({ name, message }: Error): string {
  if (/region/i.test(message)) return "Set AWS_REGION to the region of the stage.";
  if (/credential|token|session/i.test(`${name} ${message}`)) return "Set AWS_PROFILE, or sign in with aws sso login.";
  return "Is the stage deployed in this account and region (AWS_PROFILE, AWS_REGION)?";
}
