import fc from "fast-check";
import type { Attributes, Condition } from "../../routing/conditions/condition.ts";
import { ageOf, numberOf } from "../../routing/conditions/day-operators.ts";

// Few names and values, so that random conditions often ask for what random leads have; and the values that trip up
// lookups: names of what every object has, other cases, numbers as text, lists, nothing.

const texts = [
  "BR",
  "br",
  "AR",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "",
  "50",
  "straße",
  "São",
  "sa\u0303o",
  "SAO",
  "STRASSE",
  "İ",
  "ΑΣ",
  "AR-br",
  "br ar",
];
const numbers = [-1, 0, 49.5, 50, 51, 1000];
const names = ["region", "country", "industry", "products", "territory", "size", "value", "consumer_mail"];

/** What a lead has beside the days that it may have. */
const dayNumbers = ["country", "size"].flatMap((name) => [numberOf(name), ageOf(name)]);

const text = fc.constantFrom(...texts);
const number = fc.constantFrom(...numbers);
const scalar = fc.oneof({ weight: 3, arbitrary: text }, number, fc.boolean());
const scalars = fc.array(scalar, { maxLength: 4 });
const needles = fc.oneof(text, fc.array(text, { maxLength: 3 }));

const days = fc.constantFrom("0d", "1d", "30d");
const day = fc.constantFrom("1970-01-02", "1970-02-20");

const operators = fc.record(
  {
    is: scalar,
    is_not: scalar,
    one_of: scalars,
    none_of: scalars,
    at_least: number,
    at_most: number,
    above: number,
    below: number,
    between: fc.tuple(number, number),
    starts_with: needles,
    contains: needles,
    ends_with: needles,
    word: needles,
    words: needles,
    within: days,
    older_than: days,
    in_next: days,
    before: day,
    after: day,
    known: fc.boolean(),
  },
  { requiredKeys: [] },
);
/** One operator or two: with all of them nothing would ever hold. */
const fewOperators = fc.tuple(operators, fc.nat(19), fc.nat(19)).map(([all, first, second]) => {
  const entries = Object.entries(all);
  return Object.fromEntries(entries.filter((_, place) => place === first || place === second));
});

const test = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 2, arbitrary: scalars }, fewOperators);
const leaves = fc.oneof(
  { weight: 20, arbitrary: fc.dictionary(fc.constantFrom(...names), test, { minKeys: 1, maxKeys: 3, size: "max" }) },
  fc.constant({}),
);

/** Conditions nested at most three deep. */
const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    { weight: 4, arbitrary: leaves as fc.Arbitrary<Condition> },
    fc
      .tuple(
        leaves,
        fc.record(
          {
            any: fc.array(tie("node"), { maxLength: 3 }),
            all: fc.array(tie("node"), { maxLength: 3 }),
            not: tie("node"),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([own, nested]) => ({ ...own, ...nested }) as Condition),
  ),
})).node;

const found = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: number },
  fc.boolean(),
  fc.array(text, { maxLength: 3 }),
  fc.constant(undefined),
);

/** At most as many rules as fill one word of the bitmaps and part of the next. */
export const conditions: fc.Arbitrary<Condition[]> = fc.array(condition, { maxLength: 40, size: "max" });

/** What is known of a lead, of any type under any name. */
export const attributes: fc.Arbitrary<Attributes> = fc.dictionary(fc.constantFrom(...names, ...dayNumbers), found, {
  minKeys: 3,
  maxKeys: 12,
  size: "max",
});
