import type { Board } from "./board.ts";
import { type Choice, chooseRep } from "./choose-rep.ts";
import type { Lead } from "./lead/lead.ts";
import { ruleFor } from "./match-rule.ts";
import type { Policy } from "./policy/policy.ts";
import { type Qualification, qualify } from "./qualify.ts";
import { type Assessment, assess } from "./score.ts";

type Rule = NonNullable<Lead["rule"]>;

/** What becomes of a lead and by which steps, as one value; a lead that goes no further than a step has no later one. */
export type Decision =
  | { kind: "rejected"; qualification: Qualification }
  | { kind: "nurtured"; qualification: Qualification; assessment: Assessment }
  | { kind: Choice["kind"]; qualification: Qualification; assessment: Assessment; rule: Rule; choice: Choice };

/**
 * The whole way of a lead at `now` (ISO 8601): gates, points, priority and lane, rule, and who is asked. All of it is
 * decided again from the lead's facts; what earlier steps left on the lead counts for nothing, its offers do.
 */
export function decideLead(lead: Lead, policy: Policy, board: Board, now: string): Decision {
  return decideFresh({ ...lead, score: undefined, priority: undefined, lane: undefined }, policy, board, now);
}

function decideFresh(lead: Lead, policy: Policy, board: Board, now: string): Decision {
  const qualification = qualify(lead, policy, now);
  if (!qualification.eligible) return { kind: "rejected", qualification };
  const assessment = assess(lead, policy, now);
  if (assessment.action !== "route") return { kind: "nurtured", qualification, assessment };
  const { score, priority, lane } = assessment;
  const assessed: Lead = { ...lead, score, priority, lane };
  const rule = ruleFor(assessed, policy, now);
  const choice = chooseRep({ ...assessed, rule }, policy, board, now);
  return { kind: choice.kind, qualification, assessment, rule, choice };
}

/** Who is offered the lead by this decision; nobody while it waits, is escalated, helped by mail or rejected. */
export const ownerOf = (decision: Decision): string | undefined =>
  "choice" in decision && decision.choice.kind === "offer" ? decision.choice.offer.repId : undefined;
