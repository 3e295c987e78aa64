import { attributesOf } from "./attributes.ts";
import { AttributeReader } from "./conditions/attribute-reader.ts";
import type { FailedTest } from "./conditions/condition.ts";
import type { Lead } from "./lead/lead.ts";
import { firstMatch, triedBefore } from "./policy/first-match.ts";
import type { Policy } from "./policy/policy.ts";

export interface RuleMatch {
  /** The rule that won, or "otherwise" when none matched. */
  rule: NonNullable<Lead["rule"]>;
  /** The rules before it, each with the first leaf that failed. */
  tried: { rule: string; failed: FailedTest }[];
}

/**
 * The first rule whose condition holds at `at` (ISO 8601) decides who is asked; the policy's `otherwise` when none does.
 * A rule for the known owner of a lead that has none asks its pools at once.
 */
export function matchRule(lead: Lead, policy: Policy, at: string): RuleMatch {
  const known = attributesOf(lead, policy, at);
  const position = firstMatch(known, policy);
  return { rule: ruleAt(position, lead, policy), tried: triedBefore(position, new AttributeReader(known), policy) };
}

/** The rule alone, for where nobody asks why: costs hardly more with ten thousand rules than with ten. */
export const ruleFor = (lead: Lead, policy: Policy, at: string): RuleMatch["rule"] =>
  ruleAt(firstMatch(attributesOf(lead, policy, at), policy), lead, policy);

/** What the rule at this position, as `firstMatch` gives it, says of the lead; `otherwise` at -1. */
function ruleAt(position: number, lead: Lead, policy: Policy): RuleMatch["rule"] {
  const found = policy.rules[position];
  if (!found) return { rule: "otherwise", pools: policy.otherwise.pools };
  const { rule, rep: named, wait, pools, prefer, because } = found;
  const rep = named === "owner" ? lead.knownOwner?.repId : named;
  return {
    rule,
    ...(rep && { rep, ...(wait !== undefined && { wait }) }),
    pools,
    ...(prefer && { prefer }),
    ...(because && { because }),
  };
}
