import { userInfo } from "node:os";
import Table from "cli-table3";
import { Command, Option } from "commander";
import { PolicyStore } from "../adapters/policy-store.ts";
import { RepStore } from "../adapters/rep-store.ts";
import {
  deployedInstallation,
  type Installation,
  localInstallation,
  localUrl,
  NoInstallation,
} from "./installation.ts";
import { type PolicyReading, parsePolicy, readPolicyFile } from "./policy-file.ts";
import { type Problem, renderProblem } from "./problem.ts";
import { readRosterFile, renderRoster } from "./roster-file.ts";
import { renderHours } from "./working-hours.ts";

// `npm run turno`: the policy and the roster, from files into an installation and back.

interface Where {
  stage?: string;
  url?: string;
}

/** Ends with what is wrong in the files; nothing was changed. */
class BadFiles extends Error {
  override readonly name = "BadFiles";

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([...problems.map(renderProblem), `${count}; nothing was changed.`].join("\n"));
  }
}

const installation = ({ stage, url }: Where): Promise<Installation> =>
  stage ? deployedInstallation(stage) : localInstallation(url ?? localUrl(process.env));

const rosterOf = (file: string, pools?: readonly string[]) => {
  const reading = readRosterFile(file, pools);
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return reading.reps;
};
const policyOf = (reading: PolicyReading) => {
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return reading;
};

function checkPolicy(file: string, { reps }: { reps?: string }): void {
  const own = readPolicyFile(file);
  const pools = own.kind === "policy" ? Object.keys(own.policy.pools) : undefined;
  const roster = reps === undefined ? undefined : readRosterFile(reps, pools);
  const reading = readPolicyFile(file, roster?.kind === "roster" ? roster.reps : undefined);
  const problems = [reading, roster].flatMap((read) => (read?.kind === "problems" ? read.problems : []));
  if (reading.kind !== "policy" || problems.length > 0) throw new BadFiles(problems);
  const { rules, lanes, pools: teams } = reading.policy;
  console.log(
    `${file} is a good policy: ${lanes.length} lanes, ${rules.length} rules, ${Object.keys(teams).length} pools.`,
  );
}

async function activatePolicy(file: string, options: Where & { note: string; author: string }): Promise<void> {
  policyOf(readPolicyFile(file));
  const { name, client, tables } = await installation(options);
  const reps = await new RepStore(client, tables.reps).all();
  if (reps.length === 0)
    throw new NoInstallation(`There are no reps in ${name}. Import a roster first: npm run turno -- reps import FILE`);
  const { policy, source } = policyOf(readPolicyFile(file, reps));
  const by = { author: options.author, note: options.note, at: new Date().toISOString() };
  const version = await new PolicyStore(client, tables.policies).activate(policy, source, by);
  console.log(`Version ${version} is active in ${name}. Leads that are under way keep the version they began with.`);
}

async function showPolicy(options: Where): Promise<void> {
  const { client, tables } = await installation(options);
  const { version, author, note, at, source } = await new PolicyStore(client, tables.policies).active();
  console.error(`Version ${version}, activated by ${author} at ${at}: ${note}`);
  process.stdout.write(source);
}

async function importReps(file: string, options: Where): Promise<void> {
  rosterOf(file);
  const { name, client, tables } = await installation(options);
  const active = await new PolicyStore(client, tables.policies).active().catch(withoutPolicy);
  const reps = rosterOf(file, active && Object.keys(active.policy.pools));
  if (active) policyOf(parsePolicy(active.source, "the active policy", reps));
  const { added, changed, deactivated } = await new RepStore(client, tables.reps).importRoster(reps);
  const said = (what: string, ids: string[]) => `${ids.length} ${what}${ids.length > 0 ? ` (${ids.join(", ")})` : ""}`;
  console.log(`In ${name}: ${said("added", added)}, ${said("changed", changed)}, ${said("deactivated", deactivated)}.`);
}

const withoutPolicy = (error: Error): undefined => {
  if (error.name !== "NoActivePolicy") throw error;
};

async function exportReps(options: Where): Promise<void> {
  const { client, tables } = await installation(options);
  process.stdout.write(renderRoster(await new RepStore(client, tables.reps).all()));
}

async function listReps(options: Where): Promise<void> {
  const { client, tables } = await installation(options);
  const table = new Table({
    head: ["id", "role", "zone", "hours", "pools", "open", "capacity", "active"],
    style: { head: [], border: [] },
  });
  for (const rep of await new RepStore(client, tables.reps).all()) {
    const pools = Object.entries(rep.pools).map(([pool, weight]) => (weight === 1 ? pool : `${pool}:${weight}`));
    table.push([
      rep.id,
      rep.role,
      rep.timeZone,
      renderHours(rep.shifts).replaceAll("; ", "\n"),
      pools.join("\n"),
      rep.openLeads,
      rep.capacity,
      rep.active ? "yes" : "no",
    ]);
  }
  console.log(table.toString());
}

const program = new Command("turno").description("Policy and roster of a Turno").showHelpAfterError();
const where = (command: Command): Command =>
  command
    .addOption(
      new Option("--stage <stage>", "a deployed stage, such as dev; the local run when not given").conflicts("url"),
    )
    .option("--url <url>", "the address of a local run");

const policy = program.command("policy").description("the rules by which leads are handed out");
policy.command("check").argument("<file>").option("--reps <file>", "the roster that it must fit").action(checkPolicy);
where(policy.command("activate").argument("<file>"))
  .requiredOption("--note <text>", "what changed, for those who read the history")
  .option("--author <name>", "who changed it", userInfo().username)
  .action(activatePolicy);
where(policy.command("show")).description("the active policy as its author wrote it").action(showPolicy);

const reps = program.command("reps").description("the people who take leads");
where(reps.command("import").argument("<file>")).description("make the roster that of a CSV file").action(importReps);
where(reps.command("export")).description("the roster as CSV").action(exportReps);
where(reps.command("list")).description("who there is, with their open leads").action(listReps);

try {
  await program.parseAsync();
} catch (error) {
  const expected =
    error instanceof BadFiles ||
    error instanceof NoInstallation ||
    ["Contention", "NoActivePolicy"].includes((error as Error).name);
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 1;
}
