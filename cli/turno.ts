import { Command } from "commander";
import { NoInstallation } from "./installation.ts";
import { addPolicyCommands } from "./policy-commands.ts";
import { addRepsCommands } from "./reps-commands.ts";
import { BadFiles, Refused } from "./where.ts";

// `npm run turno`: the policy and the roster, from files into an installation and back.

const program = new Command("turno").description("Policy and roster of a Turno").showHelpAfterError();
addPolicyCommands(program);
addRepsCommands(program);

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
