import { isListPosition } from "../../adapters/leads/lead-list.ts";
import { acts } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import { leadFilterIn } from "../lead-filter.ts";
import type { Deps } from "./asked.ts";

/** How many leads a page has, and the names of all who have them. */
const most = 50;

/** A page of leads, the latest first: those that somebody may see, by `status`, `holder`, `pool`, `unresolved`, `since` and `until`. */
export async function listLeads(person: Person, { queryStringParameters: query = {} }: Asked, { list, people }: Deps) {
  const { holder, pool, after } = query;
  if (after !== undefined && !isListPosition(after)) throw new Unusable("after: expected the next of the page before");
  const isOwn = acts["see leads"][person.role] === "own";
  // What somebody else has does not exist for a rep.
  if (isOwn && holder !== undefined && holder !== person.id) return undefined;
  const filter = {
    ...leadFilterIn(query),
    holder: isOwn ? person.id : holder,
    pool,
  };
  const { leads, next } = await list.page(filter, { most, after });
  return { leads, ...(next !== undefined && { next }), names: await people.names(leads.flatMap((one) => one.holders)) };
}
