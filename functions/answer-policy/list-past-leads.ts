import { isListPosition } from "../../adapters/leads/lead-list.ts";
import { withoutPerson } from "../../policy/replay/without-person.ts";
import { mayEver } from "../../routing/acts/acts.ts";
import { leadStatuses } from "../../routing/lead/lead.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** How many leads a page has. */
const most = 1000;

/**
 * A page of past leads for a replay, the latest first, `count` of them at most, without what tells who their persons are. `cursor` is the
 * `next` of the page before.
 */
export async function listPastLeads(person: Person, { queryStringParameters }: Asked, deps: Deps) {
  if (!mayEver("try policies", person)) return undefined;
  const { cursor, count = String(most) } = queryStringParameters ?? {};
  if (cursor !== undefined && !isListPosition(cursor))
    throw new Unusable("cursor: expected the next of the page before");
  if (!/^[1-9]\d{0,3}$/.test(count) || Number(count) > most)
    throw new Unusable(`count: expected a number up to ${most}`);
  const { leads, next } = await deps.list.page({ statuses: leadStatuses }, { most: Number(count), after: cursor });
  const [past, active] = await Promise.all([deps.past.of(leads.map(({ id }) => id)), deps.policies.ifActive()]);
  const policies = active ? [active] : [];
  return { leads: past.map((lead) => withoutPerson(lead, policies)), ...(next !== undefined && { next }) };
}
