import Table from "cli-table3";
import type { Command } from "commander";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { type Board, boardOf } from "../routing/choice/board.ts";
import { chooseRep } from "../routing/choice/choose-rep.ts";
import type { Lead, Priority } from "../routing/lead/lead.ts";
import { poolsFor, waitEnds } from "../routing/offers/longest-wait.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { ruled } from "../routing/steps.ts";
import { oneLine } from "../texts/legible.ts";
import { addReassignCommand } from "./hand-on-commands.ts";
import { addImportCommand } from "./import-leads-command.ts";
import { addHandsOnCommands } from "./leads-hands-on.ts";
import { addListCommands } from "./leads-list.ts";
import { addShowCommand } from "./leads-show.ts";
import { installation, type Where, where } from "./where.ts";

/** The most waiting leads that are read. */
const most = 1000;

/** A waiting lead and what it waits for; times are ISO 8601. */
interface WaitingLead {
  lead: string;
  priority: Priority;
  since: string;
  /** What it waits for: the rep that its rule names, or the rule's pools in order. */
  waitsFor: string[];
  /** When the next of them comes to work; absent if somebody is at work but full. */
  nextChance?: string;
  /** When its longest wait ends, and the additional pools that are then asked before the manager gets it. */
  waitEnds: string;
  asksThen: string[];
}

/** What a waiting lead waits for at `now` (ISO 8601). */
function waitOf(lead: Lead, policy: Policy, board: Board, now: string): WaitingLead {
  const asked = ruled(lead, policy, board.roster, now);
  const pools = asked.rule?.pools ?? [];
  const choice = chooseRep(asked, policy, board, now);
  const since = lead.waitingSince ?? now;
  const ends = waitEnds(asked, policy, Date.parse(now));
  const opens = choice.kind === "wait" && Date.parse(choice.until) - Date.parse(now) > roomSoon;
  return {
    lead: lead.id,
    priority: lead.priority?.level ?? "cold",
    since,
    waitsFor: choice.kind === "wait" && choice.waitsFor ? [choice.waitsFor] : pools,
    ...(opens && { nextChance: choice.until }),
    waitEnds: new Date(ends).toISOString(),
    asksThen: poolsFor(asked, policy, ends).filter((pool) => !pools.includes(pool)),
  };
}

/** A next chance sooner than this (ms) means that somebody is at work but full. */
const roomSoon = 15 * 60_000;

async function listWaiting(options: Where & { json?: boolean }): Promise<void> {
  const { name, client, tables, now = new Date().toISOString() } = await installation(options);
  const [leads, policies] = [new LeadStore(client, tables.leads), new PolicyStore(client, tables.policies)];
  const waiting = await leads.waiting(most);
  const board = boardOf(await new RepStore(client, tables.reps).all(), new Map());
  const found: WaitingLead[] = [];
  for (const { id } of waiting) {
    const lead = await leads.get(id);
    if (lead?.status !== "waiting") continue;
    const { policy } = await policies.get(lead.policyVersion ?? 0);
    found.push(waitOf(lead, policy, board, now));
  }
  if (options.json) return console.log(JSON.stringify(found, null, 2));
  if (found.length === 0) return console.log(`No lead waits in ${name}.`);
  const table = new Table({
    head: ["turn", "lead", "priority", "waits", "for", "next chance", "wait ends", "then"],
    style: { head: [], border: [] },
  });
  for (const [n, each] of found.entries()) {
    const { lead, priority, since, waitsFor, nextChance = "as soon as somebody has room", waitEnds, asksThen } = each;
    const then = [...asksThen, "the manager"].join(", then ");
    const cells = [n + 1, lead, priority, spanOf(since, now), waitsFor.join(", then "), nextChance, waitEnds, then];
    table.push(cells.map((cell) => oneLine(String(cell))));
  }
  console.log(table.toString());
  for (const line of byPool(found, now)) console.log(oneLine(line));
  if (waiting.length === most) console.log(`Only the first ${most} are listed.`);
}

/** A line per pool or rep waited for: the number of waiting leads by priority, and the longest wait. */
function byPool(found: readonly WaitingLead[], now: string): string[] {
  return [...Map.groupBy(found, ({ waitsFor }) => waitsFor[0] ?? "")].map(([pool, of]) => {
    const longest = of.map(({ since }) => since).sort()[0] ?? now;
    const counted = [...Map.groupBy(of, ({ priority }) => priority)].map(([level, some]) => `${some.length} ${level}`);
    return `${pool}: ${counted.join(", ")}; the longest for ${spanOf(longest, now)}`;
  });
}

/** Formats a time span as "2 h 5 min". */
function spanOf(since: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `npm run turno -- leads …` */
export function addLeadsCommands(program: Command): void {
  const leads = program.command("leads").description("the leads themselves");
  addListCommands(leads);
  addShowCommand(leads);
  addHandsOnCommands(leads);
  addReassignCommand(leads);
  addImportCommand(leads);
  where(leads.command("waiting"))
    .description("who waits for somebody to be available, in the order of their turn")
    .option("--json", "as JSON")
    .action(listWaiting);
}
