import type { Condition, FailedTest, Operators } from "../conditions/condition.ts";
import { type DayOperator, dayOperators } from "../conditions/day-operators.ts";
import { memoize } from "../conditions/memoize.ts";
import { type TextOperator, textOperators } from "../conditions/text-match.ts";
import type { Policy } from "./policy.ts";

type Scalar = string | number | boolean;

/** The distinct values that a policy's conditions name for one attribute, in the order of the policy. */
export interface Mentioned {
  /** Values tested for equality. */
  values: Scalar[];
  /** Numbers that split the attribute's range. */
  thresholds: number[];
  /** Texts that a value must contain, begin or end with, or have as words; of a day, other days and numbers of days as 30d. */
  texts: string[];
}

/**
 * The values named by a policy's conditions, by attribute: gates first, then territories, points, priorities, lanes and
 * rules. Memoized by policy.
 */
export const mentionedIn = memoize((policy: Policy): ReadonlyMap<string, Mentioned> => {
  const found = new Map<string, Found>();
  for (const { when } of policy.qualification.reject) read(when, found);
  for (const when of Object.values(policy.territories)) read(when, found);
  for (const { points, bands } of policy.score) {
    for (const { when } of points) read(when, found);
    if (bands) for (const { from } of bands.steps) of(bands.of, found).thresholds.add(from);
  }
  for (const { when } of [...policy.priority, ...policy.lanes, ...policy.rules]) read(when, found);
  const lists = [...found].map(([attribute, { values, thresholds, texts }]): [string, Mentioned] => [
    attribute,
    { values: [...values], thresholds: [...thresholds], texts: [...texts] },
  ]);
  return new Map(lists);
});

/** Whether the policy asks for leads that a rep has qualified, so that there is somebody for them. */
export const hasStages = (policy: Policy): boolean => mentionedIn(policy).has("stage");

const textOperatorNames = Object.keys(textOperators) as TextOperator[];
const dayOperatorNames = Object.keys(dayOperators) as DayOperator[];

interface Found {
  values: Set<Scalar>;
  thresholds: Set<number>;
  texts: Set<string>;
}

function of(attribute: string, found: Map<string, Found>): Found {
  const there = found.get(attribute) ?? { values: new Set(), thresholds: new Set(), texts: new Set() };
  found.set(attribute, there);
  return there;
}

function read(condition: Condition, found: Map<string, Found>): void {
  for (const [key, test] of Object.entries(condition)) {
    if (test === undefined) continue;
    if (key === "any" || key === "all") for (const part of test as Condition[]) read(part, found);
    else if (key === "not") read(test as Condition, found);
    else readTest(test as FailedTest["asked"], of(key, found));
  }
}

function readTest(test: FailedTest["asked"], found: Found): void {
  const asked: Operators = Array.isArray(test) ? { one_of: test } : typeof test === "object" ? test : { is: test };
  const { is, is_not, one_of = [], none_of = [], at_least, at_most, above, below, between = [] } = asked;
  for (const value of [is, is_not, ...one_of, ...none_of]) {
    if (typeof value === "number") found.thresholds.add(value);
    else if (value !== undefined) found.values.add(value);
  }
  for (const number of [at_least, at_most, above, below, ...between]) {
    if (number !== undefined) found.thresholds.add(number);
  }
  for (const how of [...textOperatorNames, ...dayOperatorNames])
    for (const text of [asked[how]].flat()) if (text !== undefined) found.texts.add(text);
}
