import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AttributeReader } from "../../../routing/conditions/attribute-reader.ts";
import { type Attributes, type Condition, evaluate } from "../../../routing/conditions/condition.ts";
import { memoize } from "../../../routing/conditions/memoize.ts";
import { RuleIndex } from "../../../routing/conditions/rule-index.ts";
import { firstMatch as asProduct, triedBefore } from "../../../routing/policy/first-match.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import { conditionsOf } from "../../../routing/policy/policy-conditions.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { attributes, conditions } from "../../build/conditions.ts";
import { runs } from "../../build/runs.ts";

const policy = aPolicy();
/** Conditions that the policy check would let through or not: the matcher must not care. */
const withRules = (conditions: readonly Condition[]): Policy => ({
  ...policy,
  rules: conditions.map((when, place) => ({ rule: `rule ${place}`, when, pools: ["latam-smb"] })),
});

const indexOf = memoize((rules: Policy) => new RuleIndex(conditionsOf(rules).rules));

/** What the index says, and also the product, which makes one only after some leads. */
function firstMatch(lead: Attributes, rules: Policy): number {
  const position = indexOf(rules).first(lead);
  expect(asProduct(lead, rules)).toBe(position);
  return position;
}

/** The plain way: ask every condition in turn. */
function naively(conditions: readonly Condition[], lead: Attributes) {
  const verdicts = conditions.map((when) => evaluate(when, lead));
  const position = verdicts.findIndex(({ holds }) => holds);
  const before = position < 0 ? verdicts : verdicts.slice(0, position);
  const tried = before.map((verdict, place) => ({ rule: `rule ${place}`, failed: !verdict.holds && verdict.failed }));
  return { position, tried };
}

function indexed(conditions: readonly Condition[], lead: Attributes) {
  const rules = withRules(conditions);
  const position = firstMatch(lead, rules);
  return { position, tried: triedBefore(position, new AttributeReader(lead), rules) };
}

describe("rule index", () => {
  const leads = fc.array(attributes, { minLength: 1, maxLength: 5 });

  it("finds the first rule that the plain evaluator finds, and names the same failed leaves", () => {
    fc.assert(
      fc.property(conditions, leads, (rules, someLeads) => {
        const all = withRules(rules);
        for (const lead of someLeads) {
          const { position, tried } = naively(rules, lead);
          expect(firstMatch(lead, all)).toBe(position);
          expect(triedBefore(position, new AttributeReader(lead), all)).toEqual(tried.map(({ failed }) => failed));
          // Where the rules below go on, the next that holds is found the same way.
          for (const from of rules.keys()) {
            const next = naively(rules.slice(from), lead).position;
            expect(asProduct(lead, all, from)).toBe(next < 0 ? -1 : next + from);
          }
        }
      }),
      runs(100),
    );
  });

  it("finds the same after the policy was written as JSON and read back", () => {
    fc.assert(
      fc.property(conditions, attributes, (rules, lead) => {
        const readBack = JSON.parse(JSON.stringify(rules)) as Condition[];
        expect(indexed(readBack, lead)).toEqual(indexed(rules, lead));
      }),
      runs(70),
    );
  });

  const found = (rules: readonly Condition[], lead: Attributes) => firstMatch(lead, withRules(rules));

  it("treats names of object properties as ordinary values", () => {
    const rules: Condition[] = [{ company: "__proto__" }, { company: "constructor" }, { company: "toString" }];
    expect(["__proto__", "constructor", "toString", "valueOf"].map((company) => found(rules, { company }))).toEqual([
      0, 1, 2, -1,
    ]);
  });

  it("compares text without case, and never text with a number", () => {
    const rules: Condition[] = [{ size: "50" }, { size: 50 }, { company: "ÑANDÚ" }, { company: ["Ölwerk", "İpek"] }];
    const leads: Attributes[] = [{ size: 50 }, { size: "50" }, { company: "ñandú" }, { company: "ÖLWERK" }];
    expect(leads.map((lead) => found(rules, lead))).toEqual([1, 0, 2, 3]);
    expect(found(rules, { company: "i̇pek" })).toBe(3);
  });

  it("lets different values of a list meet two demands of one rule", () => {
    const both: Condition = { all: [{ products: "crm" }, { products: ["billing", "payroll"] }] };
    expect(found([both], { products: ["billing", "crm"] })).toBe(0);
    expect(found([both], { products: ["billing", "payroll"] })).toBe(-1);
    expect(found([both], { products: "crm" })).toBe(-1);
  });

  it("leaves a rule in that any of two attributes can meet", () => {
    const rules: Condition[] = [
      { any: [{ country: "BR" }, { language: "pt" }] },
      { any: [{ country: "MX", size: { above: 10 } }, { country: "AR" }] },
    ];
    const leads: Attributes[] = [{ language: "pt" }, { country: "MX", size: 11 }, { country: "MX" }, { country: "AR" }];
    expect(leads.map((lead) => found(rules, lead))).toEqual([0, 1, -1, 1]);
  });

  it("passes what nobody knows where a rule asks for that, and nowhere else", () => {
    const rules: Condition[] = [
      { country: ["BR"], size: { below: 10 } },
      { not: { size: { at_least: 10 } }, country: "MX" },
      { country: { none_of: ["BR", "MX"] }, size: { known: false } },
    ];
    expect([{ country: "BR" }, { country: "MX" }, {}, { size: 5 }].map((lead) => found(rules, lead))).toEqual([
      -1, 1, 2, -1,
    ]);
  });

  it("finds the same for the first leads as for hundreds after them", () => {
    fc.assert(
      fc.property(conditions, leads, (rules, someLeads) => {
        const all = withRules(rules);
        const expected = someLeads.map((lead) => naively(rules, lead).position);
        for (let again = 0; again < 60; again++)
          expect(someLeads.map((lead) => asProduct(lead, all))).toEqual(expected);
      }),
      runs(15),
    );
  });

  it("remembers nothing of the lead before", () => {
    const rules = withRules([{ products: ["crm", "erp"], country: "BR" }, { products: { none_of: ["crm", "erp"] } }]);
    const leads = [{ products: ["crm", "erp"], country: "BR" }, { country: "BR" }, { products: ["crm", "erp"] }, {}];
    expect(leads.map((lead) => firstMatch(lead, rules))).toEqual([0, 1, -1, 1]);
  });

  it.each([20, 100])("distinguishes numbers at, below and above each of %i thresholds", (count) => {
    const rules = Array.from({ length: count }, (_, n) => n * 10).flatMap((step): Condition[] => [
      { size: { above: step, below: step + 7 }, country: "BR" },
      { size: { between: [step + 7, step + 8] }, country: "BR" },
      { size: { at_least: step + 9, above: step + 8, at_most: step + 9, below: step + 30 }, country: "BR" },
    ]);
    const all = withRules(rules);
    for (let size = -1; size < count * 10 + 10; size++) {
      const lead = { size, country: "BR" };
      expect(firstMatch(lead, all), String(size)).toBe(naively(rules, lead).position);
    }
  });

  it("finds each of three thousand rules for as many companies, which share bitmaps", () => {
    const companies = Array.from({ length: 3000 }, (_, n) => `Company ${n}`);
    const all = withRules(companies.map((company) => ({ company, country: "BR" })));
    const positions = companies.map((company) => firstMatch({ company: company.toUpperCase(), country: "br" }, all));
    expect(positions).toEqual(companies.map((_, n) => n));
    expect(firstMatch({ company: "Company 3000", country: "BR" }, all)).toBe(-1);
  });
});
