import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import Table from "cli-table3";
import type { Command } from "commander";
import { HeldStore } from "../adapters/intake/held-store.ts";
import { UnreadStore } from "../adapters/intake/unread-store.ts";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { Suppressions } from "../adapters/leads/suppressions.ts";
import { erasePersonDeps } from "../adapters/privacy/erase-deps.ts";
import { erasePerson } from "../adapters/privacy/erase-person.ts";
import { type Erasure, ErasureStore } from "../adapters/privacy/erasure-store.ts";
import { exportPerson, type KeptOfPerson } from "../adapters/privacy/export-person.ts";
import { personsLeads } from "../adapters/privacy/persons-leads.ts";
import { emailOf } from "../routing/lead/read-email.ts";
import { oneLine } from "../texts/legible.ts";
import type { Installation } from "./installation.ts";
import { reportPrivacy } from "./privacy-report.ts";
import { installation, Refused, type Where, where } from "./where.ts";

const author = userInfo().username;

function addressIn(text: string): string {
  const address = emailOf(text);
  if (!address) throw new Refused(`${oneLine(text)}: no address.`);
  return address;
}

async function exportOf(email: string, options: Where & { json?: boolean }): Promise<void> {
  const place = await installation(options);
  const { client, tables, now = new Date().toISOString() } = place;
  const deps = {
    client,
    leadsTable: tables.leads,
    leads: new LeadStore(client, tables.leads),
    held: new HeldStore(client, tables.intake),
    unread: new UnreadStore(client, tables.intake),
    suppressions: new Suppressions(client, tables.leads),
  };
  const address = addressIn(email);
  const kept = await exportPerson(address, now, deps, await personsLeads(address, deps));
  if (options.json) return console.log(JSON.stringify(kept, null, 2));
  for (const line of readable(kept, place.name)) console.log(line);
}

/** All that is kept, a line for each thing, indented by what it is part of. */
function readable({ email, at, leads, held, unread, suppressed, mailedLately }: KeptOfPerson, place: string): string[] {
  if (leads.length + held.length + unread.length + mailedLately.length === 0 && !suppressed)
    return [`Nothing is kept of ${oneLine(email)} in ${place}.`];
  return [
    `What ${place} keeps of ${oneLine(email)} at ${at}`,
    ...leads.flatMap(({ lead, beside }, n) => [
      "",
      `Lead ${n + 1} of ${leads.length}`,
      ...linesOf(lead, 1),
      ...Object.entries(beside).flatMap(([kind, rows]) => [
        `  ${kind.toLowerCase()}`,
        ...rows.flatMap((row) => ["    -", ...linesOf(row, 3)]),
      ]),
    ]),
    ...(unread.length > 0
      ? ["", "Sent by a source, and not read", ...unread.flatMap((one) => ["  -", ...linesOf(one, 2)])]
      : []),
    ...(held.length > 0 ? ["", "Held for a look", ...held.flatMap((one) => ["  -", ...linesOf(one, 2)])] : []),
    ...(suppressed ? ["", "Gets no mail that is about no request of theirs", ...linesOf(suppressed, 1)] : []),
    ...(mailedLately.length > 0
      ? ["", "Mailed within a day", ...mailedLately.flatMap((one) => ["  -", ...linesOf(one, 2)])]
      : []),
  ];
}

function linesOf(value: unknown, depth: number): string[] {
  const indent = "  ".repeat(depth);
  return Object.entries(value as object).flatMap(([name, one]) => {
    if (one === undefined || (typeof one === "object" && one !== null && Object.keys(one).length === 0)) return [];
    if (typeof one !== "object" || one === null) return [`${indent}${oneLine(name)}: ${oneLine(String(one))}`];
    return [`${indent}${oneLine(name)}`, ...linesOf(one, depth + 1)];
  });
}

async function eraseOf(email: string, options: Where & { yes?: boolean; author: string }): Promise<void> {
  const place = await installation(options);
  const { name, now = new Date().toISOString() } = place;
  const address = addressIn(email);
  const deps = depsIn(place);
  const leads = await personsLeads(address, deps);
  if (!options.yes) {
    console.log(`${name} has ${leads.length} leads of ${oneLine(address)}.`);
    throw new Refused("All that is kept of them is erased and cannot be brought back. Say --yes to do so.");
  }
  const asked = { id: randomUUID(), at: now, by: options.author, email: address };
  await deps.erasures.ask(asked);
  const first = await deps.erasures.get(asked);
  if (!first) throw new Error("the erasure that was asked for is not there");
  const erasure = await erasePerson(first, { ...deps, hasTime: () => true });
  console.log(cameOf(erasure, name));
  if (erasure.state !== "refused")
    return place.eraseMails?.({ email: address, leadIds: erasure.leadIds ?? [], said: erasure.said ?? [] });
  process.exitCode = 1;
  // No repeat finds the leads that were erased before the hold stood, so their mails go now.
  const after = await Promise.all(leads.map(({ id }) => deps.leads.get(id)));
  const gone = after.flatMap((lead) => (lead?.erased ? [lead.id] : []));
  if (gone.length > 0) await place.eraseMails?.({ leadIds: gone, said: [] });
}

function cameOf({ state, leads, others, id }: Erasure, name: string): string {
  if (state === "refused") {
    const before = leads === 0 ? "Nothing was erased" : `${leads} leads were erased before it, and no more`;
    return `${before}: a legal hold stands. leads unhold lifts it.`;
  }
  const counts = `${leads} leads and what is beside them, and their marks in ${others} items of others`;
  if (state === "open")
    return `Under way in ${name}: a meeting's cancellation has to be told first. It goes on by itself (erasure ${id}).`;
  return `Erased in ${name}: ${counts}. What came late is looked for in some minutes (erasure ${id}).`;
}

const depsIn = ({ client, tables, tasks, now }: Installation) =>
  erasePersonDeps(
    client,
    {
      LEADS_TABLE: tables.leads,
      REPS_TABLE: tables.reps,
      CURSORS_TABLE: tables.cursors,
      POLICIES_TABLE: tables.policies,
      INTAKE_TABLE: tables.intake,
      REPORTS_TABLE: tables.reports,
    },
    tasks,
    () => now ?? new Date().toISOString(),
  );

async function hold(ids: string[], options: Where & { reason: string; author: string }): Promise<void> {
  const { client, tables, now = new Date().toISOString() } = await installation(options);
  const leads = new LeadStore(client, tables.leads);
  for (const id of ids) {
    const known = await leads.get(id);
    if (!known || known.erased) {
      console.log(oneLine(`${id}: unknown`));
      process.exitCode = 1;
      continue;
    }
    const event = { at: now, event: "held", by: options.author };
    const lead = await leads.update(id, (lead) =>
      lead.hold
        ? undefined
        : {
            ...lead,
            hold: { at: now, by: options.author, reason: options.reason },
            timeline: [...lead.timeline, event],
          },
    );
    console.log(oneLine(`${id}: ${lead.hold?.at === now ? "on hold" : "was on hold"}, ${lead.hold?.reason ?? ""}`));
  }
}

async function unhold(ids: string[], options: Where & { author: string }): Promise<void> {
  const { client, tables, now = new Date().toISOString() } = await installation(options);
  const leads = new LeadStore(client, tables.leads);
  for (const id of ids) {
    let result = "unknown";
    if (await leads.get(id))
      await leads.update(id, ({ hold, ...lead }) => {
        result = hold ? "no longer on hold" : "was not on hold";
        const event = { at: now, event: "unheld", by: options.author };
        return hold && { ...lead, timeline: [...lead.timeline, event] };
      });
    if (result === "unknown") process.exitCode = 1;
    console.log(oneLine(`${id}: ${result}`));
  }
}

async function listErasures(options: Where & { json?: boolean }): Promise<void> {
  const { client, tables, name } = await installation(options);
  const all = await new ErasureStore(client, tables.leads).all();
  const told = all.map(({ id, at, by, state, doneAt, leads, others }) => ({
    id,
    at,
    by,
    state,
    doneAt,
    leads,
    others,
  }));
  if (options.json) return console.log(JSON.stringify(told, null, 2));
  if (told.length === 0) return console.log(`Nobody was erased in ${name}.`);
  const table = new Table({
    head: ["erasure", "asked", "by", "state", "done", "leads"],
    style: { head: [], border: [] },
  });
  for (const { id, at, by, state, doneAt = "", leads } of told)
    table.push([id, at.slice(0, 16), by, state, doneAt.slice(0, 16), leads].map((cell) => oneLine(String(cell))));
  console.log(table.toString());
}

/** `npm run turno -- leads export|erase|hold|unhold …` and `privacy …` */
export function addPrivacyCommands(program: Command): void {
  const leads = program.commands.find((command) => command.name() === "leads") ?? program.command("leads");
  where(leads.command("export").argument("<email>"))
    .description("all that is kept of a person, for them to have")
    .option("--json", "as JSON")
    .action(exportOf);
  where(leads.command("erase").argument("<email>"))
    .description("erase all that is kept of a person, in every place; refused while a legal hold stands")
    .option("--yes", "do it, and not only say what there is")
    .option("--author <name>", "who asks for it", author)
    .action(eraseOf);
  where(leads.command("hold").argument("<leads...>"))
    .description("put leads on legal hold, so that nothing of them is erased")
    .requiredOption("--reason <text>", "why, without names")
    .option("--author <name>", "who says so", author)
    .action(hold);
  where(leads.command("unhold").argument("<leads...>"))
    .description("lift a legal hold")
    .option("--author <name>", "who says so", author)
    .action(unhold);
  const privacy = program.command("privacy").description("what is kept of people");
  where(privacy.command("erasures"))
    .description("the record of what was erased, when and by whom, without the people")
    .option("--json", "as JSON")
    .action(listErasures);
  where(privacy.command("report"))
    .description("what is kept where, of whom and how long, by the tables and the active policy")
    .option("--json", "as JSON")
    .action(reportPrivacy);
}
