import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AttributeReader } from "../../../routing/conditions/attribute-reader.ts";
import { type Attributes, type Condition, evaluate } from "../../../routing/conditions/condition.ts";
import { fold } from "../../../routing/conditions/fold.ts";
import { RuleIndex } from "../../../routing/conditions/rule-index.ts";
import { conditionsOf } from "../../../routing/policy/policy-conditions.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { attributes, conditions } from "../../build/conditions.ts";
import { runs } from "../../build/runs.ts";

const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("São Paulo", "Straße", "ΑΣ", "İzmir", "ﬁn", "Núñez"),
);
/** The same text as another keyboard, form or export writes it. */
const variants: readonly ((text: string) => string)[] = [
  (text) => text.toLowerCase(),
  (text) => text.normalize("NFC"),
  (text) => text.normalize("NFD"),
  (text) => text.normalize("NFKD"),
  fold,
];

describe("folding", () => {
  it.each([
    ["São Paulo", "sao paulo"],
    ["SÃO PAULO", "sao paulo"],
    ["Sa\u0303o Paulo", "sao paulo"],
    ["Núñez", "nunez"],
    ["Straße", "strasse"],
    ["STRAẞE", "strasse"],
    ["İzmir", "izmir"],
    ["Łódź", "lodz"],
    ["ＡＢＣ", "abc"],
    ["ΟΔΟΣ", "οδοσ"],
  ])("reads %s as %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each([
    ["が", "か"],
    ["कि", "का"],
  ])("keeps %s and %s apart, whose marks make another letter", (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it("changes nothing in a folded text, and folds every way of writing a text alike", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        for (const variant of variants) expect(fold(variant(text))).toBe(fold(text));
      }),
      runs(500),
    );
  });

  it("makes a condition the same for a lead and a policy written in another way, plain, compiled and indexed", () => {
    const deep = (value: unknown, change: (text: string) => string): unknown => {
      if (typeof value === "string") return change(value);
      if (Array.isArray(value)) return value.map((item) => deep(item, change));
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner, change)]));
    };
    const first = (rules: readonly Condition[], lead: Attributes) => {
      const policy = { ...aPolicy(), rules: rules.map((when, n) => ({ rule: `${n}`, when, pools: ["latam-smb"] })) };
      const compiled = conditionsOf(policy).rules;
      const plain = rules.findIndex((when) => evaluate(when, lead).holds);
      expect(new RuleIndex(compiled).first(lead)).toBe(plain);
      return plain;
    };
    fc.assert(
      fc.property(conditions, attributes, fc.constantFrom(...variants), (rules, lead, variant) => {
        const same = first(rules, lead);
        expect(first(rules, deep(lead, variant) as Attributes)).toBe(same);
        expect(first(deep(rules, variant) as Condition[], lead)).toBe(same);
      }),
      runs(60),
    );
  });

  it("reads a lead's texts once, and again when they have changed", () => {
    const reading = new AttributeReader({ role: "Diretora" });
    const policy = { ...aPolicy(), rules: [{ rule: "one", when: { role: { contains: "DIRETÓ" } }, pools: ["x"] }] };
    const [leaf] = conditionsOf(policy).rules;
    if (leaf?.kind !== "text") throw new Error("a text is asked for its folded form");
    expect(leaf.passes(reading.folded(leaf.slot))).toBe(true);
    reading.begin({ role: "Socia" });
    expect(reading.folded(leaf.slot)).toBe("socia");
  });
});
