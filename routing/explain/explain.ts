import type { Board } from "../board.ts";
import type { Choice } from "../choose-rep.ts";
import { decideLead } from "../decide.ts";
import type { Lead, precisions, Score } from "../lead/lead.ts";
import type { Why } from "../lead/why.ts";
import { oneLead } from "../ledger/ledger.ts";
import type { Policy } from "../policy/policy.ts";
import { repOnBoard } from "./changed-board.ts";
import { type DecidingFactor, decidingFactor } from "./deciding-factor.ts";
import { explainRules, type RulesExplanation } from "./explain-rules.ts";
import { type Rankings, rankings } from "./rankings.ts";
import { choiceOutcome, type DecisionOutcome, decisionOutcome, isVerifiable, type WhatIf, whatIf } from "./what-if.ts";

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
    ...rulesPart(decided, policy, now),
    outcome: decisionOutcome(decision),
    whatIf: whatIf(lead, policy, board, now, { owner: undefined, rankings: { pools: [] } }),
  };
}

/**
 * Explains a choice. The board must be as it was when the choice was made, before `applyOffer`. The lead has the score,
 * priority, lane and rule that were decided.
 */
export function explainChoice(lead: Lead, policy: Policy, board: Board, now: string, choice: Choice): Explanation {
  const ranked = rankings(lead, policy, board, now, choice);
  const deciding = decidingFactor(lead, policy, choice, ranked);
  const owner = choice.kind === "offer" ? choice.offer.repId : undefined;
  return {
    ...rulesPart(lead, policy, now),
    outcome: choiceOutcome(lead, choice),
    rankings: ranked,
    ...(deciding && { deciding }),
    whatIf: whatIf(lead, policy, board, now, { owner, rankings: ranked }),
  };
}

function rulesPart(lead: Lead, policy: Policy, at: string) {
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
    ...explainRules(lead, policy, at),
    ...((enrichment || account || owner) && { known }),
    ...(score && { score }),
    ...(priority && { priority }),
    ...(lane && { lane }),
    ...(rule && { rule }),
  };
}

/**
 * The part of an explanation that its rep is told: the deciding factor, and a change that would have led elsewhere. The
 * change is one of a fact that the rep can verify where there is one, since it says more about the policy than a
 * colleague's state does. Undefined if the lead was not offered.
 * @param board for the name of the rep who would have had the lead
 */
export function whyForRep(
  { deciding, rankings: ranked, outcome, whatIf: { fact, toVerify, rep } }: Explanation,
  board: Board,
): Why | undefined {
  if (!deciding) return undefined;
  const { factor, narrowed } = deciding;
  const pool = ranked?.pools.at(-1);
  const own = pool?.candidates.find(({ repId }) => repId === outcome.repId);
  const saw = factor === "fairness" && own ? own.owed / oneLead : deciding.saw;
  const told = fact && isVerifiable(fact.change) ? fact : (toVerify ?? rep);
  const instead = told?.becomes;
  const name = instead?.repId && repOnBoard(board, instead.repId)?.name;
  return {
    factor,
    ...(saw !== undefined && { saw }),
    ...(pool?.waitedOut && { waitedOut: true }),
    ...(narrowed && { narrowed }),
    ...(told &&
      instead && {
        instead: {
          change: told.change,
          kind: instead.kind,
          ...(instead.repId && { repId: instead.repId }),
          ...(name && { name }),
          ...(instead.pool && { pool: instead.pool }),
        },
      }),
  };
}
