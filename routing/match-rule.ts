import { attributesOf } from "./attributes.ts";
import { evaluate, type Leaf } from "./condition.ts";
import type { Lead } from "./lead.ts";
import type { Policy } from "./policy.ts";

export interface RuleMatch {
  /** The rule that won, or "otherwise" when none matched. */
  rule: NonNullable<Lead["rule"]>;
  /** The rules before it, each with the first leaf that failed. */
  tried: { rule: string; failed: Leaf }[];
}

/** The first rule whose condition holds decides the pools; the policy's `otherwise` when none does. */
export function matchRule(lead: Lead, policy: Policy): RuleMatch {
  const known = attributesOf(lead, policy);
  const tried: RuleMatch["tried"] = [];
  for (const { rule, when, pools, because } of policy.rules) {
    const verdict = evaluate(when, known);
    if (verdict.holds) return { rule: { rule, pools, ...(because && { because }) }, tried };
    tried.push({ rule, failed: verdict.failed });
  }
  return { rule: { rule: "otherwise", pools: policy.otherwise.pools }, tried };
}
