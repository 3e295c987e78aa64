import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { descriptions } from "../../policy/read/policy-descriptions.ts";
import { type Condition, Operators } from "../../routing/conditions/condition.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { preferences } from "../../routing/lead/why.ts";
import { attributeNames } from "../../routing/policy/attribute.ts";
import { OwnAttribute } from "../../routing/policy/own-attributes.ts";
import { Policy } from "../../routing/policy/policy.ts";
import { languageTags } from "../../texts/by-language.ts";
import { conditionWords } from "../../texts/condition-words.ts";
import { aPolicy } from "../build/a-policy.ts";
import { anyPolicyDocument } from "../build/any-policy.ts";
import { conditions } from "../build/conditions.ts";
import { lintablePolicy } from "../build/lintable.ts";

/** All keys of some values, at any depth. */
function keysIn(value: unknown, keys = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== "object" || value === null) return keys;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) keys.add(key);
    keysIn(inner, keys);
  }
  return keys;
}
const drawn = (arbitrary: fc.Arbitrary<unknown>) => keysIn(fc.sample(arbitrary, { seed: 1, numRuns: 300 }));
const operators = Object.keys(Operators.shape);
const days = ["within", "older_than", "in_next", "before", "after"];
const kinds = OwnAttribute.shape.kind.options;

describe("an addition to the language", () => {
  it("is among the random policies that are written, read and compared", () => {
    const keys = drawn(anyPolicyDocument);
    expect([...operators, ...Object.keys(Policy.shape)].filter((key) => !keys.has(key))).toEqual([]);
    const own = fc
      .sample(anyPolicyDocument, { seed: 1, numRuns: 5 })
      .flatMap(({ attributes }) => Object.values(attributes ?? {}));
    expect(kinds.filter((kind) => !own.some((one) => (one as { kind: string }).kind === kind))).toEqual([]);
  });

  it("is among the random policies that are linted, explained and decided", () => {
    const keys = drawn(lintablePolicy);
    const asked = ["is_not", "none_of", "at_least", "below", "above", "at_most", "known", "contains", "starts_with"];
    expect([...asked, ...days, "ends_with", "word", "words"].filter((key) => !keys.has(key))).toEqual([]);
    const [policy] = fc.sample(lintablePolicy, { seed: 1, numRuns: 1 });
    const own = Object.values(policy?.attributes ?? {});
    expect(kinds.filter((kind) => !own.some((one) => one.kind === kind))).toEqual([]);
    // Names and reasons are for people alone.
    const paths = Object.keys(descriptions)
      .filter((path) => /^(rules|pools|after_attempts|office|score\.\*\.behaviour)\b/.test(path))
      .map((path) => path.split(".").at(-1) ?? "")
      .filter((key) => !["*", "name", "because"].includes(key));
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((key) => !keys.has(key))).toEqual([]);
    const values = new Set(
      fc
        .sample(lintablePolicy, { seed: 1, numRuns: 300 })
        .flatMap((one) => Object.values(one.pools))
        .flatMap(({ prefer }) => prefer),
    );
    expect(preferences.filter((one) => !values.has(one))).toEqual([]);
    // Free texts and amounts are asked like those of another name.
    const alike = ["company", "name", "phone", "message", "source", "campaign", "city", "postal_code", "use_case"];
    const amounts = ["value", "revenue", "engagement"];
    expect(attributeNames.filter((name) => ![...keys, ...alike, ...amounts].includes(name))).toEqual([]);
  });

  it("is among the random conditions that index and evaluator must agree on", () => {
    const keys = drawn(conditions);
    expect(operators.filter((key) => !keys.has(key))).toEqual([]);
  });

  it.each(Object.keys(languageTags) as Locale[])("is said in words in %s", (locale) => {
    const policy = aPolicy({ attributes: { last_touch: { kind: "date" } } });
    const wants = {
      between: [1, 2],
      at_least: 1,
      at_most: 1,
      above: 1,
      below: 1,
      known: true,
      before: "2026-11-30",
      after: "2026-11-30",
    };
    for (const operator of operators) {
      const want = (wants as Record<string, unknown>)[operator] ?? (days.includes(operator) ? "30d" : ["a"]);
      const isOne = ["is", "is_not"].includes(operator);
      const when = {
        [days.includes(operator) ? "last_touch" : "role"]: { [operator]: isOne ? "a" : want },
      } as Condition;
      const said = conditionWords(when, { locale, policy });
      expect(said).not.toMatch(/undefined|\[object|_/);
      expect(said.length).toBeGreaterThan(8);
    }
  });
});
