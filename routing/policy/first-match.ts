import { AttributeReader } from "../conditions/attribute-reader.ts";
import type { Attributes, FailedTest } from "../conditions/condition.ts";
import { ConditionProgram } from "../conditions/condition-program.ts";
import { memoize } from "../conditions/memoize.ts";
import { RuleIndex } from "../conditions/rule-index.ts";
import type { Policy } from "./policy.ts";
import { conditionsOf } from "./policy-conditions.ts";

/**
 * Number of decisions before the index is built. Building it costs as much as it saves in about three hundred
 * decisions, with a hundred rules as with ten thousand, and many function instances decide on one lead only.
 */
const withoutIndex = 100;

interface Rules {
  names: readonly string[];
  program: ConditionProgram;
  decided: number;
  index?: RuleIndex;
}

const rulesOf = memoize(
  (policy: Policy): Rules => ({
    names: policy.rules.map(({ rule }) => rule),
    program: new ConditionProgram(conditionsOf(policy).rules, true),
    decided: 0,
  }),
);

/**
 * The index of the first rule that holds for these attributes, or -1. `triedBefore` explains why the earlier rules
 * failed.
 */
export function firstMatch(attributes: Attributes, policy: Policy): number {
  const rules = rulesOf(policy);
  if (rules.index) return rules.index.first(attributes);
  rules.decided += 1;
  if (rules.decided >= withoutIndex) rules.index = new RuleIndex(conditionsOf(policy).rules);
  return rules.program.first(new AttributeReader(attributes));
}

/** Why each rule before this position failed; for -1, why each rule failed. */
export function triedBefore(
  position: number,
  reading: AttributeReader,
  policy: Policy,
): { rule: string; failed: FailedTest }[] {
  const { names, program } = rulesOf(policy);
  const tried: ReturnType<typeof triedBefore> = [];
  const end = position < 0 ? names.length : position;
  for (let place = 0; place < end; place++) {
    const failed = program.failed(place, reading);
    if (failed) tried.push({ rule: names[place] as string, failed });
  }
  return tried;
}
