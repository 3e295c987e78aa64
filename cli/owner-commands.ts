import { userInfo } from "node:os";
import { type Command, Option } from "commander";
import { actOnLead } from "../adapters/claims/act-on-lead.ts";
import { type ClosedLead, closeLead } from "../adapters/claims/close-lead.ts";
import type { ActResult } from "../routing/follow/acts.ts";
import { readNote } from "../routing/lead/clean-text.ts";
import { type Closing, type ContactWay, closingOutcomes, contactWays } from "../routing/lead/follow.ts";
import { oneLine } from "../texts/legible.ts";
import { acting } from "./acting.ts";
import { instantIn } from "./availability-commands.ts";
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

type Contacted = Where & { how: ContactWay; at?: string; by: string };
/** `too-early`: at that time it was with nobody, or with somebody else. */
type ContactedLead = ActResult | "too-early" | "unknown" | "busy";

const contactedTexts: Record<Exclude<ContactedLead, "done" | "too-late" | "too-many">, string> = {
  before: "contacted before",
  over: "it is over",
  "not-theirs": "nobody owns it",
  "being-told": "its owner is being introduced; try again in a minute",
  "too-early": "its owner did not have it then",
  unknown: "unknown",
  busy: "written by others at the same time; try again",
};

/** Says for the owner of a lead that they reached its person, as on the lead's page. */
async function contacted(id: string, { how, at, by }: Contacted, deps: ReturnType<typeof acting>) {
  const { ownerId, acceptedAt = "" } = await deps.leads.load(id);
  const owner = ownerId === undefined ? undefined : await deps.reps.get(ownerId);
  if (!owner) return "not-theirs";
  const then = at === undefined ? undefined : instantIn(owner.timeZone, at);
  if (then !== undefined && then > deps.now()) throw new Refused(`${at} is still to come in ${owner.timeZone}.`);
  if (then !== undefined && then < acceptedAt) return "too-early";

  // Whoever has it by the time of the write did not say so.
  return (await actOnLead(id, { kind: "contacted", how, at: then }, { repId: owner.id, by }, deps)).result;
}

async function contactedLeads(ids: readonly string[], options: Contacted): Promise<void> {
  const deps = acting(await installation(options));
  for (const id of ids) {
    const result: ContactedLead = await contacted(id, options, deps).catch((fault: Error) => kindOf(fault).kind);
    const text =
      result === "done" ? `contacted by ${options.how}` : contactedTexts[result as keyof typeof contactedTexts];
    console.log(oneLine(`${id}: ${text}`));
    if (result !== "done" && result !== "before") process.exitCode = 1;
  }
}

/** `npm run turno -- leads contacted|close …`: what the owner of a lead says on its page, for them. */
export function addOwnerCommands(program: Command): void {
  const leads = program.commands.find((command) => command.name() === "leads") ?? program.command("leads");
  where(leads.command("contacted").argument("<leads...>"))
    .description("say that the owners of leads reached their people, once each: nobody is reminded or told any more")
    .addOption(new Option("--how <how>", "how they were reached").choices(contactWays).makeOptionMandatory())
    .option("--at <time>", "when, as 2026-11-05T15:30 by the clock of its owner; else now")
    .option("--by <name>", "who says so", userInfo().username)
    .action(contactedLeads);
  where(leads.command("close").argument("<leads...>"))
    .description("close leads that a rep has, once each: their places are free again")
    .requiredOption("--outcome <outcome>", `one of ${closingOutcomes.join(", ")}; an invalid one is credited back`)
    .option("--note <text>", "what else there is to say, kept with the lead")
    .option("--by <name>", "who says so", userInfo().username)
    .action(closeLeads);
}
