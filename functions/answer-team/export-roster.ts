import { renderRoster } from "../../policy/read/roster-file.ts";
import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

/**
 * The roster as CSV, of whoever somebody may change. Addresses of calendar feeds, which grant access to calendars, are left
 * out for whoever may not give roles.
 */
export async function exportRoster(person: Person, _: Asked, { reps, policies }: Deps) {
  const [all, { policy }] = await Promise.all([reps.all(), policies.active()]);
  const theirs = all.filter((rep) => mayActOnRep("change reps", person, rep, policy));
  if (theirs.length === 0) return undefined;
  const shown = person.role === "operator" ? theirs : theirs.map(({ calendarFeed: _feed, ...rep }) => rep);
  return { csv: renderRoster(shown), count: shown.length };
}
