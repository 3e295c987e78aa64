import { attributesOf } from "./attributes.ts";
import { evaluate } from "./condition.ts";
import type { Lead } from "./lead.ts";
import type { Policy } from "./policy.ts";

export type Qualification = NonNullable<Lead["qualification"]>;

/**
 * A lead is eligible unless a gate of the policy rejects it; every gate that does is a reason.
 * `at` is ISO 8601. What the form did not answer becomes the call script of the rep.
 */
export function qualify(lead: Lead, policy: Policy, at: string): Qualification {
  const known = attributesOf(lead, policy, at);
  const rejecting = policy.qualification.reject.filter((gate) => evaluate(gate.when, known).holds);
  return {
    eligible: rejecting.length === 0,
    reasons: rejecting.map(({ because }) => ({ because })),
    callScript: policy.qualification.ask
      .filter((question) => evaluate({ [question.missing]: { known: false } }, known).holds)
      .map((question) => question.ask),
  };
}
