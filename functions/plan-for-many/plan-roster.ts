import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, problem } from "../../adapters/api/problem.ts";
import type { Plan, PlannedRoster } from "../../adapters/plans/plan-store.ts";
import { rosterVersion } from "../../adapters/reps/rep-version.ts";
import { cellChanges } from "../../policy/diff/cell-changes.ts";
import { rosterChange } from "../../policy/diff/roster-change.ts";
import { againstPolicy, readRoster } from "../../policy/read/edited-roster.ts";
import { withTimeOffOf } from "../../policy/read/kept-time-off.ts";
import type { Problem } from "../../policy/read/problem.ts";
import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import { managedPools } from "../../routing/acts/acts.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Person } from "../../routing/reps/person.ts";
import { Rep } from "../../routing/reps/rep.ts";
import { badRoster } from "../bad-roster.ts";
import type { Deps } from "./deps.ts";

/**
 * Plans a roster from CSV, read as `turno reps import` reads it. A manager's file is about the reps whom they may change: everybody
 * else stays. Addresses of calendar feeds stay where a file has none, since those that people are given have none; and so does time off.
 */
export async function planRoster(person: Person, csv: string, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> {
  const [active, states] = await Promise.all([deps.policies.active(), deps.reps.all()]);
  const before = states.map((rep) => Rep.parse(rep));
  const reading = readRoster(csv, "roster.csv", before, active);
  if (reading.kind === "problems") return badRoster(reading.problems);
  const known = new Map(before.map((rep) => [rep.id, rep]));
  const listed = withTimeOffOf(before, reading.reps).map((rep): Rep => {
    const calendarFeed = rep.calendarFeed ?? known.get(rep.id)?.calendarFeed;
    return { ...rep, ...(calendarFeed !== undefined && { calendarFeed }) };
  });
  const isTheirs = (rep: Rep) => mayActOnRep("change reps", person, rep, active.policy);
  const refused = listed.flatMap((rep) => notTheirs(person, rep, known.get(rep.id), active.policy));
  if (refused.length > 0) return badRoster(refused);
  const ids = new Set(listed.map(({ id }) => id));
  const kept = before.filter((rep) => !ids.has(rep.id) && (!isTheirs(rep) || !rep.active));
  // Somebody who is not active and not in the file stays so.
  const after = [...listed, ...kept];
  const unfit = againstPolicy(
    after.filter(({ active }) => active),
    active,
  );
  if (unfit) return badRoster(unfit.problems);
  const change = rosterChange(before, after);
  const cells = (id: string) => {
    const [was, is] = [known.get(id), after.find((rep) => rep.id === id)];
    return was && is ? cellChanges(was, is) : [];
  };
  const roster: PlannedRoster = { ...change, changed: change.changed.map((id) => ({ id, cells: cells(id) })) };
  const plan: Plan = {
    ...{ id: deps.newId(), kind: "roster", by: person.id, at: deps.now(), leads: [], done: {} },
    ...{ roster, basis: rosterVersion(before) },
  };
  if (!(await deps.plans.create(plan, after)))
    return problem(413, "too-large", "the file changes more than one plan can tell: divide it");
  return json(201, { plan, names: Object.fromEntries([...before, ...after].map(({ id, name }) => [id, name])) });
}

/** What of a row somebody may not write. */
function notTheirs(person: Person, rep: Rep, before: Rep | undefined, { pools }: Policy): Problem[] {
  if (person.role === "operator") return [];
  const refused = (path: string, expected: string) => [
    { file: "roster.csv", line: 1, column: 1, path: `${rep.id}: ${path}`, expected },
  ];
  const changed = before ? cellChanges(before, rep).map(([name]) => name) : ["role"];
  if (changed.length === 0) return [];
  if (before && !mayActOnRep("change reps", person, before, { pools })) return refused("", "is not yours to change");
  if (before ? before.role !== rep.role : rep.role !== "rep") return refused("role", "roles are given by operators");
  if ((before?.activatesPolicies ?? false) !== (rep.activatesPolicies ?? false))
    return refused("activates_policies", "who activates policies is said by operators");
  if (before && before.email !== rep.email) return refused("email", "addresses are changed by operators");
  const own = managedPools(person, { pools });
  const names = [...new Set([...Object.keys(before?.pools ?? {}), ...Object.keys(rep.pools)])];
  const other = names.find((pool) => before?.pools[pool] !== rep.pools[pool] && !own.includes(pool));
  return other === undefined ? [] : refused("pools", `the pool "${other}" is not yours to give or to take`);
}
