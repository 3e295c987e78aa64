import type { Lead } from "./lead/lead.ts";
import { move } from "./lead/move-lead.ts";
import { poolsFor } from "./offers/longest-wait.ts";
import type { Policy } from "./policy/policy.ts";
import { renewed } from "./renew-lead.ts";
import type { RepState } from "./reps/rep.ts";
import { poolOf, type Roster, rosterOf } from "./reps/roster.ts";
import { assess } from "./score.ts";
import { ruled } from "./steps.ts";

/**
 * Whether nobody in the roster can be offered the lead by this policy any more: its pools were removed, merged or
 * renamed since it was decided, and the rep whom its rule names has left.
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
 * Decides the lead again with this version of the policy, at `at` (ISO 8601). The lead was promised a conversation with
 * a rep, so it is routed to one even if its new lane would not. Its offers and waiting time are kept.
 */
export function decidedAgain(lead: Lead, policy: Policy, version: number, roster: Roster, at: string): Lead {
  const { score, priority, lane } = assess(lead, policy, at);
  const event = { at, event: "decided-again", detail: `version ${version}` };
  const assessed = move(lead, lead.status, event, { score, priority, lane, policyVersion: version });
  return ruled(assessed, policy, roster, at);
}

/** A policy with the number of its version. */
interface Version {
  version: number;
  policy: Policy;
}

/**
 * A lead that a rep is to be chosen for at `now` (ISO 8601), with its rule, and the policy that chooses. The lead keeps
 * the version that decided it (`own`) while the roster has somebody in that version's pools; otherwise the active one
 * decides it again. What was added to it since it was scored counts in any case.
 */
export function deciding(
  lead: Lead,
  { own, active }: { own: Version; active: Version },
  reps: readonly RepState[],
  now: string,
): { lead: Lead; policy: Policy } {
  const roster = rosterOf(reps);
  const withRule = ruled(renewed(lead, own.policy, now), own.policy, roster, now);
  const pools = poolsFor(withRule, own.policy, Date.parse(now));
  if (own.version === active.version || !hasNobodyLeft(withRule, pools, roster)) {
    return { lead: withRule, policy: own.policy };
  }
  return { lead: decidedAgain(withRule, active.policy, active.version, roster, now), policy: active.policy };
}
