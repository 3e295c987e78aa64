import type { Board } from "../choice/board.ts";
import { type Choice, chooseRep } from "../choice/choose-rep.ts";
import { decideLead } from "../decide.ts";
import type { Lead, Offer, precisions, Score } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import { renewed } from "../renew-lead.ts";
import type { Roster } from "../reps/roster.ts";
import { ruled, scored } from "../steps.ts";
import { type DecidingFactor, decidingFactor } from "./deciding-factor.ts";
import { explainRules, type RulesExplanation } from "./explain-rules.ts";
import { type Rankings, rankings } from "./rankings.ts";
import { choiceOutcome, type DecisionOutcome, decisionOutcome, type WhatIf, whatIf } from "./what-if.ts";

/** What was looked up of a lead, and by whom, without the facts themselves. */
interface Known {
  lookups: NonNullable<Lead["enrichment"]>["lookups"];
  /** By what the lead's place is known. */
  placeBy?: (typeof precisions)[number];
  account?: Lead["account"];
  owner?: Lead["knownOwner"];
}

/** The explanation of a decision, as data. Its texts are those of the policy's author. */
export interface Explanation extends RulesExplanation {
  /** The version of this shape. */
  version: 1;
  /** When it was decided, ISO 8601. */
  at: string;
  policyVersion?: number;
  outcome: DecisionOutcome;
  /** How long the rep has to answer, where that is learnt. */
  answer?: Offer["limit"];
  /** What was looked up before it was decided. */
  known?: Known;
  score?: Score;
  priority?: Lead["priority"];
  lane?: Lead["lane"];
  /** The rule that matched, `otherwise` if none did. */
  rule?: Lead["rule"];
  /** The pools that were tried, with their candidates and ledgers, and the reps who were excluded. */
  rankings?: Rankings;
  /** Why the chosen rep comes before the others. */
  deciding?: DecidingFactor;
  whatIf: WhatIf;
}

/**
 * Decides a lead at `now` (ISO 8601) from its facts and explains the decision: the lines of the policy, the points, the
 * candidates with the ledger, and the smallest change that would lead to another owner.
 */
export function explain(lead: Lead, policy: Policy, board: Board, now: string): Explanation {
  const decision = decideLead(lead, policy, board, now);
  const { score, priority, lane } = "assessment" in decision ? decision.assessment : {};
  const decided: Lead = { ...lead, score, priority, lane, rule: "choice" in decision ? decision.rule : undefined };
  if ("choice" in decision) return explainChoice(decided, policy, board, now, decision.choice);
  return {
    ...rulesPart(decided, policy, board.roster, now),
    outcome: decisionOutcome(decision),
    whatIf: whatIf(lead, policy, board, now, { owner: undefined, rankings: { pools: [] } }),
  };
}

/**
 * Explains what the workflow decides next about a lead, at `now` (ISO 8601): it has the steps before it, with what was
 * decided in them, so no gate is asked again and no lane is left.
 */
export function explainNext(lead: Lead, policy: Policy, board: Board, now: string): Explanation {
  if (lead.status === "new") return explain(lead, policy, board, now);
  const assessed = scored(lead, policy, now) ?? renewed(lead, policy, now);
  if (assessed.status !== "qualified") {
    const decided = ruled(assessed, policy, board.roster, now);
    return explainChoice(decided, policy, board, now, chooseRep(decided, policy, board, now));
  }
  return {
    ...rulesPart(assessed, policy, board.roster, now),
    outcome: { kind: "nurtured", ...(assessed.lane && { lane: assessed.lane.lane }) },
    whatIf: whatIf(assessed, policy, board, now, { owner: undefined, rankings: { pools: [] } }),
  };
}

/**
 * Explains a choice; of a person's own no change is looked for that would have led elsewhere. The board must be as it
 * was when the choice was made, before `applyOffer`. The lead has the score, priority, lane and rule that were decided.
 */
export function explainChoice(lead: Lead, policy: Policy, board: Board, now: string, choice: Choice): Explanation {
  const ranked = rankings(lead, policy, board, now, choice);
  const deciding = decidingFactor(lead, policy, choice, ranked);
  const owner = choice.kind === "offer" ? choice.offer.repId : undefined;
  const alternatives =
    deciding?.factor === "chosen"
      ? { tried: 0, complete: true }
      : whatIf(lead, policy, board, now, { owner, rankings: ranked });
  return {
    ...rulesPart(lead, policy, board.roster, now),
    outcome: choiceOutcome(lead, choice),
    ...(choice.kind === "offer" && choice.offer.limit && { answer: choice.offer.limit }),
    rankings: ranked,
    ...(deciding && { deciding }),
    whatIf: alternatives,
  };
}

function rulesPart(lead: Lead, policy: Policy, roster: Roster, at: string) {
  const { policyVersion, score, priority, lane, rule, enrichment, account, knownOwner: owner } = lead;
  const { by: placeBy } = lead.facts.place ?? {};
  const known = {
    lookups: enrichment?.lookups ?? [],
    ...(placeBy && { placeBy }),
    ...(account && { account }),
    ...(owner && { owner }),
  };
  return {
    version: 1 as const,
    at,
    ...(policyVersion !== undefined && { policyVersion }),
    ...explainRules(lead, policy, roster, at),
    ...((enrichment || account || owner) && { known }),
    ...(score && { score }),
    ...(priority && { priority }),
    ...(lane && { lane }),
    ...(rule && { rule }),
  };
}
