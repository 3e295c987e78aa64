import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import pLimit from "p-limit";
import { json, problem } from "../../adapters/api/problem.ts";
import { handled, passing } from "../../adapters/claims/handled.ts";
import type { Asked as HandsOnAsked } from "../../adapters/claims/hands-on.ts";
import { handOverCustomers } from "../../adapters/customers/hand-over-customers.ts";
import { handOverLedgers } from "../../adapters/ledgers/hand-over.ts";
import type { Plan } from "../../adapters/plans/plan-store.ts";
import { rosterVersion } from "../../adapters/reps/rep-version.ts";
import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import { mayAct } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

/** How many leads one call hands on, and how many of them at once. */
const most = { leads: 20, atOnce: 4 } as const;

/**
 * Does what was planned, or goes on with it: a call does a part, and is repeated until the plan is `finished`. Each lead is handed
 * on once, however often and by how many at once that is asked. Who may not do it any more is refused.
 */
export async function runPlan(
  person: Person,
  { pathParameters }: Asked,
  deps: Deps,
): Promise<APIGatewayProxyStructuredResultV2 | undefined> {
  const id = pathParameters?.plan ?? "";
  const found = await deps.plans.get(id, deps.now());
  if (found?.plan.by !== person.id) return undefined;
  const { plan, reps } = found;
  if (!plan.finished) {
    const refused = reps ? await replaceRoster(person, plan, reps, deps) : await handOn(person, plan, deps);
    if (refused) return refused === "not-theirs" ? undefined : refused;
  }
  const now = await deps.plans.get(id, deps.now());
  return json(200, { plan: now?.plan ?? plan, names: await deps.people.names() });
}

/** A part of the leads of a plan; whoever leaves is made inactive before. */
async function handOn(person: Person, plan: Plan, deps: Deps): Promise<"not-theirs" | undefined> {
  const active = await deps.policies.active();
  const { who } = plan;
  if (who !== undefined) {
    const leaver = await deps.reps.get(who);
    // Who has left is in no pool any more, by which it was known whose they were.
    if (!leaver || (leaver.active && !mayActOnRep("change reps", person, leaver, active.policy))) return "not-theirs";
    if (leaver.active) {
      await deps.reps.leave(who);
      await deps.audit.keep({ at: deps.now(), by: person.id, act: "leave", who });
      await handOverLedgers({ ...deps, policy: active.policy, reps: await deps.reps.all(), at: deps.now() });
    }
  }
  const left = plan.leads.filter(
    ({ id, kind }) => plan.done[id] === undefined && (kind !== "stays" || who !== undefined),
  );
  const limit = pLimit(most.atOnce);
  const outcomes = await limit.map(left.slice(0, most.leads), async ({ id, from }) => {
    const lead = await deps.leads.get(id);
    const may = lead && (who !== undefined || mayAct("hand-on", person, lead, active.policy));
    const asked: HandsOnAsked = plan.to === undefined ? { kind: "hand-on", from } : { kind: "give", to: plan.to };
    const outcome = may ? await handled(id, asked, person.id, deps) : "unknown";
    if (!passing.includes(outcome)) await deps.plans.note(plan.id, id, outcome);
    return outcome;
  });
  const isOver = left.length <= most.leads && !outcomes.some((outcome) => passing.includes(outcome));
  if (!isOver) return undefined;
  if (who !== undefined) await handOverCustomers(who, person.id, deps);
  await deps.plans.finish(plan.id);
  return undefined;
}

/** Makes the roster the planned one, if it is the one that the plan was made on. */
async function replaceRoster(person: Person, plan: Plan, wanted: readonly Rep[], deps: Deps) {
  const came: { of: "done" | "before" | "other" } = { of: "done" };
  try {
    await deps.reps.changeRoster((reps) => {
      const now = rosterVersion(reps);
      if (now === rosterVersion(wanted)) came.of = "before";
      else if (now !== plan.basis) came.of = "other";
      if (came.of !== "done") throw new Error(came.of);
      return wanted;
    });
  } catch (error) {
    if (came.of === "done" && (error as Error).name !== "Contention") throw error;
    if (came.of !== "before") return problem(412, "changed", "the roster was changed meanwhile: plan again");
  }
  const active = await deps.policies.active();
  await handOverLedgers({ ...deps, policy: active.policy, reps: await deps.reps.all(), at: deps.now() });
  const { added = [], changed = [], deactivated = [] } = plan.roster ?? {};
  // Also where it is so `before`: a run that was cut off had not told yet.
  for (const who of [...added, ...changed.map(({ id }) => id), ...deactivated])
    await deps.audit.keep({ at: deps.now(), by: person.id, act: "roster", who });
  await deps.plans.finish(plan.id);
  return undefined;
}
