import { repVersion } from "../../adapters/reps/rep-version.ts";
import { columns } from "../../policy/read/roster-columns.ts";
import { mayActOnRep } from "../../routing/act-on-rep.ts";
import type { Person } from "../../routing/reps/person.ts";
import { nextDays } from "../../routing/time/next-days.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";
import { memberFor, teamNow } from "./show-team.ts";

/** How many days ahead it is told when they work. */
const ahead = 14;
/** The columns of the roster that are told, as they are written there, to whoever may change them. */
const told = [
  "capacity",
  "per_day",
  "per_week",
  "per_month",
  "effort",
  "pools",
  "time_off",
  "days_off",
  "role",
  "hours",
];

/** One of the team: how they stand, when they work in the next days, and what of theirs can be changed. */
export async function showRep(person: Person, { pathParameters }: Asked, deps: Deps) {
  const team = await teamNow(deps);
  const rep = team.reps.find(({ id }) => id === pathParameters?.rep);
  if (!rep || !mayActOnRep("see the team", person, rep, team.policy)) return undefined;
  const cells = columns.filter(({ name }) => told.includes(name)).map(({ name, write }) => [name, write(rep)]);
  return {
    ...memberFor(person, rep, team),
    days: nextDays(rep, team.now, ahead),
    cells: Object.fromEntries(cells),
    version: repVersion(rep),
    names: await deps.people.names(rep.managerId === undefined ? [] : [rep.managerId]),
  };
}
