import type { Command } from "commander";
import pLimit from "p-limit";
import { handled, type Outcome, passing } from "../adapters/claims/handled.ts";
import type { Asked, HandsOnDeps } from "../adapters/claims/hands-on.ts";
import { handOverCustomers } from "../adapters/customers/hand-over-customers.ts";
import { LeadList } from "../adapters/leads/lead-list.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { parsePolicy } from "../policy/read/policy-file.ts";
import { suggest } from "../policy/read/problem.ts";
import { holdersOf, type Lead, leadStatuses } from "../routing/lead/lead.ts";
import { isFinal } from "../routing/lead/lifecycle.ts";
import { unresolvedSince } from "../routing/lead/listing.ts";
import { isOn } from "../routing/reps/pause.ts";
import type { RepState } from "../routing/reps/rep.ts";
import { acting } from "./acting.ts";
import { ask, canAsk } from "./ask.ts";
import type { Installation } from "./installation.ts";
import { byWhom, outcomeTexts } from "./leads-hands-on.ts";
import { filterOf, type WhichLeads, whichLeads } from "./leads-list.ts";
import { handOver } from "./ledger-commands.ts";
import { policyOf } from "./policy-source.ts";
import { installation, Refused, togetherHint, type Where } from "./where.ts";

type Options = Where & { by: string; yes?: boolean };

/** How many leads are written at once. */
const atOnce = 4;
/** How often what could not be handed on yet is tried again, and how long after each try, in milliseconds. */
const passes = 40;
const between = 3000;

/** Outcomes after which nothing is left to do: it was handed on, or was closed or went to somebody else in the meantime. */
const settled: readonly Outcome[] = ["done", "not-theirs", "over"];

/** Hands on each of these leads, and answers what came of it, by outcome. */
async function handOnAll(leads: readonly Lead[], asked: (from: string) => Asked, by: string, deps: HandsOnDeps) {
  const limit = pLimit(atOnce);
  const outcomes = await Promise.all(
    leads.flatMap((lead) =>
      holdersOf(lead).map((from) =>
        limit(async () => [lead.id, await handled(lead.id, asked(from), by, deps)] as const),
      ),
    ),
  );
  return Map.groupBy(outcomes, ([, outcome]) => outcome);
}

async function found(
  filter: Awaited<ReturnType<typeof filterOf>>,
  { client, tables }: Installation,
  deps: HandsOnDeps,
): Promise<Lead[]> {
  const leads: Lead[] = [];
  for await (const { id } of new LeadList(client, tables.leads).of(filter)) {
    const lead = await deps.leads.get(id);
    // The index may be a moment behind.
    if (lead && filter.statuses.includes(lead.status) && !(filter.unresolved && !unresolvedSince(lead)))
      leads.push(lead);
  }
  return leads;
}

/** "12 leads: 3 offered, 9 introduced". */
function counted(leads: readonly Lead[]): string {
  const byStatus = [...Map.groupBy(leads, ({ status }) => status)].map(([status, some]) => `${some.length} ${status}`);
  const all = leads.length === 1 ? "1 lead" : `${leads.length} leads`;
  return leads.length === 0 ? "no lead" : `${all}: ${byStatus.join(", ")}`;
}

/** Asks before something is done to many; a pipeline says --yes. @throws Refused */
async function confirm(question: string, yes: boolean | undefined): Promise<boolean> {
  if (yes) return true;
  if (!canAsk()) throw new Refused("Nothing was changed. To do it without a question: --yes");
  return /^y(es)?$/i.test(await ask(`${question} (yes or no)`, "no"));
}

/** How many leads the others in somebody's pools can have at present, beside those that they have. @param now ISO 8601 */
function placesBeside({ pools }: RepState, others: readonly RepState[], now: string): number {
  const colleagues = others.filter((rep) => {
    const shares = Object.entries(pools).some(([pool, weight]) => weight > 0 && (rep.pools[pool] ?? 0) > 0);
    return rep.active && shares && !isOn(rep.paused, now);
  });
  return colleagues.reduce((sum, { capacity, openLeads }) => sum + Math.max(0, capacity - openLeads), 0);
}

async function leave(id: string, options: Options): Promise<void> {
  const place = await installation(options);
  const deps = acting(place);
  const store = new RepStore(place.client, place.tables.reps);
  const reps = await store.all();
  const leaver = reps.find((rep) => rep.id === id);
  if (!leaver) {
    const known = suggest(
      id,
      reps.map((rep) => rep.id),
    );
    throw new Refused(`There is nobody "${id}" in ${place.name}${known}.`);
  }
  const policies = new PolicyStore(place.client, place.tables.policies);
  const active = await policies.active();
  const others = reps.filter((rep) => rep.id !== id);
  // What the policy says must still hold without them: a pool needs a manager and somebody who works in it.
  togetherHint(() => policyOf(parsePolicy(active.source, "the active policy", others)));
  const filter = { statuses: leadStatuses.filter((status) => !isFinal(status)), holder: id, pool: undefined };
  const theirs = { ...filter, unresolved: undefined, since: undefined, until: undefined };
  const leads = await found(theirs, place, deps);
  console.log(`${leaver.name} has ${counted(leads)}.`);
  const free = placesBeside(leaver, others, deps.now());
  if (leaver.active && free < leads.length) {
    console.log(
      `Only ${free} places are free in their pools. Leads for which there is none wait, and then go to the manager.`,
    );
  }
  if (!(await confirm(`Make ${id} inactive, and hand these on by the rules?`, options.yes))) return;
  if (leaver.active) {
    await store.leave(id);
    console.log(`${id} is not active any more. Take them out of the roster's file as well.`);
    for (const line of await handOver(place)) console.log(line);
  }
  await handOnUntilNone(theirs, options.by, place, deps);
}

/** Hands on what somebody has until there is nothing left; what passes by itself is tried again. */
async function handOnUntilNone(
  filter: Awaited<ReturnType<typeof filterOf>>,
  by: string,
  place: Installation,
  deps: HandsOnDeps,
) {
  const holder = filter.holder ?? "";
  let handed = 0;
  let customers = 0;
  for (let pass = 0; pass < passes; pass++) {
    const leads = (await found(filter, place, deps)).filter((lead) => holdersOf(lead).includes(holder));
    const outcomes = await handOnAll(leads, () => ({ kind: "hand-on", from: holder }), by, deps);
    handed += outcomes.get("done")?.length ?? 0;
    customers += await handOverCustomers(holder, by, deps);
    const left = [...outcomes].filter(([outcome]) => !settled.includes(outcome));
    const stuck = left.filter(([outcome]) => !passing.includes(outcome));
    const isMoving = outcomes.has("done") || left.length > stuck.length;
    const open = (await deps.reps.get(holder))?.openLeads ?? 0;
    if (!isMoving && (stuck.length > 0 || (leads.length === 0 && open === 0))) {
      console.log(`${handed === 1 ? "1 lead was" : `${handed} leads were`} handed on.`);
      if (customers > 0) console.log(`Of their customers, ${customers} get another success manager.`);
      for (const [outcome, some] of stuck) {
        for (const [lead] of some) console.log(`${lead}: ${outcomeTexts[outcome as Exclude<Outcome, "done">]}`);
        process.exitCode = 1;
      }
      return;
    }
    if (!outcomes.has("done")) await new Promise((resolve) => setTimeout(resolve, between));
  }
  console.log(`${handed} leads were handed on. Some are still being introduced: repeat the command in a minute.`);
  process.exitCode = 1;
}

async function reassign(options: Options & WhichLeads & { to?: string }): Promise<void> {
  const place = await installation(options);
  const deps = acting(place);
  const filter = await filterOf(options, place);
  const leads = (await found(filter, place, deps)).filter((lead) => holdersOf(lead).length > 0);
  console.log(`In ${place.name}: ${counted(leads)}.`);
  for (const [holder, some] of Map.groupBy(leads, (lead) => holdersOf(lead).join(", "))) {
    console.log(`  ${holder}: ${counted(some)}`);
  }
  if (leads.length === 0) return;
  const goal = options.to ? `to ${options.to}` : "to whoever is next by the rules";
  if (!(await confirm(`Hand them on ${goal}?`, options.yes))) return;
  const asked =
    (lead: Lead) =>
    (from: string): Asked =>
      options.to === undefined
        ? { kind: "hand-on", from }
        : { kind: lead.ownerId === undefined ? "assign" : "transfer", to: options.to };
  const limit = pLimit(atOnce);
  const all = await Promise.all(leads.map((lead) => limit(() => handOnAll([lead], asked(lead), options.by, deps))));
  for (const outcomes of all) {
    for (const [outcome, some] of outcomes) {
      for (const [lead] of some) console.log(`${lead}: ${outcome === "done" ? "handed on" : outcomeTexts[outcome]}`);
      if (outcome !== "done" && outcome !== "before") process.exitCode = 1;
    }
  }
}

const yes = (command: Command): Command => command.option("-y, --yes", "without a question, for pipelines");

/** `npm run turno -- leads reassign …` */
export function addReassignCommand(leads: Command): void {
  yes(whichLeads(byWhom(leads.command("reassign"))))
    .description("hand on the leads of somebody, a pool or a status, after saying which: by the rules, or to one rep")
    .option("--to <rep>", "to this rep, within their limits, in place of whoever is next")
    .action(reassign);
}

/** `npm run turno -- reps leave …` */
export function addLeaveCommand(reps: Command): void {
  yes(byWhom(reps.command("leave").argument("<id>")))
    .description(
      "make somebody inactive and hand on all that they have by the rules; can be repeated until nothing is left",
    )
    .action(leave);
}
