import { Command } from "commander";
import { addCloseCommand } from "./close-command.ts";
import { addCompaniesCommands } from "./companies-commands.ts";
import { NoInstallation } from "./installation.ts";
import { addLeadsCommands } from "./leads-commands.ts";
import { addLedgerCommands } from "./ledger-commands.ts";
import { addPolicyCommands } from "./policy-commands.ts";
import { addReplayCommand } from "./replay-command.ts";
import { addRepsCommands } from "./reps-commands.ts";
import { BadFiles, Refused } from "./where.ts";

// `npm run turno`: the policy, the roster and the companies, from files into an installation and back.

const program = new Command("turno").description("Policy, roster and companies of a Turno").showHelpAfterError();
addPolicyCommands(program);
addRepsCommands(program);
addReplayCommand(program);
addCompaniesCommands(program);
addLeadsCommands(program);
addLedgerCommands(program);
addCloseCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  const expected =
    error instanceof BadFiles ||
    error instanceof NoInstallation ||
    error instanceof Refused ||
    ["Contention", "NoActivePolicy"].includes((error as Error).name);
  console.error(expected ? (error as Error).message : error);
  process.exitCode ||= 1;
}
