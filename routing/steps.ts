import { enriched, type Findings } from "./enrich.ts";
import type { Lead } from "./lead/lead.ts";
import { move } from "./lead/move-lead.ts";
import { dueAfter } from "./lead/workflow-state.ts";
import { ruleFor } from "./match-rule.ts";
import type { Policy } from "./policy/policy.ts";
import { qualify } from "./qualify.ts";
import { renewed } from "./renew-lead.ts";
import { pointsOf } from "./reps/capacity.ts";
import { assess } from "./score.ts";

// The steps of a lead before somebody is chosen, each for a lead as the step before left it. The workflow's functions
// write them one by one; a replay takes them all at once. Times are ISO 8601.

/** A new lead that is qualified or rejected, with the reasons; undefined for one that is past this. */
export function qualified(lead: Lead, policy: Policy, version: number | undefined, now: string): Lead | undefined {
  if (lead.status !== "new") return undefined;
  const qualification = qualify(lead, policy, now);
  const status = qualification.eligible ? "qualified" : "rejected";
  const decided = { qualification, ...(version !== undefined && { policyVersion: version }), dueAt: dueAfter(now, 5) };
  return move(lead, status, { at: now, event: status }, decided);
}

/**
 * A qualified lead with score, priority and lane, ready for a rep, or still qualified where its lane sends a mail;
 * undefined for one that is not at this step.
 */
export function scored(lead: Lead, policy: Policy, now: string): Lead | undefined {
  if (lead.status !== "qualified" || lead.lane) return undefined;
  const known = renewed(lead, policy, now);
  const { action, ...assessment } = assess(known, policy, now);
  const event = { at: now, event: "scored", detail: `${assessment.score.total}/${assessment.score.max}` };
  return move(known, action === "route" ? "ready" : "qualified", event, { ...assessment, dueAt: dueAfter(now, 5) });
}

/** The lead with its rule, and with its expected effort where the policy counts effort. */
export function ruled(lead: Lead, policy: Policy, now: string): Lead {
  const withRule = { ...lead, rule: ruleFor(lead, policy, now) };
  return Object.keys(policy.effort).length > 0 ? { ...withRule, points: pointsOf(withRule, policy) } : withRule;
}

/**
 * A new lead before a rep is chosen: looked up, qualified and scored. It is `rejected`, or `qualified` where its lane
 * sends a mail, or `ready`.
 * @param found what was looked up; undefined for a lead whose facts have it already
 */
export function prepared(lead: Lead, found: Findings | undefined, policy: Policy, now: string): Lead {
  const known = (found && enriched(lead, found, policy, now)) ?? lead;
  const judged = qualified(known, policy, undefined, now) ?? known;
  return scored(judged, policy, now) ?? judged;
}
