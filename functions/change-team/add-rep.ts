import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { problem } from "../../adapters/api/problem.ts";
import { editedRoster } from "../../policy/read/edited-roster.ts";
import { acts } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import { badRoster } from "../bad-roster.ts";
import { answered, type Keep } from "../once.ts";
import { Changed, mayGivePools, RosterProblems } from "./check-change.ts";
import type { Deps } from "./deps.ts";
import { changeIn } from "./read-change.ts";

/** Adds somebody to the roster with this `id`, by the cells of their row. A manager adds reps to pools that they manage. */
export async function addRep(
  person: Person,
  asked: Asked,
  deps: Deps,
  keep: Keep,
): Promise<APIGatewayProxyStructuredResultV2 | undefined> {
  const id = asked.queryStringParameters?.id ?? "";
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)) throw new Unusable("id: expected small letters, digits and -, as camila");
  const change = changeIn(asked);
  if (!("cells" in change)) throw new Unusable("expected cells");
  const { cells } = change;
  const active = await deps.policies.active();
  const isTheirs = acts["give roles"][person.role] === "all" || (cells.role === "rep" && !cells.activates_policies);
  if (!isTheirs || !mayGivePools(person, {}, cells.pools, active.policy)) return undefined;
  const answer = { status: 201, body: { id } };
  try {
    await deps.reps.changeRoster(
      (reps) => {
        if (reps.some((rep) => rep.id === id)) throw new Changed("meanwhile");
        const reading = editedRoster(reps, { id, cells }, active);
        if (reading.kind === "problems") throw new RosterProblems(reading.problems);
        return reading.reps;
      },
      () => [deps.audit.entry({ at: deps.now(), by: person.id, act: "add", who: id }), keep(answer)],
    );
  } catch (error) {
    if (error instanceof RosterProblems) return badRoster(error.problems);
    if (error instanceof Changed) return problem(409, "taken", "somebody has this id");
    if ((error as Error).name === "Contention") return problem(412, "changed");
    throw error;
  }
  return answered(answer);
}
