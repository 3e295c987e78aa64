import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import Table from "cli-table3";
import type { Command } from "commander";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { NurtureStore } from "../adapters/leads/nurture-store.ts";
import { Suppressions } from "../adapters/leads/suppressions.ts";
import { emailOf } from "../routing/lead/read-email.ts";
import { oneLine } from "../texts/legible.ts";
import { installation, Refused, type Where, where } from "./where.ts";

const listOf = async (options: Where) => {
  const place = await installation(options);
  return { ...place, suppressions: new Suppressions(place.client, place.tables.leads) };
};

/** Addresses as typed, or one a line from a file where one is named with @. @throws Refused for what is no address */
function addressesIn(given: readonly string[], file: string | undefined): string[] {
  const lines = file === undefined ? [] : readFileSync(file === "-" ? 0 : file, "utf8").split(/\r?\n/);
  const all = [...given, ...lines].map((line) => line.trim()).filter((line) => line !== "");
  const wrong = all.filter((address) => !emailOf(address));
  if (all.length === 0) throw new Refused("Name at least one address, or a file of them with --file.");
  if (wrong.length > 0) throw new Refused(`${oneLine(wrong.slice(0, 3).join(", "))}: no address; nothing was changed.`);
  return all;
}

async function addAddresses(given: string[], options: Where & { file?: string; author: string }): Promise<void> {
  const addresses = addressesIn(given, options.file);
  const { name, suppressions, now = new Date().toISOString() } = await listOf(options);
  for (const address of addresses) await suppressions.add(address, { at: now, why: "asked", by: options.author });
  console.log(`In ${name}: ${addresses.length} suppressed. They get no mail that is about no request of theirs.`);
}

async function removeAddresses(given: string[], options: Where): Promise<void> {
  const addresses = addressesIn(given, undefined);
  const { suppressions } = await listOf(options);
  for (const address of addresses) {
    const removed = await suppressions.remove(address);
    console.log(oneLine(`${address}: ${removed ? "removed" : "was not suppressed"}`));
    if (!removed) process.exitCode = 1;
  }
}

async function showList(address: string | undefined, options: Where & { json?: boolean }): Promise<void> {
  const { name, suppressions } = await listOf(options);
  const found =
    address === undefined ? await suppressions.all() : [await suppressions.of(address)].filter((one) => !!one);
  if (options.json) return console.log(JSON.stringify(found, null, 2));
  if (found.length === 0)
    return console.log(
      address === undefined ? `Nobody is suppressed in ${name}.` : oneLine(`${address}: not suppressed`),
    );
  const table = new Table({ head: ["address (hash)", "since", "why", "by"], style: { head: [], border: [] } });
  for (const { address: hash, at, why, by } of found)
    table.push([hash.slice(0, 12), at.slice(0, 16), why, oneLine(by)]);
  console.log(table.toString());
}

async function sayReplied(leadId: string, options: Where): Promise<void> {
  const { client, tables, suppressions, name, now = new Date().toISOString() } = await listOf(options);
  const leads = new LeadStore(client, tables.leads);
  const nurture = new NurtureStore(client, tables.leads, "", suppressions);
  const row = (await leads.get(leadId)) && (await nurture.get(leadId));
  if (!row) throw new Refused(`There is no lead "${leadId}" in ${name} that was written to without a rep.`);
  await nurture.end(leadId, "replied");
  await leads.update(leadId, (lead) =>
    lead.timeline.some(({ event }) => event === "replied")
      ? undefined
      : { ...lead, timeline: [...lead.timeline, { at: now, event: "replied" }] },
  );
  console.log(
    oneLine(
      `${leadId}: ${row.ended ? `its mails had ended before (${row.ended})` : "gets no more mails of its lane"}.`,
    ),
  );
}

/** `npm run turno -- suppressions …` and `leads replied` */
export function addSuppressionCommands(program: Command): void {
  const list = program
    .command("suppressions")
    .description("the addresses that get no mail which is about no request of theirs");
  where(list.command("add").argument("[addresses...]"))
    .description("suppress addresses; who will call is mailed all the same")
    .option("--file <file>", "addresses, one a line; - for standard input")
    .option("--author <name>", "who says so", userInfo().username)
    .action(addAddresses);
  where(list.command("remove").argument("<addresses...>"))
    .description("mail these addresses again")
    .action(removeAddresses);
  where(list.command("list").argument("[address]"))
    .description(
      "who is suppressed, since when and why, by hashes, since the addresses are not kept; or whether one is",
    )
    .option("--json", "as JSON")
    .action(showList);
  const leads = program.commands.find((command) => command.name() === "leads") ?? program.command("leads");
  where(leads.command("replied").argument("<lead>"))
    .description("say that somebody answered the mails of their lane, so that no more of them are sent")
    .action(sayReplied);
}
