import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

/** How many entries of the audit are looked at, and how many are told. */
const most = { read: 200, told: 50 } as const;

/** Who changed what of the team lately, the latest first: of those whom somebody may change. */
export async function listChanges(person: Person, _: Asked, deps: Deps) {
  const [{ entries }, all, { policy }] = await Promise.all([
    deps.audit.page(`${deps.now()}~`, most.read),
    deps.reps.all(),
    deps.policies.active(),
  ]);
  const theirs = new Set(all.filter((rep) => mayActOnRep("change reps", person, rep, policy)).map(({ id }) => id));
  if (theirs.size === 0) return undefined;
  const changes = entries.filter(({ who }) => who !== undefined && theirs.has(who)).slice(0, most.told);
  return { changes, names: await deps.people.names(changes.flatMap(({ by, who = "" }) => [by, who])) };
}
