import { userInfo } from "node:os";
import type { Command } from "commander";
import { type ClosedLead, closeLead } from "../adapters/claims/close-lead.ts";
import { readNote } from "../routing/lead/clean-text.ts";
import { type Closing, closingOutcomes } from "../routing/lead/follow.ts";
import { oneLine } from "../texts/legible.ts";
import { acting } from "./acting.ts";
import { installation, Refused, type Where, where } from "./where.ts";

type Options = Where & { outcome: string; note?: string; by: string };
type Kind = ClosedLead["kind"] | "unknown" | "busy";

const said: Record<Exclude<Kind, "closed" | "closed-before">, string> = {
  "not-accepted": "not accepted yet",
  "being-told": "its owner or its person is being told; close it in some minutes",
  "no-rep": "needed no rep, so there is nothing to close",
  unknown: "unknown",
  busy: "written by others at the same time; try again",
};

async function closeLeads(ids: readonly string[], options: Options): Promise<void> {
  const outcome = closingOutcomes.find((known) => known === options.outcome);
  if (!outcome) throw new Refused(`--outcome is one of ${closingOutcomes.join(", ")}.`);
  const deps = acting(await installation(options));
  const note = readNote(options.note);
  const closing: Closing = { outcome, at: deps.now(), by: options.by, ...(note && { note }) };
  for (const id of ids) {
    const { kind, as } = await closeLead(id, closing, deps).catch(kindOf);
    const text = kind === "closed" || kind === "closed-before" ? `${kind.replace("-", " ")} as ${as}` : said[kind];
    console.log(oneLine(`${id}: ${text}`));
    if (as !== outcome) process.exitCode = 1;
  }
}

/** Turns an error that concerns one lead only into a result, so that the other leads are still closed. */
function kindOf(fault: Error): { kind: "unknown" | "busy"; as?: undefined } {
  if (fault.name === "LeadNotFound") return { kind: "unknown" };
  if (fault.name === "Contention") return { kind: "busy" };
  throw fault;
}

/** `npm run turno -- leads close …` */
export function addCloseCommand(program: Command): void {
  const leads = program.commands.find((command) => command.name() === "leads") ?? program.command("leads");
  where(leads.command("close").argument("<leads...>"))
    .description("close leads that a rep has, once each: their places are free again")
    .requiredOption("--outcome <outcome>", `one of ${closingOutcomes.join(", ")}; an invalid one is credited back`)
    .option("--note <text>", "what else there is to say, kept with the lead")
    .option("--by <name>", "who says so", userInfo().username)
    .action(closeLeads);
}
