import { userInfo } from "node:os";
import type { Command } from "commander";
import { PolicyVersions } from "../adapters/policies/policy-versions.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { addDiffCommand } from "./diff-command.ts";
import { addExplainCommand } from "./explain-command.ts";
import { readPolicyFile, readRosterFile } from "./files.ts";
import { addImportSalesforceCommand } from "./import-salesforce-command.ts";
import { sayWarnings, warningsOf } from "./lint-warnings.ts";
import { counted } from "./listed.ts";
import { addPolicyHistoryCommands } from "./policy-history-commands.ts";
import { fittingPolicy, policyOf, rosterIn, rosterOf, storedPolicy, versionNumber } from "./policy-source.ts";
import { sayTests } from "./policy-tests.ts";
import { addRenderCommand } from "./render-command.ts";
import { BadFiles, installation, Refused, togetherHint, type Where, where } from "./where.ts";

type ByWhom = Where & { note: string; author: string };
const by = ({ author, note }: ByWhom) => ({ author, note, at: new Date().toISOString() });

type Checking = Where & { reps?: string; strict?: boolean; unsigned?: boolean; tests?: string; companies?: string };

async function checkPolicy(fileOrVersion: string, options: Checking & { author: string }): Promise<void> {
  const version = versionNumber(fileOrVersion);
  if (version === undefined) return checkFile(fileOrVersion, options);
  const place = await installation(options);
  const stored = await storedPolicy(place, version);
  const reps =
    options.reps === undefined ? await rosterIn(place) : rosterOf(options.reps, Object.keys(stored.policy.pools));
  const { policy, source } = fittingPolicy(stored, reps);
  const warnings = warningsOf(`version ${version}`, policy, source, reps, sourcesOf(options));
  if (options.tests) await sayTests(options.tests, policy, reps, { ...options, now: now() });
  if (options.strict) sayWarnings(warnings, true);
  if (options.reps === undefined) {
    const at = new Date().toISOString();
    await new PolicyVersions(place.client, place.tables.policies).markChecked(version, { author: options.author, at });
  }
  console.log(`Version ${version} ${goodPolicy(policy)}`);
  sayWarnings(warnings);
}

async function checkFile(file: string, options: Checking): Promise<void> {
  const own = readPolicyFile(file);
  const pools = own.kind === "policy" ? Object.keys(own.policy.pools) : undefined;
  const roster = options.reps === undefined ? undefined : readRosterFile(options.reps, pools);
  const stored = options.stage || options.url ? await rosterIn(await installation(options)) : undefined;
  const reps = roster?.kind === "roster" ? roster.reps : stored;
  const reading = readPolicyFile(file, reps);
  const problems = [reading, roster].flatMap((read) => (read?.kind === "problems" ? read.problems : []));
  if (reading.kind !== "policy" || problems.length > 0) throw new BadFiles(problems);
  console.log(`${file} ${goodPolicy(reading.policy)}`);
  if (options.tests) await sayTests(options.tests, reading.policy, reps, { ...options, now: now() });
  sayWarnings(warningsOf(file, reading.policy, reading.text, reps, sourcesOf(options)), options.strict);
}

const now = () => new Date().toISOString();

const sourcesOf = ({ unsigned = false }: Checking) => ({ signed: !unsigned });

const goodPolicy = ({ rules, lanes, pools }: Policy): string =>
  `is a good policy: ${counted(lanes.length, "lane")}, ${counted(rules.length, "rule")}, ${counted(Object.keys(pools).length, "pool")}.`;

async function savePolicy(file: string, options: ByWhom): Promise<void> {
  const { policy, source } = policyOf(readPolicyFile(file));
  const { name, client, tables } = await installation(options);
  const version = await new PolicyVersions(client, tables.policies).save(policy, source, by(options));
  console.log(
    `Version ${version} is a draft in ${name}. To make it live: policy check ${version}, then policy activate.`,
  );
}

async function activatePolicy(fileOrVersion: string, options: ByWhom): Promise<void> {
  const version = versionNumber(fileOrVersion);
  if (version === undefined) policyOf(readPolicyFile(fileOrVersion));
  const place = await installation(options);
  const reps = await rosterIn(place);
  const versions = new PolicyVersions(place.client, place.tables.policies);
  if (version === undefined) {
    const { policy, source } = togetherHint(() => policyOf(readPolicyFile(fileOrVersion, reps)));
    return sayActive(await versions.publish(policy, source, by(options)), place.name);
  }
  const stored = await storedPolicy(place, version);
  togetherHint(() => fittingPolicy(stored, reps));
  const { author, at } = by(options);
  await versions.markChecked(version, { author, at });
  const { kind } = await versions.activate(version, by(options));
  if (kind === "active-already") console.log(`Version ${version} is active in ${place.name} already.`);
  else sayActive(version, place.name);
}

const sayActive = (version: number, name: string): void =>
  console.log(`Version ${version} is active in ${name}. Leads that are under way keep the version they began with.`);

async function rollbackPolicy(named: string | undefined, options: ByWhom & { unchecked?: boolean }): Promise<void> {
  const number = named === undefined ? undefined : versionNumber(named);
  if (named !== undefined && number === undefined)
    throw new Refused(`Expected the number of a version, found "${named}"; nothing was changed.`);
  const place = await installation(options);
  const versions = new PolicyVersions(place.client, place.tables.policies);
  const to = number ?? (await versions.before());
  if (to === undefined) throw new Refused(`No other version was active before in ${place.name}; nothing was changed.`);
  const stored = await storedPolicy(place, to);
  if (!options.unchecked) fittingPolicy(stored, await rosterIn(place));
  const { kind } = await versions.rollback(to, by(options));
  if (kind === "never-active")
    throw new Refused(
      `Version ${to} was never active in ${place.name}; nothing was changed. To make it live: policy activate ${to}`,
    );
  if (kind === "active-already") console.log(`Version ${to} is active in ${place.name} already.`);
  else sayActive(to, place.name);
}

/** Adds the options for the history's entry to a command that writes. */
const noted = (command: Command): Command =>
  where(command)
    .requiredOption("--note <text>", "what changed and why, for those who read the history")
    .option("--author <name>", "who changed it", userInfo().username);

/** `npm run turno -- policy …`: from a draft to the active policy, and back. */
export function addPolicyCommands(program: Command): void {
  const policy = program.command("policy").description("the rules by which leads are handed out");
  where(policy.command("check").argument("<file-or-version>"))
    .description("everything that is wrong in a policy; a stored draft that passes is marked as checked")
    .option("--reps <file>", "the roster that it must fit, in place of the installation's; nothing is marked then")
    .option("--tests <file>", "leads with the outcome expected, each of which must hold (docs/policy-tests.md)")
    .option("--companies <file>", "with --tests: the companies that their leads are looked up in")
    .option("--author <name>", "who checked it", userInfo().username)
    .option("--strict", "fail for warnings too")
    .option(
      "--unsigned",
      "no source of the installation signs what it sends: warn of what only such a source can bring",
    )
    .action(checkPolicy);
  noted(policy.command("save").argument("<file>"))
    .description("keep a policy as a new version that is not active yet")
    .action(savePolicy);
  noted(policy.command("activate").argument("<file-or-version>"))
    .description("check a policy and make it the one that leads are handed out by")
    .action(activatePolicy);
  noted(policy.command("rollback").argument("[version]"))
    .description("make the version active again that was so before, or an earlier one")
    .option("--unchecked", "also when it no longer fits the roster")
    .action(rollbackPolicy);
  addPolicyHistoryCommands(policy);
  addDiffCommand(policy);
  addRenderCommand(policy);
  addExplainCommand(policy);
  addImportSalesforceCommand(policy);
}
