import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { notFound } from "../../adapters/api/problem.ts";
import { type Act, mayEver } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import { type Keep, once } from "../once.ts";
import { addRep } from "./add-rep.ts";
import { changeRep } from "./change-rep.ts";
import type { Deps } from "./deps.ts";

/** Undefined for what does not exist, or not for them. @throws Unusable */
type Changing = (
  person: Person,
  asked: Asked,
  deps: Deps,
  keep: Keep,
) => Promise<APIGatewayProxyStructuredResultV2 | undefined>;

/** What does what each route asks for. */
export const changing: Readonly<Record<string, { act: Act; change: Changing }>> = {
  "POST /api/team": { act: "change reps", change: addRep },
  "PATCH /api/team/{rep}": { act: "change availability", change: changeRep },
};

/** Changes the team as somebody asks for, once for each request. */
export const changeTeam = (asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, deps, async (person) => {
    const route = changing[asked.routeKey];
    if (!route || !mayEver(route.act, person)) return notFound();
    const rows = deps.requests;
    return once(
      person,
      asked,
      { rows, now: deps.now },
      async (keep) => (await route.change(person, asked, deps, keep)) ?? notFound(),
    );
  });
