import { attributesOf } from "./attributes.ts";
import { type Attributes, type Condition, evaluate, type Leaf } from "./condition.ts";
import type { Lead, Words } from "./lead.ts";
import type { Policy } from "./policy.ts";

/** One line of the policy that was asked: whether it holds and, when not, the first leaf that failed. */
export interface AskedLine {
  /** The gate's, rule's or lane's name, or the priority that the line gives. */
  name: string;
  because?: Words;
  holds: boolean;
  failed?: Leaf;
}

export interface RulesExplanation {
  /** Every gate; one that holds rejects the lead. */
  gates: AskedLine[];
  /** The lines of each list up to the first that holds; none for a lead that did not come so far. */
  priorities: AskedLine[];
  lanes: AskedLine[];
  rules: AskedLine[];
}

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
  const last = attributesOf(lead, policy, at);
  // Each list may ask only for what was decided before it.
  const scored = { ...last, priority: undefined, lane: undefined };
  const routed = policy.lanes.some(({ lane, action }) => lane === lead.lane?.lane && action === "route");
  return {
    gates: policy.qualification.reject.map(({ gate, when, because }) =>
      asked(gate, because, when, { ...scored, score: undefined }),
    ),
    priorities: lead.score ? until(policy.priority, ({ priority }) => priority, scored) : [],
    lanes: lead.score ? until(policy.lanes, ({ lane }) => lane, { ...last, lane: undefined }) : [],
    rules: routed ? until(policy.rules, ({ rule }) => rule, last) : [],
  };
}

interface Line {
  when: Condition;
  because?: Words | undefined;
}

function until<L extends Line>(lines: readonly L[], name: (line: L) => string, attributes: Attributes): AskedLine[] {
  const said: AskedLine[] = [];
  for (const line of lines) {
    const answer = asked(name(line), line.because, line.when, attributes);
    said.push(answer);
    if (answer.holds) break;
  }
  return said;
}

function asked(name: string, because: Words | undefined, when: Condition, attributes: Attributes): AskedLine {
  const verdict = evaluate(when, attributes);
  const line: AskedLine = { name, holds: verdict.holds };
  if (because !== undefined) line.because = because;
  if (!verdict.holds) line.failed = verdict.failed;
  return line;
}
