import { Command, CommanderError } from "commander";
import { addApplyCommand } from "./apply-command.ts";
import { addAuditCommand } from "./audit-command.ts";
import { addCompaniesCommands } from "./companies-commands.ts";
import { addDoctorCommand } from "./doctor-command.ts";
import { addHeldCommands } from "./held-commands.ts";
import { addInitCommand } from "./init-command.ts";
import { NoInstallation } from "./installation.ts";
import { addLeadsCommands } from "./leads-commands.ts";
import { addLearnCommand } from "./learn-command.ts";
import { addLedgerCommands } from "./ledger-commands.ts";
import { addOwnerCommands } from "./owner-commands.ts";
import { addPolicyCommands } from "./policy-commands.ts";
import { addPrivacyCommands } from "./privacy-commands.ts";
import { addReplayCommand } from "./replay-command.ts";
import { addReportCommands } from "./report-command.ts";
import { addRepsCommands } from "./reps-commands.ts";
import { addReviewsCommands } from "./reviews-commands.ts";
import { addSmokeCommand } from "./smoke-command.ts";
import { addSourceCommands } from "./source-command.ts";
import { addSuppressionCommands } from "./suppression-commands.ts";
import { addWebhooksCommands } from "./webhooks-commands.ts";
import { BadFiles, Refused } from "./where.ts";

/**
 * Runs one command of `npm run turno`: the policy, the roster and the companies, from files into an installation and
 * back. Never throws and never exits the process: errors are written to standard error, and `process.exitCode` is set.
 * @param words the arguments after `turno` on the command line
 */
export async function runTurno(words: readonly string[]): Promise<void> {
  const program = new Command("turno").description("Policy, roster and companies of a Turno");
  program.showHelpAfterError().exitOverride();
  addInitCommand(program);
  addApplyCommand(program);
  addPolicyCommands(program);
  addRepsCommands(program);
  addReviewsCommands(program);
  addReplayCommand(program);
  addLearnCommand(program);
  addCompaniesCommands(program);
  addLeadsCommands(program);
  addHeldCommands(program);
  addSourceCommands(program);
  addLedgerCommands(program);
  addOwnerCommands(program);
  addSuppressionCommands(program);
  addReportCommands(program);
  addPrivacyCommands(program);
  addAuditCommand(program);
  addWebhooksCommands(program);
  addDoctorCommand(program);
  addSmokeCommand(program);
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    // Commander has already printed the error or the help.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      return;
    }
    const expected =
      error instanceof BadFiles ||
      error instanceof NoInstallation ||
      error instanceof Refused ||
      ["Contention", "NoActivePolicy"].includes((error as Error).name);
    console.error(expected ? (error as Error).message : error);
    process.exitCode ||= 1;
  }
}
