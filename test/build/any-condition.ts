import fc from "fast-check";
import type { Condition, Operators } from "../../routing/conditions/condition.ts";
import type { Attribute } from "../../routing/policy/attribute.ts";

// Texts, numbers and conditions of random policies, as authors could have written them.

/** Text of any script, with what YAML and Markdown might take for their own, and never empty. */
export const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc
    .array(
      fc.constantFrom("# ", "- ", "---", "```", "\n", "\r\n", "\t", ": ", "'", '"', "|", ">", "&a", "*a", "yes", "12"),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((parts) => parts.join("")),
  fc.constantFrom("null", "~", "0o7", "1e3", "true", "2026-11-02", "<<", "a\u2028b", " a ", "a\u0085b", "\ufeffa"),
);
const someWord = text.filter((it) => /[\p{L}\p{N}]/u.test(it));
const isWritten = (texts: object): boolean => Object.values(texts).some(Boolean);
export const words = fc.oneof(
  text,
  fc.record({ en: text, es: text, pt: text }, { requiredKeys: [] }).filter(isWritten),
);
export const number = fc.oneof(
  fc.integer({ min: -1e6, max: 1e6 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
export const names = (prefix: string, most: number) =>
  fc.integer({ min: 1, max: most }).map((count) => Array.from({ length: count }, (_, n) => `${prefix}-${n + 1}`));
export const duration = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom("m", "h", "d"))
  .map((it) => it.join(""));
export const shortTime = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom("ms", "s"))
  .map((it) => it.join(""));
export const some = <T>(of: fc.Arbitrary<T>, most = 3) => fc.array(of, { minLength: 1, maxLength: most });
export const subset = <T>(of: readonly T[], least = 0) => fc.subarray([...of], { minLength: least });

/** A test of one attribute with values that it can have. */
function aTest(values: fc.Arbitrary<string>): fc.Arbitrary<string | string[] | Operators> {
  return fc.oneof(
    values,
    some(values),
    fc.record({ is: values, is_not: values, known: fc.boolean() }, { requiredKeys: [] }),
    fc.record({ one_of: some(values), none_of: some(values) }, { requiredKeys: [] }),
    fc.record(
      {
        contains: fc.oneof(text, some(text)),
        starts_with: text,
        ends_with: text,
        word: someWord,
        words: some(someWord),
      },
      { requiredKeys: [] },
    ),
  );
}

const someDays = fc.nat(999).map((days) => `${days}d`);
const someDay = fc.constantFrom("2026-11-30", "2024-02-29");
const dayTest = fc.oneof(
  someDay,
  fc.record(
    { within: someDays, older_than: someDays, in_next: someDays, before: someDay, after: someDay, known: fc.boolean() },
    { requiredKeys: [] },
  ),
);

/** The attributes that the policy names itself, one of each kind, of which conditions ask. */
export const ownAttributes = fc.record({
  plan: fc.record(
    { name: words, kind: fc.constant("choice"), values: fc.constant(["free", { id: "pro", name: "Pro" }]) },
    { requiredKeys: ["kind", "values"] },
  ),
  tools: fc.record({ kind: fc.constant("several") }),
  seats: fc.record({ kind: fc.constant("number"), range: fc.constant([0, 5000]) }, { requiredKeys: ["kind"] }),
  pilot: fc.record({ kind: fc.constant("yes-no"), signed: fc.constant(true) }, { requiredKeys: ["kind"] }),
  notes: fc.record({ kind: fc.constant("text") }),
  last_touch: fc.record({ kind: fc.constant("date"), name: words }, { requiredKeys: ["kind"] }),
});

const numberTest = fc.oneof(
  number,
  fc.record({ at_least: number, at_most: number, above: number, below: number }, { requiredKeys: [] }),
  fc.tuple(number, number).map(([a, b]) => ({ between: [Math.min(a, b), Math.max(a, b)] as [number, number] })),
);

/** A condition that asks something, at most two levels deep. `known` are the derived attributes that it may ask. */
export function aCondition(known: Partial<Record<Attribute, readonly string[]>>, depth = 2): fc.Arbitrary<Condition> {
  const leaves = fc
    .record(
      {
        country: aTest(fc.constantFrom("BR", "mx", "CO")),
        region: aTest(fc.constantFrom("Jalisco", "MX-NLE", "north", "the north")),
        company: aTest(text),
        urgency: aTest(fc.constantFrom("now", "this-quarter")),
        size: numberTest,
        value: numberTest,
        working_time: fc.boolean(),
        weekday: aTest(fc.constantFrom("monday", "sunday")),
        plan: aTest(fc.constantFrom("free", "pro")),
        tools: aTest(fc.constantFrom("erp", "wiki")),
        seats: numberTest,
        pilot: fc.boolean(),
        notes: aTest(text),
        last_touch: dayTest,
        ...Object.fromEntries(
          Object.entries(known)
            .filter(([, values]) => values.length > 0)
            .map(([name, values]) => [name, aTest(fc.constantFrom(...values))]),
        ),
      },
      { requiredKeys: [] },
    )
    .filter((leaf) => Object.keys(leaf).length > 0) as fc.Arbitrary<Condition>;
  if (depth === 0) return leaves;
  const inner = aCondition(known, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: leaves },
    { weight: 1, arbitrary: fc.record({ any: some(inner) }) as fc.Arbitrary<Condition> },
    { weight: 1, arbitrary: fc.record({ all: some(inner), not: inner }) as fc.Arbitrary<Condition> },
  );
}
