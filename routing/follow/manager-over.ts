import type { Lead } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import type { Rep } from "../reps/rep.ts";

/**
 * Who is told of what the owner of a lead does not do: their own manager, else the one of the pool through which it came to
 * them, else one of another pool.
 * @throws when none of these is in the roster
 */
export function managerOver<R extends Rep>(lead: Lead, owner: Rep, policy: Policy, reps: readonly R[]): R {
  const pool = lead.offers.findLast(({ repId }) => repId === owner.id)?.pool ?? lead.rule?.pools[0] ?? "";
  const pools = [pool, ...policy.otherwise.pools, ...Object.keys(policy.pools)];
  const ids = [owner.managerId, ...pools.map((id) => policy.pools[id]?.manager)];
  const known = ids.flatMap((id) => reps.filter((rep) => rep.id === id));
  const manager = known.find(({ active }) => active) ?? known[0];
  if (!manager) throw new Error(`lead ${lead.id} has an owner over whom the roster has no manager`);
  return manager;
}
