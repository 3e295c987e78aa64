import { userInfo } from "node:os";
import { type Command, Option } from "commander";
import { handled, type Outcome } from "../adapters/claims/handled.ts";
import type { Asked } from "../adapters/claims/hands-on.ts";
import { rejectReasons } from "../routing/follow/hands-on.ts";
import { readNote } from "../routing/lead/clean-text.ts";
import { oneLine } from "../texts/legible.ts";
import { acting } from "./acting.ts";
import { installation, type Where, where } from "./where.ts";

type By = Where & { by: string };
/** What is said of each outcome but `done`. */
export const outcomeTexts: Record<Exclude<Outcome, "done">, string> = {
  before: "it is so already",
  "too-early": "it is still being decided; try again in a minute",
  "being-told": "its owner is being introduced; try again in a minute",
  over: "it is over; reopen it first",
  owned: "somebody owns it; use leads transfer",
  "not-owned": "nobody owns it; use leads assign",
  "not-theirs": "they do not have it",
  "not-over": "it is not over",
  withdrawn: "its person asked for nothing more",
  inactive: "they are not active",
  paused: "they are paused; see reps resume",
  full: "they have no place, effort, time to close or new lead left",
  "too-often": "it went through too many hands; close it",
  "no-manager": "the active policy has no other manager",
  another: "its person has another lead that is open; see leads find",
  nobody: "the roster has no such rep, or manager for leads take",
  unknown: "there is no such lead",
  busy: "written by others at the same time; try again",
};

async function handleEach(leads: readonly string[], asked: Asked, done: string, options: By): Promise<void> {
  const deps = acting(await installation(options));
  for (const lead of leads) {
    const outcome = await handled(lead, asked, options.by, deps);
    console.log(oneLine(`${lead}: ${outcome === "done" ? done : outcomeTexts[outcome]}`));
    if (outcome !== "done" && outcome !== "before") process.exitCode = 1;
  }
}

type Reject = By & { reason: (typeof rejectReasons)[number]; note?: string };

function reject(leads: readonly string[], options: Reject): Promise<void> {
  const note = readNote(options.note);
  const asked = { kind: "reject" as const, reason: options.reason, ...(note && { note }) };
  return handleEach(leads, asked, "rejected", options);
}

/** Adds the option that says who does it. */
export const byWhom = (command: Command): Command =>
  where(command).option("--by <name>", "who does so, for the timeline", userInfo().username);

/** `npm run turno -- leads assign|transfer|take|reject|reopen …` */
export function addHandsOnCommands(leads: Command): void {
  byWhom(leads.command("assign").argument("<lead>").argument("<rep>"))
    .description("give a lead that nobody owns to a rep, who is introduced to it")
    .action((lead: string, to: string, options: By) =>
      handleEach([lead], { kind: "assign", to }, `goes to ${to}`, options),
    );
  byWhom(leads.command("transfer").argument("<lead>").argument("<rep>"))
    .description("give a lead to another rep than its owner; both are told, and its person")
    .action((lead: string, to: string, options: By) =>
      handleEach([lead], { kind: "transfer", to }, `goes to ${to}`, options),
    );
  byWhom(leads.command("take").argument("<lead>").argument("<manager>"))
    .description("give a lead to a manager, whoever has it")
    .action((lead: string, to: string, options: By) =>
      handleEach([lead], { kind: "take", to }, `goes to ${to}`, options),
    );
  byWhom(leads.command("reject").argument("<leads...>"))
    .description("close leads as none, whoever has them, and credit what they cost")
    .addOption(new Option("--reason <reason>", "why").choices(rejectReasons).makeOptionMandatory())
    .option("--note <text>", "what else there is to say, kept with the lead")
    .action(reject);
  byWhom(leads.command("reopen").argument("<leads...>"))
    .description("open leads again that are over: with who had them, or for the next rep by the rules")
    .action((some: string[], options: By) => handleEach(some, { kind: "reopen" }, "is open again", options));
}
