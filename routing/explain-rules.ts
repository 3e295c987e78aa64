import { attributesOf } from "./attributes.ts";
import { type Compiled, compilerOf, decidedSlots, firstFailed } from "./compiled-condition.ts";
import type { AttributeValue, Leaf } from "./condition.ts";
import type { Lead, Words } from "./lead.ts";
import { madeOnce } from "./made-once.ts";
import { type RuleMatch, triedBefore } from "./match-rule.ts";
import type { Policy } from "./policy.ts";
import { Reading } from "./reading.ts";
import { firstMatch } from "./rule-index.ts";

/** One line of the policy that was asked: it holds unless a leaf failed. */
export interface AskedLine {
  /** The gate's or lane's name, or the priority that the line gives. */
  name: string;
  because: Words;
  failed?: Leaf;
}

export interface RulesExplanation {
  /** Every gate; one that holds rejects the lead. */
  gates: AskedLine[];
  /** The lines of each list down to the first that holds; none for a lead that did not come so far. */
  priorities: AskedLine[];
  lanes: AskedLine[];
  /** The rules before the one that decided; all of them where none matched. */
  tried: RuleMatch["tried"];
}

interface Line {
  name: string;
  because: Words;
  condition: Compiled;
}

const linesOf = madeOnce((policy: Policy) => {
  const read = compilerOf(policy);
  const { qualification, priority, lanes } = policy;
  return {
    gates: qualification.reject.map(({ gate, when, because }) => ({ name: gate, because, condition: read(when) })),
    priorities: priority.map(({ priority, when, because }) => ({ name: priority, because, condition: read(when) })),
    lanes: lanes.map(({ lane, when, because }) => ({ name: lane, because, condition: read(when) })),
    routing: new Set(lanes.filter(({ action }) => action === "route").map(({ lane }) => lane)),
  };
});

/**
 * What each line of the policy said of a lead at `at` (ISO 8601): every gate, then priorities, lanes and rules down to
 * the one that decided. `lead` carries the score, priority and lane that were decided; without a lane, or with one that
 * does not route, no rule was asked.
 */
export function explainRules(
  lead: Pick<Lead, "facts" | "knownOwner" | "score" | "priority" | "lane">,
  policy: Policy,
  at: string,
): RulesExplanation {
  const { gates, priorities, lanes, routing } = linesOf(policy);
  const slots = decidedSlots(policy);
  const { score, priority, lane, facts, knownOwner } = lead;
  // Each list sees only what was decided before it. The attributes are ours: each call makes them anew.
  const known: Record<string, AttributeValue> = attributesOf({ facts, knownOwner }, policy, at);
  const reading = new Reading(known);
  const said: RulesExplanation = {
    gates: gates.map((gate) => asked(gate, reading)),
    priorities: [],
    lanes: [],
    tried: [],
  };
  if (!score) return said;
  known.score = score.total;
  reading.forget(slots.score);
  said.priorities = downTo(priorities, reading);
  known.priority = priority?.level;
  reading.forget(slots.priority);
  said.lanes = downTo(lanes, reading);
  known.lane = lane?.lane;
  reading.forget(slots.lane);
  if (lane && routing.has(lane.lane)) said.tried = triedBefore(firstMatch(known, policy), reading, policy);
  return said;
}

function downTo(lines: readonly Line[], reading: Reading): AskedLine[] {
  const said: AskedLine[] = [];
  for (const line of lines) {
    const answer = asked(line, reading);
    said.push(answer);
    if (!answer.failed) break;
  }
  return said;
}

function asked({ name, because, condition }: Line, reading: Reading): AskedLine {
  const failed = firstFailed(condition, reading);
  return failed ? { name, because, failed } : { name, because };
}
