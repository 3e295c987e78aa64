import { acts } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** How many entries a part has. */
const most = 50;
const isPosition = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z( [\w-]{36})?$/;

/** Who did and saw what where no lead's story says so, the latest first; for operators. */
export async function showAudit(person: Person, { queryStringParameters: query = {} }: Asked, deps: Deps) {
  if (acts["see the audit"][person.role] !== "all") return undefined;
  // What happens meanwhile is told the next time.
  const { after = `${deps.now()} ~` } = query;
  if (query.after !== undefined && !isPosition.test(after))
    throw new Unusable("after: expected the next of the part before");
  const { entries, next } = await deps.audit.page(after, most);
  const names = await deps.people.names(entries.flatMap(({ by, who = by }) => [by, who]));
  return { entries, ...(next !== undefined && { next }), names };
}
