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
  program: ConditionProgram;
  decided: number;
  index?: RuleIndex;
}

const rulesOf = memoize(
  (policy: Policy): Rules => ({
    program: new ConditionProgram(conditionsOf(policy).rules, true),
    decided: 0,
  }),
);

/**
 * The index of the first rule, from the index `from` on, that holds for these attributes, or -1. `triedBefore` explains
 * why the earlier rules failed.
 */
export function firstMatch(attributes: Attributes, policy: Policy, from = 0): number {
  const rules = rulesOf(policy);
  if (rules.index) return rules.index.first(attributes, from);
  rules.decided += 1;
  if (rules.decided >= withoutIndex) rules.index = new RuleIndex(conditionsOf(policy).rules);
  return rules.program.first(new AttributeReader(attributes), from);
}

/** By position: why each rule before this one failed; for -1, why each rule did. Nothing for one that holds. */
export function triedBefore(position: number, reading: AttributeReader, policy: Policy): (FailedTest | undefined)[] {
  const { program } = rulesOf(policy);
  const end = position < 0 ? policy.rules.length : position;
  return Array.from({ length: end }, (_, place) => program.failed(place, reading));
}
