import Table from "cli-table3";
import { type Command, InvalidArgumentError, Option } from "commander";
import { LeadList, type ListedLead, leadsOfPerson, listedLead } from "../adapters/leads/lead-list.ts";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { describeValue, suggest } from "../policy/read/problem.ts";
import { type LeadStatus, leadStatuses } from "../routing/lead/lead.ts";
import { isFinal } from "../routing/lead/lifecycle.ts";
import { isSharedMailbox } from "../routing/lead/shared-mailbox.ts";
import { oneLine, shortened } from "../texts/legible.ts";
import type { Installation } from "./installation.ts";
import { installation, Refused, type Where, where } from "./where.ts";

/** The options that say which leads are meant. */
export interface WhichLeads {
  status: LeadStatus[];
  owner?: string;
  pool?: string;
  unresolved?: boolean;
  since?: string;
  until?: string;
}

type ListOptions = Where & WhichLeads & { most: number; after?: string; json?: boolean };

/** Every status of a lead that somebody has or is to get. */
const open = leadStatuses.filter((status) => !isFinal(status));
const groups: Record<string, readonly LeadStatus[]> = { open, over: leadStatuses.filter(isFinal), all: leadStatuses };

async function listLeads(options: ListOptions): Promise<void> {
  const place = await installation(options);
  const filter = await filterOf(options, place);
  const list = new LeadList(place.client, place.tables.leads);
  const found: ListedLead[] = [];
  let { after } = options;
  do {
    const page = await list.page(filter, { most: options.most - found.length, after });
    found.push(...page.leads);
    after = page.next;
  } while (after !== undefined && found.length < options.most);
  if (options.json) {
    return console.log(JSON.stringify({ leads: found.map(lineOf), ...(after && { next: after }) }, null, 2));
  }
  if (found.length === 0) return console.log(`No such lead in ${place.name}.`);
  console.log(tableOf(found));
  if (after) console.log(`There may be more: --after "${after}"`);
}

/** What the options say, checked against the installation. @throws Refused */
export async function filterOf({ status, owner, pool, unresolved, since, until }: WhichLeads, place: Installation) {
  if (owner !== undefined) {
    const reps = await new RepStore(place.client, place.tables.reps).all();
    const ids = reps.map(({ id }) => id);
    if (!ids.includes(owner)) throw new Refused(`There is nobody "${owner}" in ${place.name}${suggest(owner, ids)}.`);
  }
  const now = place.now ?? new Date().toISOString();
  const at = (text: string | undefined) => (text === undefined ? undefined : instantOrAge(text, now));
  return { statuses: status, holder: owner, pool, unresolved, since: at(since), until: at(until) };
}

async function findLeads(email: string, options: Where & { name?: string; json?: boolean }): Promise<void> {
  const place = await installation(options);
  if (isSharedMailbox(email) && !options.name) {
    throw new Refused(`Several people may read ${oneLine(email)}: say whose leads with --name.`);
  }
  const who = { email, name: options.name ?? "" };
  const leads = await leadsOfPerson(who, new LeadStore(place.client, place.tables.leads));
  const found = leads.map(listedLead);
  if (options.json) return console.log(JSON.stringify(found.map(lineOf), null, 2));
  if (found.length === 0) return console.log(`No lead of ${oneLine(email)} in ${place.name}.`);
  console.log(tableOf(found));
}

/** A lead as one line of a list. Times are ISO 8601. */
const lineOf = ({
  id,
  status,
  outcome,
  priority,
  receivedAt,
  name,
  company,
  pool,
  holders,
  unresolvedAt,
}: ListedLead) => ({
  lead: id,
  status,
  ...(outcome && { outcome }),
  ...(unresolvedAt && { unresolved: unresolvedAt }),
  ...(priority && { priority }),
  received: receivedAt,
  name,
  ...(company !== undefined && { company }),
  ...(pool !== undefined && { pool }),
  has: holders,
});

function tableOf(leads: readonly ListedLead[]): string {
  const table = new Table({
    head: ["lead", "status", "priority", "received", "who", "pool", "has it"],
    style: { head: [], border: [] },
  });
  for (const { lead, status, outcome, priority = "", received, name, company, pool = "", has } of leads.map(lineOf)) {
    const who = shortened([name, company].filter(Boolean).join(", "), 40);
    const cells = [lead, outcome ?? status, priority, `${received.slice(0, 16)}Z`, who, pool, has.join(", ")];
    table.push(cells.map((cell) => oneLine(cell)));
  }
  return table.toString();
}

/** Statuses by name, several with commas; also `open`, `over` and `all`. */
function readStatuses(text: string): LeadStatus[] {
  const statuses = text.split(",").flatMap((name): readonly LeadStatus[] => {
    const known = leadStatuses.find((status) => status === name.trim());
    const some = known ? [known] : groups[name.trim()];
    if (!some) throw new InvalidArgumentError(`Expected ${[...leadStatuses, ...Object.keys(groups)].join(", ")}.`);
    return some;
  });
  return [...new Set(statuses)];
}

/** An instant (ISO 8601) that was typed, or how long before `now`: 7d, 12h. @throws Refused */
export function instantOrAge(text: string, now: string): string {
  const [, count, unit] = /^(\d{1,5})(h|d)$/.exec(text.trim()) ?? [];
  if (unit) return new Date(Date.parse(now) - Number(count) * (unit === "d" ? 86_400_000 : 3_600_000)).toISOString();
  const at = /^\d{4}-\d{2}-\d{2}/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
  if (Number.isNaN(at))
    throw new Refused(`expected a date such as 2026-11-02, or 7d for a week ago, found ${describeValue(text)}.`);
  return new Date(at).toISOString();
}

function readMost(text: string): number {
  const most = Number(text);
  if (!Number.isInteger(most) || most < 1 || most > 1000) throw new InvalidArgumentError("Expected 1 to 1000.");
  return most;
}

/** Adds the options that say which leads are meant. */
export const whichLeads = (command: Command): Command =>
  command
    .addOption(
      new Option("--status <statuses>", `by status, several with commas; also ${Object.keys(groups).join(", ")}`)
        .argParser(readStatuses)
        .default(open, "open"),
    )
    .option("--owner <id>", "whom they are with: the owner, a rep who was asked, or the manager")
    .option("--pool <id>", "whose lead it is by its last offer, or its rule")
    .option("--unresolved", "those whose owner was asked for an outcome to the end and never gave one")
    .option("--since <time>", "received from then on, as 2026-11-02, or 7d for the last week")
    .option("--until <time>", "received before then");

/** `npm run turno -- leads list|find …` */
export function addListCommands(leads: Command): void {
  whichLeads(where(leads.command("list")))
    .description("leads by status, who has them, pool and time, the latest first")
    .option("--most <count>", "how many to list", readMost, 50)
    .option("--after <position>", "go on after this one, as the list before said")
    .option("--json", "as JSON")
    .action(listLeads);
  where(leads.command("find").argument("<email>"))
    .description("the leads of one person, the latest first")
    .option("--name <name>", "who, where several people read the address, as info@")
    .option("--json", "as JSON")
    .action(findLeads);
}
