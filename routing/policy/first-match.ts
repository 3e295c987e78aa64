import { AttributeReader } from "../conditions/attribute-reader.ts";
import type { Attributes, FailedTest } from "../conditions/condition.ts";
import { ConditionProgram } from "../conditions/condition-program.ts";
import { memoize } from "../conditions/memoize.ts";
import { RuleIndex } from "../conditions/rule-index.ts";
import type { Policy } from "./policy.ts";
import { conditionsOf } from "./policy-conditions.ts";

/**
 * Making the index costs what it spares in some three hundred decisions, whether there are a hundred rules or ten
 * thousand, and many a function starts, decides on one lead and ends. So the first leads of a policy do without.
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
 * The position of the first rule that holds for these attributes, -1 when none does. This is all that a decision costs;
 * why the rules before it failed is `triedBefore`.
 */
export function firstMatch(attributes: Attributes, policy: Policy): number {
  const rules = rulesOf(policy);
  if (rules.index) return rules.index.first(attributes);
  rules.decided += 1;
  if (rules.decided >= withoutIndex) rules.index = new RuleIndex(conditionsOf(policy).rules);
  return rules.program.first(new AttributeReader(attributes));
}

/** Why each rule before this position failed: all of them at -1. */
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
