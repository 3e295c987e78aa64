import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { notFound, problem } from "../../adapters/api/problem.ts";
import { Contention } from "../../adapters/faults.ts";
import { type Act, mayActivate, mayEver } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import { type Keep, once } from "../once.ts";
import { activatePolicy, rollBack } from "./activate-policy.ts";
import type { Deps } from "./deps.ts";
import { discardDraft, keepDraft } from "./keep-draft.ts";
import { endShadow, startShadow } from "./run-shadow.ts";

type Changing = (person: Person, asked: Asked, deps: Deps, keep: Keep) => Promise<APIGatewayProxyStructuredResultV2>;

/** What changes the policy by each route, and what somebody does by asking it. */
export const changing: Readonly<Record<string, { act: Act; change: Changing }>> = {
  "PUT /api/policy/draft": { act: "draft policies", change: keepDraft },
  "DELETE /api/policy/draft": { act: "draft policies", change: discardDraft },
  "POST /api/policy/shadow": { act: "draft policies", change: startShadow },
  "POST /api/policy/shadow/end": { act: "draft policies", change: endShadow },
  "POST /api/policy/activate": { act: "activate policies", change: activatePolicy },
  "POST /api/policy/rollback": { act: "activate policies", change: rollBack },
};

const may = (act: Act, person: Person): boolean =>
  act === "activate policies" ? mayActivate(person) : mayEver(act, person);

/** Makes one change of the policy, once for each request, or says why not. */
export const changePolicy = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => {
    const route = changing[asked.routeKey];
    if (!route || !may(route.act, person)) return notFound();
    return once(person, asked, { rows: deps.requests, now: deps.now }, (keep) =>
      route.change(person, asked, deps, keep).catch((error: unknown) => {
        if (!(error instanceof Contention)) throw error;
        return problem(412, "changed");
      }),
    );
  });
