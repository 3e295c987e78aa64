import type { Policy } from "../policy/policy.ts";
import type { Person } from "../reps/person.ts";
import type { Rep } from "../reps/rep.ts";
import { type Act, acts, type Reach } from "./acts.ts";

type Asking = Pick<Person, "id" | "role">;
type Theirs = Pick<Rep, "id" | "pools" | "managerId">;

/**
 * Whether somebody may do this to somebody of the roster: to everybody, to whoever works in a pool that they manage or has them
 * as manager, or to themselves.
 * @param active the active policy, which says who manages which pool; without it nobody manages any
 */
export function mayActOnRep(act: Act, person: Asking, rep: Theirs, active?: Pick<Policy, "pools">): boolean {
  const reach: Reach = acts[act][person.role];
  if (reach === "all") return true;
  if (reach === "own") return rep.id === person.id;
  return (
    reach === "pools" && (isTheirRep(person, rep, active) || (act === "change availability" && rep.id === person.id))
  );
}

function isTheirRep({ id }: Asking, { pools, managerId }: Theirs, active?: Pick<Policy, "pools">): boolean {
  const manages = Object.entries(pools).some(([pool, weight]) => weight > 0 && active?.pools[pool]?.manager === id);
  return manages || managerId === id;
}

/** What of the roster can be done to somebody. */
export const repActs = ["change availability", "change reps", "give roles"] as const satisfies Act[];
