import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { notFound, problem } from "../../adapters/api/problem.ts";
import { Contention } from "../../adapters/faults.ts";
import type { Act } from "../../routing/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import { activatePolicy, rollBack } from "./activate-policy.ts";
import type { Deps } from "./deps.ts";
import { discardDraft, keepDraft } from "./keep-draft.ts";
import { endShadow, startShadow } from "./run-shadow.ts";

type Changing = (person: Person, asked: Asked, deps: Deps) => Promise<APIGatewayProxyStructuredResultV2>;

/** What changes the policy by each route, and what somebody does by asking it. */
export const changing: Readonly<Record<string, { act: Act; change: Changing }>> = {
  "PUT /api/policy/draft": { act: "draft policies", change: keepDraft },
  "DELETE /api/policy/draft": { act: "draft policies", change: discardDraft },
  "POST /api/policy/shadow": { act: "draft policies", change: startShadow },
  "POST /api/policy/shadow/end": { act: "draft policies", change: endShadow },
  "POST /api/policy/activate": { act: "activate policies", change: activatePolicy },
  "POST /api/policy/rollback": { act: "activate policies", change: rollBack },
};

/** Makes one change of the policy, or says why not. */
export const changePolicy = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => {
    const route = changing[asked.routeKey];
    if (!route) return notFound();
    return route.change(person, asked, deps).catch((error: unknown) => {
      if (!(error instanceof Contention)) throw error;
      return problem(412, "changed");
    });
  });
