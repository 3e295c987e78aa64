import { userInfo } from "node:os";
import Table from "cli-table3";
import type { Command } from "commander";
import { type CreditDeps, type CreditedBack, creditBack, creditReasons } from "../adapters/claims/credit-back.ts";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { handOverLedgers } from "../adapters/ledgers/hand-over.ts";
import { LedgerStore } from "../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { changesOf, type JournalEntry, type LedgerAct } from "../routing/ledger/journal.ts";
import { oneLead } from "../routing/ledger/ledger.ts";
import { correctionOf } from "../routing/ledger/ledger-change.ts";
import {
  type CurrentLedger,
  currentLedger,
  ledgerOf,
  ledgersOf,
  membersOf,
  poolsSharing,
} from "../routing/ledger/stored-ledger.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { Rep } from "../routing/reps/rep.ts";
import { oneLine } from "../texts/legible.ts";
import type { Installation } from "./installation.ts";
import { installation, Refused, type Where, where } from "./where.ts";

type Because = Where & { reason: string; author: string };

/** Opens the ledger store, with the active policy and the roster, which determine who shares in a ledger. */
async function books(place: Installation) {
  const { client, tables, now = new Date().toISOString() } = place;
  const [{ policy }, reps] = await Promise.all([
    new PolicyStore(client, tables.policies).active(),
    new RepStore(client, tables.reps).all(),
  ]);
  return { ledgers: new LedgerStore(client, tables.cursors), policy, reps, at: now };
}

/** The dependencies of crediting an offer back. */
async function credits(place: Installation): Promise<CreditDeps & { at: string }> {
  const { client, tables } = place;
  return {
    ...(await books(place)),
    leads: new LeadStore(client, tables.leads),
    cursorsTable: tables.cursors,
    repsTable: tables.reps,
  };
}

/** Finds the ledger of a pool, or a shared ledger by its name. @throws Refused */
async function ledgerNamed(poolOrLedger: string, options: Where) {
  const place = await installation(options);
  const all = await books(place);
  const name = all.policy.pools[poolOrLedger] ? ledgerOf(all.policy, poolOrLedger) : poolOrLedger;
  const pools = poolsSharing(all.policy, name);
  if (pools.length === 0) {
    const known = Object.keys(all.policy.pools).join(", ");
    throw new Refused(`The active policy of ${place.name} has no pool "${poolOrLedger}"; it has ${known}.`);
  }
  return { ...all, place, name, pools, members: membersOf(all.reps, pools) };
}

const inLeads = (billionths: number): string => (billionths / oneLead).toFixed(2).replace(/^-(0\.00)$/, "$1");
const signed = (billionths: number): string => `${billionths > 0 ? "+" : ""}${inLeads(billionths)}`;

async function showLedger(pool: string, options: Where & { entries?: boolean; json?: boolean }): Promise<void> {
  const { ledgers, policy, reps, at, name, pools, members } = await ledgerNamed(pool, options);
  const kept = (await ledgers.of([name])).get(name) ?? { version: 0, balances: {} };
  const { balances, reassigned = {} } = currentLedger(kept, name, policy, reps, at);
  const entries = options.entries ? await ledgers.entries(name, mostEntries) : [];
  const lines = members
    .map(({ repId, weight }) => ({ repId, weight, balance: balances[repId] ?? 0 }))
    .sort((a, b) => b.balance - a.balance || (a.repId < b.repId ? -1 : 1));
  if (options.json) {
    return console.log(
      JSON.stringify({ ledger: name, pools, lines, reassigned, ...(options.entries && { entries }) }, null, 2),
    );
  }
  const table = new Table({ head: ["rep", "weight", "owed"], style: { head: [], border: [] } });
  for (const { repId, weight, balance } of lines) table.push([repId, weight, inLeads(balance)]);
  console.log(table.toString());
  if (pools.length > 1) console.log(`Shared by ${pools.join(", ")}.`);
  for (const [priority, { count, minutes }] of Object.entries(reassigned))
    console.log(
      `Reassigned, ${priority}: after ${Math.round(minutes / count)} minutes of working time, the mean of ${count}.`,
    );
  if (!options.entries) return;
  if (entries.length === 0) console.log("No entries: nothing has changed it.");
  for (const entry of entries) console.log(oneLine(storyOf(entry)));
}

/** The most entries that can be listed. */
const mostEntries = 500;

function storyOf({ number, at, act, left }: JournalEntry): string {
  const handed = left ? [`who left handed on: ${amounts(Object.entries(left))}`] : [];
  const told = act.kind === "upkeep" ? handed : [tell(act), ...handed];
  return `${number}. ${at} ${told.length > 0 ? told.join("; ") : "nothing but decay"}`;
}

function tell(act: Exclude<LedgerAct, { kind: "upkeep" }>): string {
  const changes = amounts([...changesOf(act)]);
  if (act.kind === "offer") return `offer ${act.attempt} of lead ${act.leadId} to ${act.chosen} (${changes})`;
  const about = act.kind === "credit-back" ? ` of offer ${act.attempt} of lead ${act.leadId}` : "";
  return `${act.kind}${about} by ${act.by}: ${act.reason} (${changes})`;
}

/** Sorted by gain, since stored maps have no order. */
const amounts = (changes: [string, number][]): string =>
  changes
    .toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([repId, change]) => `${repId} ${signed(change)}`)
    .join(", ");

async function correctLedger(pool: string, repId: string, amount: string, options: Because): Promise<void> {
  const { ledgers, policy, reps, at, name, members } = await ledgerNamed(pool, options);
  const by = Math.round(Number(amount) * oneLead);
  if (!/^[+-]?\d+(\.\d+)?$/.test(amount) || by === 0 || Math.abs(by) > mostLeads * oneLead)
    throw new Refused(`"${amount}" is no number of leads other than 0, up to ${mostLeads}, such as 1, 0.5 or -2.`);
  if (!options.reason.trim()) throw new Refused("Say why, with --reason.");
  if (!members.some((member) => member.repId === repId))
    throw new Refused(`"${repId}" is in no pool of ledger ${name}.`);
  const changes = correctionOf(repId, by, members);
  if (!changes) throw new Refused(`"${repId}" is alone in ledger ${name}: nobody is there to give or to take.`);
  const said = { by: options.author, reason: options.reason.trim(), changes: Object.fromEntries(changes) };
  await ledgers.change(name, at, (kept) => {
    const read = currentLedger(kept, name, policy, reps, at);
    return { read, act: { kind: "correction", ...said }, keep: policy.receipts.keep };
  });
  console.log(`In ledger ${name}: ${repId} ${signed(by)}, by the ${members.length - 1} others in proportion.`);
}

/** The most leads that one correction can move. */
const mostLeads = 1000;

const said: Record<CreditedBack, string> = {
  credited: "credited back",
  "credited-before": "was credited back before",
  open: "is still open; credit it back once it has ended",
  "not-charged": "cost nothing in a ledger, or so long ago that it is not kept any more",
  "no-offer": "there is no such offer",
};

async function creditLeadBack(leadId: string, options: Because & { attempt?: string }): Promise<void> {
  const reason = creditReasons.find((known) => known === options.reason);
  if (!reason) throw new Refused(`--reason is one of ${creditReasons.join(", ")}.`);
  const place = await installation(options);
  const { at, ...deps } = await credits(place);
  const lead = await deps.leads.get(leadId);
  if (!lead) throw new Refused(`There is no lead "${leadId}" in ${place.name}.`);
  // A rep who accepted a wrongly routed lead keeps it and is credited only when the offer is named by number.
  const meant = lead.offers.filter(({ outcome }) => reason !== "wrong-route" || outcome !== "accepted");
  const attempts = options.attempt === undefined ? meant.map(({ attempt }) => attempt) : [Number(options.attempt)];
  if (attempts.length === 0) console.log("The lead has no offer to credit back.");
  for (const attempt of attempts) {
    const outcome = await creditBack({ leadId, attempt }, { reason, by: options.author, at }, deps);
    console.log(`Offer ${attempt}: ${said[outcome]}.`);
  }
}

/** Distributes the balances of reps who left a pool now, instead of with the pool's next lead. */
export async function handOver(place: Installation): Promise<string[]> {
  const told: string[] = [];
  await handOverLedgers(await books(place), (name, read) => {
    const handed = handedOn(read);
    if (handed.length > 0) told.push(`Ledger ${name}: who left handed on what they were owed (${handed.join(", ")}).`);
  });
  return told;
}

/** The lines that `handOver` would return with these reps and this policy. Changes nothing. */
export async function wouldHandOver(place: Installation, reps: readonly Rep[], policy: Policy): Promise<string[]> {
  const { client, tables, now = new Date().toISOString() } = place;
  const listed = reps.map((rep) => ({ ...rep, openLeads: 0 }));
  const ledgers = new LedgerStore(client, tables.cursors);
  const kept = await ledgers.of(ledgersOf(policy, Object.keys(policy.pools)));
  return [...kept].flatMap(([name, ledger]) => {
    const handed = handedOn(currentLedger(ledger, name, policy, listed, now));
    return handed.length > 0 ? [`  ledger ${name}: who leaves hands on what they are owed (${handed.join(", ")})`] : [];
  });
}

/** The ledgers that no pool of the policy uses any more, with their balances. */
export async function endingLedgers(
  { client, tables }: Installation,
  before: Policy,
  after: Policy,
): Promise<string[]> {
  const kept = new Set(ledgersOf(after, Object.keys(after.pools)));
  const ending = ledgersOf(before, Object.keys(before.pools)).filter((name) => !kept.has(name));
  const ledgers = await new LedgerStore(client, tables.cursors).of(ending);
  return [...ledgers].flatMap(([name, { balances }]) => {
    const owed = Object.entries(balances).filter(([, balance]) => balance !== 0);
    if (owed.length === 0) return [];
    const said = owed.map(([repId, balance]) => `${repId} ${signed(balance)}`).join(", ");
    return [
      `  ledger ${name} rests with what is owed in it (${said}); a pool with \`ledger: ${name}\` goes on with it`,
    ];
  });
}

/** The reps who left and their balances, as text. */
const handedOn = ({ leaving, balances }: CurrentLedger): string[] =>
  [...(leaving ?? [])].flatMap(([repId, by]) => (repId in balances ? [] : [`${repId} ${signed(-by)}`]));

const because = (command: Command, why: string): Command =>
  where(command).requiredOption("--reason <reason>", why).option("--author <name>", "who says so", userInfo().username);

/** `npm run turno -- ledger …` and `leads credit-back`. */
export function addLedgerCommands(program: Command): void {
  const ledger = program.command("ledger").description("what each rep of a pool is owed, in leads");
  where(ledger.command("show").argument("<pool>"))
    .description("the balances of a pool's ledger; above 0 is owed leads")
    .option("--entries", "with what changed it, the latest first")
    .option("--json", "as JSON, in billionths of a lead")
    .action(showLedger);
  because(ledger.command("correct").argument("<pool>").argument("<rep>").argument("<leads>"), "why, for all to read")
    .description("owe a rep more leads, or fewer (-- -1.5); the others of the pool give or take by their weights")
    .action(correctLedger);
  const leads = program.commands.find((command) => command.name() === "leads") ?? program.command("leads");
  because(leads.command("credit-back").argument("<lead>"), `one of ${creditReasons.join(", ")}`)
    .description("undo, once, what the offers of a lead cost that was nobody's fault; its owner keeps it")
    .option("--attempt <number>", "only this offer")
    .action(creditLeadBack);
}
