import { type Escalation, type Lead, poolOf } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import type { Rep } from "../reps/rep.ts";
import { addWorkingTime } from "../time/working-time.ts";
import { longestAnswer } from "./answer-limit.ts";
import { priorityOf, slaOf } from "./sla.ts";

/**
 * When the manager is reminded, in multiples of the answering time of the lead's priority. It counts in the manager's
 * working time, or in clock time if the roster has no hours for them.
 */
const remindAfter = [1, 2, 4];

const causes: readonly Escalation["cause"][] = ["attempts-used", "everybody-asked", "nobody-available", "fault"];

/**
 * The manager of the lead's pool, or of the policy's default pool if it has none or one that the policy does not have. A
 * pool that was shown the lead only after the attempts is not its pool.
 */
export function managerFor<R extends Rep>(lead: Lead, policy: Policy, reps: readonly R[]): R {
  const pools = [poolOf(lead), lead.rule?.pools[0], policy.otherwise.pools[0]];
  const pool = pools.find((id) => id !== undefined && policy.pools[id]) ?? "";
  const managerId = lead.escalation?.managerId ?? policy.pools[pool]?.manager;
  const manager = reps.find(({ id }) => id === managerId);
  if (!manager) throw new Error(`the manager "${managerId}" of pool "${pool}" is not in the roster`);
  return manager;
}

/**
 * Who is told of what is no lead yet: the manager of the policy's default pool, or another pool's where they have left.
 * Undefined when no manager is active.
 */
export function activeManager<R extends Rep>({ otherwise, pools }: Policy, reps: readonly R[]): R | undefined {
  const managers = [...otherwise.pools, ...Object.keys(pools)].map((id) => pools[id]?.manager);
  return managers.flatMap((id) => reps.filter((rep) => rep.id === id && rep.active))[0];
}

/** The escalation to the manager, with its reminders. An unknown cause counts as a fault. */
export function escalationTo(
  manager: Rep,
  cause: string | undefined,
  policy: Policy,
  lead: Lead,
  now: string,
): Escalation {
  const own = slaOf(lead, policy).answer;
  const minutes = longestAnswer(own ?? policy.sla[priorityOf(lead)].answer);
  return {
    managerId: manager.id,
    cause: causes.find((known) => known === cause) ?? "fault",
    at: now,
    remindAt: remindAfter.map((times) => {
      const clockTime = new Date(Date.parse(now) + minutes * times * 60_000).toISOString();
      return addWorkingTime(manager, now, minutes * times) ?? clockTime;
    }),
    reminded: 0,
    linkHashes: [],
    ...(lead.escalation && { before: (lead.escalation.before ?? 0) + 1 }),
  };
}
