import type { Board } from "./choice/board.ts";
import { type Choice, chooseRep } from "./choice/choose-rep.ts";
import type { Lead } from "./lead/lead.ts";
import { ruleFor } from "./match-rule.ts";
import type { Policy } from "./policy/policy.ts";
import { type Qualification, qualify } from "./qualify.ts";
import { type Assessment, assess } from "./score.ts";

type Rule = NonNullable<Lead["rule"]>;

/** The decision about a lead with the result of each step. Steps that a lead does not reach are absent. */
export type Decision =
  | { kind: "rejected"; qualification: Qualification }
  | { kind: "nurtured"; qualification: Qualification; assessment: Assessment }
  | { kind: Choice["kind"]; qualification: Qualification; assessment: Assessment; rule: Rule; choice: Choice };

/**
 * Makes the whole decision about a lead at `now` (ISO 8601): qualification, score, priority and lane, rule, and the
 * rep. It is made from the lead's facts and offers; results of earlier steps that are stored on the lead are ignored.
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
  const rule = ruleFor(assessed, policy, now, board.roster);
  const choice = chooseRep({ ...assessed, rule }, policy, board, now);
  return { kind: choice.kind, qualification, assessment, rule, choice };
}

/** The id of the rep who is offered the lead; undefined if it waits, or is escalated, nurtured or rejected. */
export const ownerOf = (decision: Decision): string | undefined =>
  "choice" in decision && decision.choice.kind === "offer" ? decision.choice.offer.repId : undefined;
