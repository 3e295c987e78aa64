import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Command } from "commander";
import { intakeSecrets } from "../adapters/intake/intake-keys.ts";
import { eraseLeadDeps } from "../adapters/privacy/erase-deps.ts";
import { Secrets } from "../adapters/secrets.ts";
import { pathParts, type Tried, tryLivePath } from "../adapters/synthetic/live-path.ts";
import { oneLine } from "../texts/legible.ts";
import { localConfig } from "./local-client.ts";
import { publicAddress } from "./public-address.ts";
import { installation, Refused, type Where, where } from "./where.ts";

interface Options extends Where {
  address?: string;
  patience: string;
  json?: boolean;
}

async function smoke({ address, patience, json, ...options }: Options): Promise<void> {
  const seconds = Number(patience);
  if (!(seconds >= 1 && seconds <= 600)) throw new Refused("--patience is a number of seconds, from 1 to 600");
  const place = await installation(options);
  const { name, client, tables, tasks, secretsUrl, now } = place;
  const baseUrl = await publicAddress(address, place, options);
  const secrets = new SecretsManagerClient(secretsUrl ? localConfig(secretsUrl) : {});
  const formKey = await new Secrets(secrets, intakeSecrets(options.stage ?? "local")).secretOf("form-key", 0);
  const ahead = now === undefined ? 0 : Date.parse(now) - Date.now();
  const named = {
    ...{ LEADS_TABLE: tables.leads, REPS_TABLE: tables.reps, CURSORS_TABLE: tables.cursors },
    ...{ POLICIES_TABLE: tables.policies, REPORTS_TABLE: tables.reports },
  };
  const deps = eraseLeadDeps(client, named, tasks, () => new Date(Date.now() + ahead).toISOString());
  const tried = await tryLivePath({ ...deps, baseUrl, formKey, patience: seconds * 1000 });
  if (tried.broken) process.exitCode = 1;
  if (json) return console.log(JSON.stringify(tried, null, 2));
  for (const line of linesOf(tried, `${name}, ${baseUrl}`)) console.log(oneLine(line));
}

const said = {
  form: "the form is shown",
  sent: "a lead is taken and kept",
  offered: "it is decided and offered to a rep",
  accepted: "the rep accepts on their page",
  introduced: "rep and person are introduced, and SES took each mail",
  closed: "the rep closes it on their page",
} as const;

const linesOf = ({ leadId, took, broken }: Tried, name: string): string[] => [
  `${name}: ${leadId}`,
  ...pathParts.flatMap((part) => (took[part] === undefined ? [] : [`ok: ${said[part]} (${took[part]} s)`])),
  broken ? `WRONG: ${said[broken.at]}: ${broken.because}` : "The path of leads works. Nothing of the lead is left.",
];

/** `npm run turno -- smoke` */
export function addSmokeCommand(program: Command): void {
  where(program.command("smoke"))
    .description("send one synthetic lead through the public address and act as its rep, as the hourly one does")
    .option("--address <url>", "the public address, where it is not that of the stack's outputs")
    .option("--patience <seconds>", "how long each part may take", "60")
    .option("--json", "as JSON")
    .action(smoke);
}
