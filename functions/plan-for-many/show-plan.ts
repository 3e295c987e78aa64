import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json } from "../../adapters/api/problem.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

/** A plan with what was done of it, to whoever made it. */
export async function showPlan(
  person: Person,
  { pathParameters }: Asked,
  deps: Deps,
): Promise<APIGatewayProxyStructuredResultV2 | undefined> {
  const found = await deps.plans.get(pathParameters?.plan ?? "", deps.now());
  if (found?.plan.by !== person.id) return undefined;
  return json(200, { plan: found.plan, names: await deps.people.names() });
}
