import { attributesOf } from "./attributes.ts";
import { compilerOf, holds } from "./compiled-condition.ts";
import type { Lead } from "./lead.ts";
import { madeOnce } from "./made-once.ts";
import type { Policy } from "./policy.ts";
import { Reading } from "./reading.ts";

export type Qualification = NonNullable<Lead["qualification"]>;

const gatesOf = madeOnce((policy: Policy) =>
  policy.qualification.reject.map(({ when, because }) => ({
    condition: compilerOf(policy)(when),
    reason: { because },
  })),
);
const questionsOf = madeOnce((policy: Policy) =>
  policy.qualification.ask.map(({ missing, ask }) => ({
    condition: compilerOf(policy)({ [missing]: { known: false } }),
    ask,
  })),
);

/**
 * A lead is eligible unless a gate of the policy rejects it; every gate that does is a reason.
 * `at` is ISO 8601. What the form did not answer becomes the call script of the rep.
 */
export function qualify(lead: Lead, policy: Policy, at: string): Qualification {
  const known = new Reading(attributesOf(lead, policy, at));
  const reasons = gatesOf(policy)
    .filter(({ condition }) => holds(condition, known))
    .map(({ reason }) => reason);
  const callScript = questionsOf(policy)
    .filter(({ condition }) => holds(condition, known))
    .map(({ ask }) => ask);
  return { eligible: reasons.length === 0, reasons, callScript };
}
