import { repVersion } from "../../adapters/reps/rep-version.ts";
import { actOfColumn } from "../../policy/read/act-of-column.ts";
import { columns } from "../../policy/read/roster-columns.ts";
import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import type { Person } from "../../routing/reps/person.ts";
import { nextDays } from "../../routing/time/next-days.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";
import { memberFor, teamNow } from "./show-team.ts";

/** How many days ahead it is told when they work. */
const ahead = 14;
/**
 * One of the team: how they stand, when they work in the next days, and the cells of their row that whoever asks may change.
 */
export async function showRep(person: Person, { pathParameters }: Asked, deps: Deps) {
  const team = await teamNow(deps);
  const rep = team.reps.find(({ id }) => id === pathParameters?.rep);
  if (!rep || !mayActOnRep("see the team", person, rep, team.policy)) return undefined;
  const may = (name: string) => mayActOnRep(actOfColumn(name), person, rep, team.policy);
  const told = columns.filter(({ name, secret }) => name !== "id" && !secret && may(name));
  const cells = told.map(({ name, write }) => [name, write(rep)]);
  return {
    ...memberFor(person, rep, team),
    days: nextDays(rep, team.now, ahead),
    cells: Object.fromEntries(cells),
    version: repVersion(rep),
    names: await deps.people.names(rep.managerId === undefined ? [] : [rep.managerId]),
  };
}
