import { Vocabulary } from "../conditions/attribute-reader.ts";
import { type Compiled, compile } from "../conditions/compiled-condition.ts";
import type { Condition } from "../conditions/condition.ts";
import { ConditionProgram } from "../conditions/condition-program.ts";
import { memoize } from "../conditions/memoize.ts";
import type { Policy } from "./policy.ts";

/**
 * All conditions of a policy, compiled together with one vocabulary, so that values read from a lead for one condition
 * can be reused for all others. Programs are indexed by the line's position in the policy; `points` by dimension.
 */
export const conditionsOf = memoize((policy: Policy) => {
  const vocabulary = new Vocabulary();
  const read = (conditions: readonly Condition[]): Compiled[] => conditions.map((one) => compile(one, vocabulary));
  const asked = (lines: readonly { when: Condition }[]): Condition[] => lines.map(({ when }) => when);
  const { territories, qualification, score, priority, lanes, rules } = policy;
  const program = (conditions: readonly Condition[]) => new ConditionProgram(read(conditions), true);
  return {
    territories: program(Object.values(territories)),
    gates: program(asked(qualification.reject)),
    missing: program(qualification.ask.map(({ missing }) => ({ [missing]: { known: false } }))),
    points: score.map(({ points }) => program(asked(points))),
    priorities: program(asked(priority)),
    lanes: program(asked(lanes)),
    /** Not compiled into a program yet, since rules are matched through an index and explanations are rare. */
    rules: read(asked(rules)),
    /** The attributes decided in sequence; each can be tested by the later ones. */
    decided: {
      score: vocabulary.slotOf("score"),
      priority: vocabulary.slotOf("priority"),
      lane: vocabulary.slotOf("lane"),
    },
  };
});
