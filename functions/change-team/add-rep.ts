import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, problem } from "../../adapters/api/problem.ts";
import { factsVersion } from "../../adapters/reps/rep-version.ts";
import { editedRoster } from "../../policy/read/edited-roster.ts";
import { acts } from "../../routing/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import { badRoster } from "../bad-roster.ts";
import { Changed, mayGivePools, RosterProblems } from "./check-change.ts";
import type { Deps } from "./deps.ts";
import { changeIn } from "./read-change.ts";

/**
 * Adds somebody to the roster with this `id`, by the cells of their row. A manager adds reps to pools that they manage.
 * The same request again finds them there as they were added, and does nothing.
 */
export async function addRep(
  person: Person,
  asked: Asked,
  deps: Deps,
): Promise<APIGatewayProxyStructuredResultV2 | undefined> {
  if (acts["change reps"][person.role] === "none") return undefined;
  const id = asked.queryStringParameters?.id ?? "";
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)) throw new Unusable("id: expected small letters, digits and -, as camila");
  const change = changeIn(asked);
  if (!("cells" in change)) throw new Unusable("expected cells");
  const { cells } = change;
  const active = await deps.policies.active();
  const isTheirs = acts["give roles"][person.role] === "all" || (cells.role === "rep" && !cells.activates_policies);
  if (!isTheirs || !mayGivePools(person, {}, cells.pools, active.policy)) return undefined;
  try {
    await deps.reps.changeRoster((reps) => {
      const known = reps.find((rep) => rep.id === id);
      const reading = editedRoster(reps, { id, cells }, active);
      if (reading.kind === "problems") throw known ? new Changed("meanwhile") : new RosterProblems(reading.problems);
      const added = reading.reps.find((rep) => rep.id === id);
      if (known) throw new Changed(added && factsVersion(known) === factsVersion(added) ? "already" : "meanwhile");
      return reading.reps;
    });
  } catch (error) {
    if (error instanceof RosterProblems) return badRoster(error.problems);
    if (error instanceof Changed)
      return error.how === "already" ? json(200, { id }) : problem(409, "taken", "somebody has this id");
    if ((error as Error).name === "Contention") return problem(412, "changed");
    throw error;
  }
  await deps.audit.keep({ at: deps.now(), by: person.id, act: "add", who: id });
  return json(201, { id });
}
