import { attributesOf } from "../attributes.ts";
import { AttributeReader } from "../conditions/attribute-reader.ts";
import type { AttributeValue, FailedTest } from "../conditions/condition.ts";
import type { ConditionProgram } from "../conditions/condition-program.ts";
import { memoize } from "../conditions/memoize.ts";
import type { Lead, Words } from "../lead/lead.ts";
import { positionFor, type RuleMatch, triedRules } from "../match-rule.ts";
import type { Policy } from "../policy/policy.ts";
import { conditionsOf } from "../policy/policy-conditions.ts";
import type { Roster } from "../reps/roster.ts";

/** A line of the policy that was evaluated. It holds if `failed` is absent. */
export interface CheckedLine {
  /** The gate's or lane's name, or the priority that the line gives. */
  name: string;
  because: Words;
  failed?: FailedTest;
}

export interface RulesExplanation {
  /** All gates; one that holds rejects the lead. */
  gates: CheckedLine[];
  /** The lines of each list up to the first that holds; empty for a lead that did not get that far. */
  priorities: CheckedLine[];
  lanes: CheckedLine[];
  /** The rules before the one that matched; all of them if none did. */
  tried: RuleMatch["tried"];
}

/** Lines of the policy, and the program that evaluates them, by position. */
interface Lines {
  checked: readonly { name: string; because: Words }[];
  program: ConditionProgram;
}

const linesOf = memoize((policy: Policy) => {
  const { qualification, priority, lanes } = policy;
  const programs = conditionsOf(policy);
  const checked = <Line extends { because: Words }>(lines: readonly Line[], nameOf: (line: Line) => string) =>
    lines.map((line) => ({ name: nameOf(line), because: line.because }));
  return {
    gates: { checked: checked(qualification.reject, ({ gate }) => gate), program: programs.gates },
    priorities: { checked: checked(priority, ({ priority }) => priority), program: programs.priorities },
    lanes: { checked: checked(lanes, ({ lane }) => lane), program: programs.lanes },
    routing: new Set(lanes.filter(({ action }) => action === "route").map(({ lane }) => lane)),
  };
});

/**
 * Evaluates the lines of the policy for a lead at `at` (ISO 8601): all gates, then priorities, lanes and rules up to the
 * one that decided. `lead` has the score, priority and lane that were decided; without a lane, or with one that is not
 * routed, no rule was evaluated.
 */
export function explainRules(lead: Lead, policy: Policy, roster: Roster, at: string): RulesExplanation {
  const { gates, priorities, lanes, routing } = linesOf(policy);
  const { decided } = conditionsOf(policy);
  const { score, priority, lane, facts, knownOwner, stage, receivedAt } = lead;
  // Each list sees only what was decided before it. The object is this call's own, so it may be changed.
  const known: Record<string, AttributeValue> = attributesOf({ facts, knownOwner, stage, receivedAt }, policy, at);
  const reading = new AttributeReader(known);
  const checked: RulesExplanation = {
    gates: gates.checked.map((_, place) => checkLine(gates, place, reading)),
    priorities: [],
    lanes: [],
    tried: [],
  };
  if (!score) return checked;
  known.score = score.total;
  reading.forget(decided.score);
  checked.priorities = checkUntilMatch(priorities, reading);
  known.priority = priority?.level;
  reading.forget(decided.priority);
  checked.lanes = checkUntilMatch(lanes, reading);
  known.lane = lane?.lane;
  reading.forget(decided.lane);
  if (lane && routing.has(lane.lane)) {
    const position = positionFor(lead, known, policy, roster);
    checked.tried = triedRules(position, lead, known, policy, roster, reading);
  }
  return checked;
}

function checkUntilMatch(lines: Lines, reading: AttributeReader): CheckedLine[] {
  const checked: CheckedLine[] = [];
  for (let place = 0; place < lines.checked.length; place++) {
    const answer = checkLine(lines, place, reading);
    checked.push(answer);
    if (!answer.failed) break;
  }
  return checked;
}

function checkLine({ checked, program }: Lines, place: number, reading: AttributeReader): CheckedLine {
  const { name, because } = checked[place] as Lines["checked"][number];
  const failed = program.failed(place, reading);
  return failed ? { name, because, failed } : { name, because };
}
