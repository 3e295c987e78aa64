import type { Lead } from "./lead/lead.ts";
import { move } from "./lead/move-lead.ts";
import type { Policy } from "./policy/policy.ts";
import { poolOf, type Roster } from "./reps/roster.ts";
import { assess } from "./score.ts";
import { ruled } from "./steps.ts";

/**
 * Whether the roster has nobody left whom this policy would ask for the lead: its pools were removed, merged or renamed
 * since the lead was decided, and the rep whom its rule names has left.
 */
export function hasNobodyLeft(lead: Lead, pools: readonly string[], roster: Roster): boolean {
  const works = (position: number | undefined): boolean => {
    const rep = position === undefined ? undefined : roster.reps[position];
    return rep?.active === true && rep.role === "rep";
  };
  if (lead.rule?.rep !== undefined && works(roster.positionOf.get(lead.rule.rep))) return false;
  return pools.every((pool) => !poolOf(roster, pool).members.some(works));
}

/**
 * The lead as this version of the policy decides it, at `at` (ISO 8601). It has been promised to a person already, so it
 * stays with those, whatever its new lane would do. Its offers and how long it has waited are kept.
 */
export function decidedAnew(lead: Lead, policy: Policy, version: number, at: string): Lead {
  const { score, priority, lane } = assess(lead, policy, at);
  const event = { at, event: "decided-anew", detail: `version ${version}` };
  const assessed = move(lead, lead.status, event, { score, priority, lane, policyVersion: version });
  return ruled(assessed, policy, at);
}
