import { type Lead, poolOf } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import type { ClosingsByKind } from "../reps/closings.ts";
import { pointsOf, timeToClose } from "../reps/effort.ts";
import type { RepState } from "../reps/rep.ts";
import { type Standing, standingOf } from "../reps/standing.ts";

/** Somebody to whom a lead may be given by hand, and how they stand. */
export interface Candidate {
  rep: RepState;
  standing: Standing;
}

/** The most people to choose from. */
const most = 40;

/** To whom a lead can be given: those of its pools first, then who has room and is at work. @param now ISO 8601 */
export function candidatesFor(
  lead: Lead,
  { reps, closings }: { reps: readonly RepState[]; closings: ClosingsByKind },
  policy: Policy,
  now: string,
): Candidate[] {
  const pools = [poolOf(lead), ...(lead.rule?.pools ?? [])].filter((pool) => pool !== undefined);
  const load = { points: pointsOf(lead, policy), toClose: timeToClose(lead, policy, closings) };
  return reps
    .filter(({ id, role, active }) => role === "rep" && active && id !== lead.ownerId)
    .map((rep) => {
      const standing = standingOf(rep, load, policy, now);
      const isMember = pools.some((pool) => (rep.pools[pool] ?? 0) > 0);
      const order = [isMember, !standing.because, standing.worksFrom === now].map((is) => (is ? "0" : "1")).join("");
      return { rep, standing, order: `${order} ${rep.name}` };
    })
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, most);
}
