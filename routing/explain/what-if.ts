import type { Board } from "../choice/board.ts";
import type { Choice } from "../choice/choose-rep.ts";
import { type Decision, decideLead, ownerOf } from "../decide.ts";
import type { Change, FactChange } from "../lead/change.ts";
import type { Escalation, Lead } from "../lead/lead.ts";
import { isBuiltIn } from "../policy/attribute.ts";
import type { Policy } from "../policy/policy.ts";
import { factChanges } from "./fact-changes.ts";
import type { Rankings } from "./rankings.ts";
import { repChanges, temporaryChanges, withRepChange } from "./rep-changes.ts";
import { verifiable } from "./verifiable.ts";
import { withFact } from "./with-fact.ts";

/** A change, and the decision that it would have led to. */
export interface Alternative {
  change: Change;
  becomes: DecisionOutcome;
}

/** The summary of a decision. */
export interface DecisionOutcome {
  kind: Decision["kind"];
  repId?: string;
  pool?: string;
  /** The lead's person chose the rep. */
  byLead?: true;
  rule?: string;
  lane?: string;
  /** When a waiting lead is decided again, ISO 8601. */
  until?: string;
  /** Why the lead is escalated to the manager. */
  cause?: Escalation["cause"];
}

export interface WhatIf {
  /** The smallest change of a fact of the lead and of a rep's state, and which of the two is smaller. */
  fact?: Alternative;
  rep?: Alternative;
  smallest?: "fact" | "rep";
  /** The smallest change of a fact that a rep can verify, if `fact` is not one. */
  toVerify?: Alternative;
  /** How many decisions were made to find them, and whether all changes were tried. */
  tried: number;
  complete: boolean;
}

/** The most decisions made about a lead's facts, and about reps' states. */
export const mostTried = { facts: 400, reps: 100 } as const;

/**
 * The smallest single change that would have given the lead to somebody else, to somebody instead of nobody, or to
 * nobody. Of a list a change is one value more or less, or none of it. Each change is applied and the lead decided again
 * from its facts. From smallest to largest:
 *
 * 1. a rep who was only full has one place free, or who was only off shift is on it;
 * 2. one fact of the lead, in the order of {@link factChanges};
 * 3. the next in line is owed more by the pool's ledger;
 * 4. a rep has the skill that was missing, or is active again;
 * 5. the chosen rep is full.
 *
 * A pool whose ledger is not on the board counts as even.
 *
 * So what changes during the day comes before the lead's facts, and these before what somebody would have to change. The
 * search of either kind ends at the first change found, or after `mostTried` decisions; `complete` is false if changes were
 * left out. If the first fact found cannot be verified by a rep, the search goes on to one that can. If the unchanged facts
 * no longer lead to the decision, there are no alternatives.
 * @param owner the rep to whom the lead was offered; undefined if it was not
 * @param rankings behind that choice
 */
export function whatIf(
  lead: Lead,
  policy: Policy,
  board: Board,
  now: string,
  { owner, rankings }: { owner: string | undefined; rankings: Rankings },
): WhatIf {
  if (ownerOf(decideLead(lead, policy, board, now)) !== owner) return { tried: 1, complete: false };
  const states = repChanges(rankings, board, owner);
  const search = { tried: 1, complete: states.complete };

  function first<C extends Change>(changes: readonly C[], most: number, decided: (change: C) => Decision) {
    for (const change of changes.slice(0, most)) {
      search.tried += 1;
      const decision = decided(change);
      if (ownerOf(decision) !== owner) return { change, becomes: decisionOutcome(decision) };
    }
    if (changes.length > most) search.complete = false;
    return undefined;
  }

  const changes = factChanges(lead, policy, board.roster.reps, now);
  const withChange = (change: FactChange) => decideLead(withFact(lead, change, policy, now), policy, board, now);
  const fact = first(changes, mostTried.facts, withChange);
  const left = changes.slice(fact ? changes.indexOf(fact.change) + 1 : mostTried.facts).filter(isVerifiable);
  const toVerify = fact && isVerifiable(fact.change) ? undefined : first(left, mostTried.facts, withChange);
  const ordered = [...states.momentary, ...states.owed, ...states.lasting];
  const rep = first(ordered, mostTried.reps, (change) => decideLead(lead, policy, withRepChange(board, change), now));
  const passes = rep !== undefined && temporaryChanges.includes(rep.change.how);
  const smallest = rep && (passes || !fact) ? "rep" : fact && "fact";
  return {
    ...(fact && { fact }),
    ...(rep && { rep }),
    ...(smallest && { smallest }),
    ...(toVerify && { toVerify }),
    ...search,
  };
}

/** Whether an explanation to a rep may name the change: any change of a rep's state, or of a {@link verifiable} fact. */
export const isVerifiable = (change: Change): boolean =>
  change.kind === "rep" ||
  verifiable.has(change.attribute) ||
  !(isBuiltIn(change.attribute) || change.attribute === "events");

/** The summary of a decision. */
export function decisionOutcome(decision: Decision): DecisionOutcome {
  const { kind } = decision;
  if (!("assessment" in decision)) return { kind };
  const { lane } = decision.assessment;
  return "choice" in decision
    ? choiceOutcome({ lane, rule: decision.rule }, decision.choice)
    : { kind, lane: lane.lane };
}

/** A choice in short, with the lane and the rule that led to it. */
export const choiceOutcome = ({ lane, rule }: Pick<Lead, "lane" | "rule">, choice: Choice): DecisionOutcome => ({
  kind: choice.kind,
  ...(lane && { lane: lane.lane }),
  ...(rule && { rule: rule.rule }),
  ...(choice.kind === "offer" && { repId: choice.offer.repId, pool: choice.offer.pool }),
  ...(choice.kind === "offer" && choice.offer.byLead && { byLead: true as const }),
  ...(choice.kind === "wait" && { until: choice.until }),
  ...(choice.kind === "escalate" && { cause: choice.cause }),
});
