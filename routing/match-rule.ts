import { attributesOf } from "./attributes.ts";
import { AttributeReader } from "./conditions/attribute-reader.ts";
import type { FailedTest } from "./conditions/condition.ts";
import type { Lead } from "./lead/lead.ts";
import { firstMatch, triedBefore } from "./policy/first-match.ts";
import type { Policy } from "./policy/policy.ts";

/** How long a lead waits for the rep who has another one of perhaps the same person, before its pools are asked. Minutes. */
const waitForSame = 120;

export interface RuleMatch {
  /** The rule that won, or "otherwise" when none matched. */
  rule: NonNullable<Lead["rule"]>;
  /** The rules before it, each with the first leaf that failed. */
  tried: { rule: string; failed: FailedTest }[];
}

/**
 * Finds the first rule whose condition holds at `at` (ISO 8601); the policy's `otherwise` if none does. A rule that
 * names the owner goes directly to its pools if the lead has no known owner. Where a rule names nobody, a lead of perhaps
 * the same person as another goes to whom that one went, and to the rule's pools when that rep has no time for it.
 */
export function matchRule(lead: Lead, policy: Policy, at: string): RuleMatch {
  const known = attributesOf(lead, policy, at);
  const position = firstMatch(known, policy);
  return { rule: ruleAt(position, lead, policy), tried: triedBefore(position, new AttributeReader(known), policy) };
}

/** The matching rule without an explanation. Through the index, so ten thousand rules cost hardly more than ten. */
export const ruleFor = (lead: Lead, policy: Policy, at: string): RuleMatch["rule"] =>
  ruleAt(firstMatch(attributesOf(lead, policy, at), policy), lead, policy);

/** The rule at a position returned by `firstMatch`, applied to the lead; `otherwise` for -1. */
function ruleAt(position: number, lead: Lead, policy: Policy): RuleMatch["rule"] {
  const found = policy.rules[position];
  const same = lead.samePerson?.repId;
  const withSame = same === undefined ? {} : { rep: same, wait: waitForSame };
  if (!found) return { rule: "otherwise", ...withSame, pools: policy.otherwise.pools };
  const { rule, rep: named, wait, pools, prefer, because } = found;
  const rep = named === "owner" ? lead.knownOwner?.repId : named;
  return {
    rule,
    ...(rep ? { rep, ...(wait !== undefined && { wait }) } : withSame),
    pools,
    ...(prefer && { prefer }),
    ...(because && { because }),
  };
}
