import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod/mini";
import { json, problem } from "../../adapters/api/problem.ts";
import type { Plan, PlannedLead } from "../../adapters/plans/plan-store.ts";
import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import { acts, mayAct } from "../../routing/acts/acts.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { holdersOf, type Lead, leadStatuses } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { balancesIn, currentLedgers, ledgersOf, sharingIn } from "../../routing/ledger/stored-ledger.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { whereTheyGo } from "../../routing/where-they-go.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import type { Deps } from "./deps.ts";
import { planRoster } from "./plan-roster.ts";

/** The most leads of a plan, and characters of a roster. */
const most = { leads: 200, csv: 400_000 } as const;

const id = z.string().check(z.minLength(1), z.maxLength(64));
const Wanted = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("leave"), who: id }),
  z.strictObject({
    kind: z.literal("reassign"),
    leads: z.array(id).check(z.minLength(1), z.maxLength(most.leads)),
    to: z.optional(id),
  }),
  z.strictObject({ kind: z.literal("roster"), csv: z.string().check(z.maxLength(most.csv)) }),
]);

/** Plans something for many, and tells every effect of it. Nothing is done. */
export async function makePlan(
  person: Person,
  asked: Asked,
  deps: Deps,
): Promise<APIGatewayProxyStructuredResultV2 | undefined> {
  if (acts["plan for many"][person.role] === "none") return undefined;
  const wanted = wantedIn(bodyOf(asked));
  if (wanted.kind === "roster") return planRoster(person, wanted.csv, deps);
  const [active, { reps, closings }] = await Promise.all([deps.policies.active(), deps.reps.team()]);
  const leaver = wanted.kind === "leave" ? reps.find((rep) => rep.id === wanted.who) : undefined;
  if (wanted.kind === "leave" && !(leaver && mayActOnRep("change reps", person, leaver, active.policy)))
    return undefined;
  const found = wanted.kind === "leave" ? await heldBy(wanted.who, deps) : await theseLeads(wanted.leads, deps);
  if (found.length > most.leads) return problem(422, "too-many", undefined, { most: most.leads });
  const theirs = found.filter((lead) => leaver || mayAct("hand-on", person, lead, active.policy));
  if (wanted.kind === "reassign" && theirs.length < found.length) return undefined;
  const to = wanted.kind === "reassign" ? wanted.to : undefined;
  if (to !== undefined && !reps.some((rep) => rep.id === to && rep.active && rep.role === "rep")) return undefined;
  const others = leaver ? reps.filter((rep) => rep.id !== leaver.id) : reps;
  const leads =
    to === undefined
      ? await byTheRules(theirs, leaver, others, closings, deps)
      : theirs.map((lead) => plannedFor(lead, to));
  const plan: Plan = {
    ...{ id: deps.newId(), kind: wanted.kind, by: person.id, at: deps.now(), leads, done: {} },
    ...(leaver && { who: leaver.id }),
    ...(to !== undefined && { to }),
  };
  if (!(await deps.plans.create(plan))) return problem(413, "too-large");
  return json(201, { plan, names: await deps.people.names() });
}

function wantedIn(body: string): z.infer<typeof Wanted> {
  try {
    return Wanted.parse(JSON.parse(body));
  } catch {
    throw new Unusable(
      `expected {"kind": "leave", "who": …}, {"kind": "reassign", "leads": up to ${most.leads} ids, "to": …} or {"kind": "roster", "csv": …}`,
    );
  }
}

const open = leadStatuses.filter((status) => !isFinal(status));

/** The open leads that somebody has, one more than a plan may have at most. */
async function heldBy(holder: string, deps: Deps): Promise<Lead[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await deps.list.page({ statuses: open, holder }, { most: most.leads + 1 - ids.length, after });
    ids.push(...page.leads.map((lead) => lead.id));
    after = page.next;
  } while (after !== undefined && ids.length <= most.leads);
  return (await theseLeads(ids, deps)).filter((lead) => holdersOf(lead).includes(holder));
}

async function theseLeads(ids: readonly string[], { leads }: Deps): Promise<Lead[]> {
  const found = await Promise.all([...new Set(ids)].map((one) => leads.get(one)));
  return found.filter((lead) => lead !== undefined);
}

const plannedFor = (lead: Lead, to: string): PlannedLead => {
  const [from = ""] = holdersOf(lead);
  const stays = isFinal(lead.status) ? "over" : from === to ? "before" : undefined;
  const goes = stays ? { kind: "stays" as const, because: stays } : { kind: "rep" as const, to };
  return { id: lead.id, name: lead.facts.name.slice(0, 100), from, ...goes };
};

/** Where each goes by the rules, without whoever leaves. */
async function byTheRules(
  leads: readonly Lead[],
  leaver: RepState | undefined,
  reps: readonly RepState[],
  closings: Awaited<ReturnType<Deps["reps"]["team"]>>["closings"],
  deps: Deps,
): Promise<PlannedLead[]> {
  const now = deps.now();
  const active = await deps.policies.active();
  const kept = await deps.ledgers.of(ledgersOf(active.policy, Object.keys(active.policy.pools)));
  const ledgers = currentLedgers(kept, active.policy, reps, now);
  const board = boardOf(reps, balancesIn(ledgers), { sharing: sharingIn(active.policy), closings });
  const held = await Promise.all(
    leads.map(async (lead) => ({
      lead,
      from: leaver?.id ?? holdersOf(lead)[0] ?? "",
      own: lead.policyVersion ? await deps.policies.get(lead.policyVersion) : active,
    })),
  );
  const goes = whereTheyGo(held, { board, active, reps, now });
  return held.map(({ lead, from }, n) => ({
    ...{ id: lead.id, name: lead.facts.name.slice(0, 100), from },
    ...(goes[n] ?? { kind: "waits" as const }),
  }));
}
