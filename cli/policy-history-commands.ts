import Table from "cli-table3";
import { type Command, InvalidArgumentError } from "commander";
import type { VersionHistory } from "../adapters/policies/policy-history.ts";
import { PolicyVersions } from "../adapters/policies/policy-versions.ts";
import { oneLine } from "../texts/legible.ts";
import { storedPolicy, versionNumber } from "./policy-source.ts";
import { installation, Refused, type Where, where } from "./where.ts";

async function listPolicies(options: Where & { count: number; before?: number; json?: boolean }): Promise<void> {
  const { name, client, tables } = await installation(options);
  const page = await new PolicyVersions(client, tables.policies).history(options);
  if (options.json) return console.log(JSON.stringify(page, null, 2));
  if (page.versions.length === 0) return console.log(`There are no policies in ${name} yet.`);
  const table = new Table({ head: ["version", "status", "what happened"], style: { head: [], border: [] } });
  for (const version of page.versions) table.push([version.version, version.status, storyOf(version)]);
  console.log(table.toString());
  if (page.next) console.log(`Earlier ones: npm run turno -- policy list --before ${page.next}`);
}

/** The events of a version as lines, newest last. */
function storyOf({ author, at, note, checked, activations }: VersionHistory): string {
  return [
    `${at} saved by ${author}: ${note}`,
    ...(checked ? [`${checked.at} checked by ${checked.author}`] : []),
    ...activations.map(({ kind, at, author, note, before }) =>
      kind === "activated"
        ? `${at} activated by ${author}: ${note}`
        : `${at} gone back to from version ${before} by ${author}: ${note}`,
    ),
  ]
    .map(oneLine)
    .join("\n");
}

async function showPolicy(named: string | undefined, options: Where): Promise<void> {
  const number = named === undefined ? undefined : versionNumber(named);
  if (named !== undefined && number === undefined)
    throw new Refused(`Expected the number of a version, found "${named}".`);
  const { version, author, note, at, source } = await storedPolicy(await installation(options), number);
  console.error(oneLine(`Version ${version}, saved by ${author} at ${at}: ${note}`));
  process.stdout.write(source);
}

function positive(text: string): number {
  const number = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (number < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return number;
}

/** Adds the commands that show saved versions and when each was active. */
export function addPolicyHistoryCommands(policy: Command): void {
  where(policy.command("list"))
    .description("the versions of the policy, newest first, with who saved, checked and activated each")
    .option("--count <number>", "how many", positive, 20)
    .option("--before <version>", "only versions before this one", positive)
    .option("--json", "as JSON")
    .action(listPolicies);
  where(policy.command("show").argument("[version]"))
    .description("a version as its author wrote it, the active one when none is named")
    .action(showPolicy);
}
