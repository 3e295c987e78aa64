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

/**
 * The first rule whose condition holds at `at` (ISO 8601) decides who is asked; the policy's `otherwise` when none does.
 * A rule for the known owner of a lead that has none asks its pools at once.
 */
export function matchRule(lead: Lead, policy: Policy, at: string): RuleMatch {
  const known = attributesOf(lead, policy, at);
  const tried: RuleMatch["tried"] = [];
  for (const { rule, when, rep: named, wait, pools, prefer, because } of policy.rules) {
    const verdict = evaluate(when, known);
    if (verdict.holds) {
      const rep = named === "owner" ? lead.knownOwner?.repId : named;
      return {
        rule: {
          rule,
          ...(rep && { rep, ...(wait !== undefined && { wait }) }),
          pools,
          ...(prefer && { prefer }),
          ...(because && { because }),
        },
        tried,
      };
    }
    tried.push({ rule, failed: verdict.failed });
  }
  return { rule: { rule: "otherwise", pools: policy.otherwise.pools }, tried };
}
