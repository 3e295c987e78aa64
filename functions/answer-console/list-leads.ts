import { isListPosition } from "../../adapters/leads/lead-list.ts";
import { acts } from "../../routing/acts.ts";
import { type LeadStatus, leadStatuses } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** How many leads a page has, and the names of all who have them. */
const most = 50;

/** A page of leads, the latest first: those that somebody may see, by `status`, `holder`, `pool`, `since` and `until`. */
export async function listLeads(person: Person, { queryStringParameters: query = {} }: Asked, { list, people }: Deps) {
  const { holder, pool, after } = query;
  if (after !== undefined && !isListPosition(after)) throw new Unusable("after: expected the next of the page before");
  const isOwn = acts["see leads"][person.role] === "own";
  // What somebody else has does not exist for a rep.
  if (isOwn && holder !== undefined && holder !== person.id) return undefined;
  const filter = {
    statuses: statusesIn(query.status),
    holder: isOwn ? person.id : holder,
    pool,
    since: timeIn("since", query.since),
    until: timeIn("until", query.until),
  };
  const { leads, next } = await list.page(filter, { most, after });
  return { leads, ...(next !== undefined && { next }), names: await people.names(leads.flatMap((one) => one.holders)) };
}

/** Statuses with commas between them; all that are not over without any. */
function statusesIn(text: string | undefined): readonly LeadStatus[] {
  if (text === undefined) return leadStatuses.filter((status) => !isFinal(status));
  const wanted = text.split(",");
  const unknown = wanted.find((name) => !leadStatuses.some((status) => status === name));
  if (unknown !== undefined) throw new Unusable(`status: there is none of the name ${JSON.stringify(unknown)}`);
  return leadStatuses.filter((status) => wanted.includes(status));
}

function timeIn(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Unusable(`${name}: expected a time such as 2026-11-02T15:00:00Z`);
  return new Date(text).toISOString();
}
