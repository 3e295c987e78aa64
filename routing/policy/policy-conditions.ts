import { Vocabulary } from "../conditions/attribute-reader.ts";
import { type Compiled, compile } from "../conditions/compiled-condition.ts";
import type { Condition } from "../conditions/condition.ts";
import { ConditionProgram } from "../conditions/condition-program.ts";
import { memoize } from "../conditions/memoize.ts";
import type { Policy } from "./policy.ts";

/**
 * All the conditions of a policy, read at once: what was looked up of a lead for one of them is good for all others, since
 * none of them names a value later. Each program is by the place of the line in the policy; `points` by dimension.
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
    /** Not yet a program: an index comes first, and few ask why a rule failed. */
    rules: read(asked(rules)),
    /** The attributes that are decided one after the other, each known to what comes later. */
    decided: {
      score: vocabulary.slotOf("score"),
      priority: vocabulary.slotOf("priority"),
      lane: vocabulary.slotOf("lane"),
    },
  };
});
