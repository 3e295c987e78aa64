import { enriched, type Findings } from "./enrich.ts";
import type { Lead } from "./lead/lead.ts";
import { move } from "./lead/move-lead.ts";
import { dueAfterStep } from "./lead/workflow-state.ts";
import { ruleFor } from "./match-rule.ts";
import type { Policy } from "./policy/policy.ts";
import { qualify } from "./qualify.ts";
import { renewed } from "./renew-lead.ts";
import { pointsOf } from "./reps/effort.ts";
import type { Roster } from "./reps/roster.ts";
import { assess } from "./score.ts";

// The steps of a lead before a rep is chosen; each takes the result of the previous one. The workflow's functions store
// each step's result; a replay runs them all at once. Times are ISO 8601.

/** Qualifies or rejects a new lead, with the reasons; undefined for a lead that is past this step. */
export function qualified(lead: Lead, policy: Policy, version: number | undefined, now: string): Lead | undefined {
  if (lead.status !== "new") return undefined;
  const qualification = qualify(lead, policy, now);
  const status = qualification.eligible ? "qualified" : "rejected";
  const decided = {
    qualification,
    ...(version !== undefined && { policyVersion: version }),
    dueAt: dueAfterStep(lead, now),
  };
  return move(lead, status, { at: now, event: status }, decided);
}

/**
 * Adds score, priority and lane to a qualified lead. Its status becomes `ready`, or stays `qualified` if its lane sends
 * a mail. Undefined for a lead that is not at this step.
 */
export function scored(lead: Lead, policy: Policy, now: string): Lead | undefined {
  if (lead.status !== "qualified" || lead.lane) return undefined;
  const known = renewed(lead, policy, now);
  const { action, ...assessment } = assess(known, policy, now);
  const event = { at: now, event: "scored", detail: `${assessment.score.total}/${assessment.score.max}` };
  return move(known, action === "route" ? "ready" : "qualified", event, {
    ...assessment,
    dueAt: dueAfterStep(lead, now),
  });
}

/** Adds the rule, by who is in the roster, and the expected effort if the policy has effort. */
export function ruled(lead: Lead, policy: Policy, roster: Roster, now: string): Lead {
  const withRule = { ...lead, rule: ruleFor(lead, policy, now, roster) };
  return Object.keys(policy.effort).length > 0 ? { ...withRule, points: pointsOf(withRule, policy) } : withRule;
}

/**
 * Runs all steps of a new lead before a rep is chosen: look-ups, qualification and score. The result is `rejected`,
 * `qualified` (its lane sends a mail) or `ready`.
 * @param found the results of look-ups; undefined for a lead whose facts include them already
 */
export function prepared(lead: Lead, found: Findings | undefined, policy: Policy, now: string): Lead {
  const known = (found && enriched(lead, found, policy, now)) ?? lead;
  const judged = qualified(known, policy, undefined, now) ?? known;
  return scored(judged, policy, now) ?? judged;
}
