import { userInfo } from "node:os";
import type { Command } from "commander";
import { PolicyStore } from "../adapters/policy-store.ts";
import { RepStore } from "../adapters/rep-store.ts";
import { NoInstallation } from "./installation.ts";
import { type PolicyReading, readPolicyFile } from "./policy-file.ts";
import { readRosterFile } from "./roster-file.ts";
import { BadFiles, installation, type Where, where } from "./where.ts";

/** The policy of a reading. @throws BadFiles */
export const policyOf = (reading: PolicyReading) => {
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

/** `npm run turno -- policy …` */
export function addPolicyCommands(program: Command): void {
  const policy = program.command("policy").description("the rules by which leads are handed out");
  policy.command("check").argument("<file>").option("--reps <file>", "the roster that it must fit").action(checkPolicy);
  where(policy.command("activate").argument("<file>"))
    .requiredOption("--note <text>", "what changed, for those who read the history")
    .option("--author <name>", "who changed it", userInfo().username)
    .action(activatePolicy);
  where(policy.command("show")).description("the active policy as its author wrote it").action(showPolicy);
}
