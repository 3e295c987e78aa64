import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { notFound } from "../../adapters/api/problem.ts";
import type { Act } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import type { Deps } from "./deps.ts";
import { makePlan } from "./make-plan.ts";
import { runPlan } from "./run-plan.ts";
import { showPlan } from "./show-plan.ts";

/** Undefined for what does not exist, or not for them. @throws Unusable */
type Planning = (person: Person, asked: Asked, deps: Deps) => Promise<APIGatewayProxyStructuredResultV2 | undefined>;

/** What does what each route asks for. */
export const planning: Readonly<Record<string, { act: Act; plan: Planning }>> = {
  "POST /api/plans": { act: "plan for many", plan: makePlan },
  "GET /api/plans/{plan}": { act: "plan for many", plan: showPlan },
  "POST /api/plans/{plan}/run": { act: "plan for many", plan: runPlan },
};

/** Plans something for many leads, or for the roster, and does what was planned. */
export const planForMany = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => (await planning[asked.routeKey]?.plan(person, asked, deps)) ?? notFound());
