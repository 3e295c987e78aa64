import { userInfo } from "node:os";
import type { Command } from "commander";
import { SetupStore } from "../adapters/setup/setup-store.ts";
import { holidaysKnownThrough } from "../policy/read/public-holidays.ts";
import { planOf } from "./apply-plan.ts";
import { ask, canAsk } from "./ask.ts";
import { handOver } from "./ledger-commands.ts";
import { readSetup } from "./setup-files.ts";
import { installation, Refused, type Where, where } from "./where.ts";

interface Options extends Where {
  yes?: boolean;
  dryRun?: boolean;
  note?: string;
  author: string;
}

async function apply(
  policy: string,
  reps: string | undefined,
  companies: string | undefined,
  options: Options,
): Promise<void> {
  const files = { policy, reps, companies };
  readSetup(files);
  const place = await installation(options);
  const { name, client, tables } = place;
  const store = new SetupStore(client, tables);
  const basis = await store.basis();
  if (reps === undefined && basis.reps.length === 0)
    throw new Refused(`There are no reps in ${name}. Name a roster as well: npm run turno -- apply ${policy} ROSTER`);
  const setup = readSetup(files, basis.reps);
  const { change, lines } = await planOf(setup, basis, place);
  const nothing = Object.keys(change).length === 0;
  if (nothing) {
    for (const line of lines) console.log(line);
    console.log(`Nothing to do: ${name} is as the files say.`);
    if (options.dryRun) return;
  } else {
    console.log([`To be changed in ${name}`, ...lines].join("\n"));
    if (options.dryRun) return console.log("Nothing was changed.");
    if (!(await agreed(options))) return console.log("Nothing was changed.");
    const by = { author: options.author, note: options.note ?? `apply ${policy}`, at: new Date().toISOString() };
    const version = await store.activate(change, basis, by);
    console.log(`Active in ${name}: version ${version} of the policy, with its roster and companies.`);
  }
  // The work after the switch, which also completes what an interrupted run left.
  await store.settle();
  for (const line of await handOver(place)) console.log(line);
  const through = setup.reps && holidaysKnownThrough(setup.reps);
  if (through) console.log(through);
}

/** @throws Refused when confirmation is needed and there is no terminal */
async function agreed({ yes }: Options): Promise<boolean> {
  if (yes) return true;
  if (!canAsk()) throw new Refused("Nothing was changed: nobody can be asked here. To apply the plan, add --yes.");
  return /^(y|yes|s|sí|si|sim)$/i.test(await ask("Make all of it active? (yes/no)", "no"));
}

/** `npm run turno -- apply …` */
export function addApplyCommand(program: Command): void {
  where(
    program
      .command("apply")
      .argument("<policy>", "the policy's file")
      .argument("[reps]", "the roster as CSV; the stored one stays when not given")
      .argument("[companies]", "the companies as CSV; the stored ones stay when not given"),
  )
    .description("make policy, roster and companies active together, all or none, after showing what changes")
    .option("--yes", "without asking")
    .option("--dry-run", "only say what would change")
    .option("--note <text>", "what changed and why, for those who read the history")
    .option("--author <name>", "who changed it", userInfo().username)
    .action(apply);
}
