import { attributesOf } from "./attributes.ts";
import { AttributeReader } from "./conditions/attribute-reader.ts";
import { memoize } from "./conditions/memoize.ts";
import type { Lead } from "./lead/lead.ts";
import type { Policy } from "./policy/policy.ts";
import { conditionsOf } from "./policy/policy-conditions.ts";

export type Qualification = NonNullable<Lead["qualification"]>;

const linesOf = memoize(({ qualification: { reject, ask } }: Policy) => ({
  reasons: reject.map(({ because }) => ({ because })),
  questions: ask.map(({ ask }) => ask),
}));

/**
 * Qualifies a lead at `at` (ISO 8601): it is eligible unless a gate of the policy rejects it, and each such gate is a
 * reason. Unanswered questions of the form become the rep's call script.
 */
export function qualify(lead: Lead, policy: Policy, at: string): Qualification {
  const known = new AttributeReader(attributesOf(lead, policy, at));
  const { gates, missing } = conditionsOf(policy);
  const { reasons, questions } = linesOf(policy);
  const against = reasons.filter((_, place) => gates.holds(place, known));
  const callScript = questions.filter((_, place) => missing.holds(place, known));
  return { eligible: against.length === 0, reasons: against, callScript };
}
