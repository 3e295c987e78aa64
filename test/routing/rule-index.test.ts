import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Attributes, type Condition, evaluate } from "../../routing/condition.ts";
import { triedBefore } from "../../routing/match-rule.ts";
import type { Policy } from "../../routing/policy.ts";
import { firstMatch } from "../../routing/rule-index.ts";
import { aPolicy } from "../build/a-policy.ts";
import { attributes, conditions } from "../build/conditions.ts";

const policy = aPolicy();
/** Conditions that the policy check would let through or not: the matcher must not care. */
const withRules = (conditions: readonly Condition[]): Policy => ({
  ...policy,
  rules: conditions.map((when, place) => ({ rule: `rule ${place}`, when, pools: ["latam-smb"] })),
});

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
  return { position, tried: triedBefore(position, lead, rules) };
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
          expect(triedBefore(position, lead, all)).toEqual(tried);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("finds the same after the policy was written as JSON and read back", () => {
    fc.assert(
      fc.property(conditions, attributes, (rules, lead) => {
        const readBack = JSON.parse(JSON.stringify(rules)) as Condition[];
        expect(indexed(readBack, lead)).toEqual(indexed(rules, lead));
      }),
      { numRuns: 200 },
    );
  });
});
