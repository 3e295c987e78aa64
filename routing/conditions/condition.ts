import * as z from "zod/mini";
import { type DayOperator, dayOperators, isDay, isDayOperator } from "./day-operators.ts";
import { fold } from "./fold.ts";
import { type TextOperator, textOperators } from "./text-match.ts";

/**
 * A condition is data, so that each leaf can be explained, linted and edited by people who do not program.
 * `{ country: BR, size: { at_least: 50 } }` holds when every attribute passes its test; `any`, `all` and `not` nest.
 */
export type Scalar = string | number | boolean;

/** The value of a lead's attribute; undefined if it is unknown. */
export type AttributeValue = Scalar | readonly string[] | undefined;
export type Attributes = Readonly<Record<string, AttributeValue>>;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const days = z.optional(z.string().check(z.regex(/^\d{1,5}d$/, "expected a number of days such as 30d")));
const day = z.optional(z.string().check(z.refine(isDay, "expected a day such as 2026-11-30")));
const texts = z.optional(z.union([z.string(), z.array(z.string())]));

export const Operators = z.strictObject({
  is: z.optional(scalar),
  is_not: z.optional(scalar),
  one_of: z.optional(z.array(scalar)),
  none_of: z.optional(z.array(scalar)),
  at_least: z.optional(z.number()),
  at_most: z.optional(z.number()),
  above: z.optional(z.number()),
  below: z.optional(z.number()),
  between: z.optional(z.tuple([z.number(), z.number()])),
  starts_with: texts,
  ends_with: texts,
  contains: texts,
  word: texts,
  words: texts,
  within: days,
  older_than: days,
  in_next: days,
  before: day,
  after: day,
  known: z.optional(z.boolean()),
});
export type Operators = z.infer<typeof Operators>;

export type Test = Scalar | Scalar[] | Operators;
export type Condition = {
  any?: Condition[];
  all?: Condition[];
  not?: Condition;
} & { [attribute: string]: Test | Condition | Condition[] | undefined };

/** The test that made a condition fail: the attribute, the expected value and the lead's value. */
export interface FailedTest {
  attribute: string;
  asked: Test;
  found: AttributeValue;
}
export type Verdict = { holds: true } | { holds: false; failed: FailedTest };

/**
 * Whether a condition holds for these attributes and, when not, the first leaf that failed.
 * Texts compare as `fold` has them. An unknown attribute passes only `known: false`, `is_not` and `none_of`.
 */
export function evaluate(condition: Condition, attributes: Attributes): Verdict {
  for (const [key, test] of Object.entries(condition)) {
    if (test === undefined) continue;
    const verdict = evaluateEntry(key, test, attributes);
    if (!verdict.holds) return verdict;
  }
  return { holds: true };
}

function evaluateEntry(key: string, test: Test | Condition | Condition[], attributes: Attributes): Verdict {
  if (key === "all") {
    for (const part of test as Condition[]) {
      const verdict = evaluate(part, attributes);
      if (!verdict.holds) return verdict;
    }
    return { holds: true };
  }
  if (key === "any") {
    let first: Verdict | undefined;
    for (const part of test as Condition[]) {
      const verdict = evaluate(part, attributes);
      if (verdict.holds) return verdict;
      first ??= verdict;
    }
    return first ?? { holds: false, failed: { attribute: "any", asked: [], found: undefined } };
  }
  if (key === "not") {
    const inner = evaluate(test as Condition, attributes);
    if (!inner.holds) return { holds: true };
    return { holds: false, failed: negated(test as Condition, attributes) };
  }
  const found = attributes[key];
  return passes(key, test as Test, attributes)
    ? { holds: true }
    : { holds: false, failed: { attribute: key, asked: test as Test, found } };
}

function negated(condition: Condition, attributes: Attributes): FailedTest {
  const [attribute = "not", test] = Object.entries(condition)[0] ?? [];
  return { attribute, asked: { is_not: JSON.stringify(test) }, found: attributes[attribute] };
}

/** A value normalised for comparison: texts are folded, others unchanged. */
export const foldValue = (value: Scalar): Scalar => (typeof value === "string" ? fold(value) : value);

function equalsAny(found: AttributeValue, wanted: readonly Scalar[]): boolean {
  if (found === undefined) return false;
  const have = (Array.isArray(found) ? found : [found]) as readonly Scalar[];
  return have.some((value) => wanted.some((want) => foldValue(value) === foldValue(want)));
}

const matches =
  (how: TextOperator) =>
  (wanted: string | string[], found: AttributeValue): boolean => {
    const needles = (Array.isArray(wanted) ? wanted : [wanted]).map(fold);
    const have = Array.isArray(found) ? found : [found];
    return have.some(
      (value) => typeof value === "string" && needles.some((needle) => textOperators[how](fold(value), needle)),
    );
  };

const number = (found: AttributeValue, holds: (value: number) => boolean): boolean =>
  typeof found === "number" && holds(found);

const operators: {
  [K in Exclude<keyof Required<Operators>, DayOperator>]: (want: never, found: AttributeValue) => boolean;
} = {
  is: (want: Scalar, found) => equalsAny(found, [want]),
  is_not: (want: Scalar, found) => !equalsAny(found, [want]),
  one_of: (want: Scalar[], found) => equalsAny(found, want),
  none_of: (want: Scalar[], found) => !equalsAny(found, want),
  at_least: (want: number, found) => number(found, (value) => value >= want),
  at_most: (want: number, found) => number(found, (value) => value <= want),
  above: (want: number, found) => number(found, (value) => value > want),
  below: (want: number, found) => number(found, (value) => value < want),
  between: ([low, high]: [number, number], found) => number(found, (value) => value >= low && value <= high),
  starts_with: matches("starts_with"),
  ends_with: matches("ends_with"),
  contains: matches("contains"),
  word: matches("word"),
  words: matches("words"),
  known: (want: boolean, found) => isKnown(found) === want,
};

export const isKnown = (found: AttributeValue): boolean =>
  found !== undefined && found !== "" && !(Array.isArray(found) && found.length === 0);

function passes(attribute: string, test: Test, attributes: Attributes): boolean {
  const compared = attributes[comparedAs(attribute)];
  if (Array.isArray(test)) return equalsAny(compared, test);
  if (typeof test !== "object") return equalsAny(compared, [test]);
  return Object.entries(test).every(([operator, want]) =>
    want === undefined
      ? true
      : isDayOperator(operator)
        ? dayPasses(operator, want as string, attribute, attributes)
        : operators[operator as keyof typeof operators](
            want as never,
            comparesValues(operator) ? compared : attributes[attribute],
          ),
  );
}

/** The attribute that has a region's codes, and those of the regions that it lies in. It has no name in policies. */
export const regionCodes = "region codes";

/**
 * The attribute whose values are compared where a condition asks whether this one is, or is not, one of some. A region is
 * compared by its codes, however it was written; how it reads is asked of what was written.
 */
export const comparedAs = (attribute: string): string => (attribute === "region" ? regionCodes : attribute);

/** Whether an operator compares values. */
export const comparesValues = (operator: string): boolean =>
  operator === "is" || operator === "is_not" || operator === "one_of" || operator === "none_of";

function dayPasses(operator: DayOperator, want: string, attribute: string, attributes: Attributes): boolean {
  const { of, low, high } = dayOperators[operator](want);
  return number(attributes[of(attribute)], (value) => value >= low && value <= high);
}
