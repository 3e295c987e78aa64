import type { LeadStore } from "../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../adapters/policies/policy-store.ts";
import type { RepStore } from "../adapters/reps/rep-store.ts";
import type { Lead } from "../routing/lead/lead.ts";
import type { Onboarding } from "../routing/onboarding/onboarding.ts";
import type { Plan } from "../routing/onboarding/plan.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { RepState } from "../routing/reps/rep.ts";
import { repWith } from "./people.ts";

/** What is needed to write to a customer, and to who has them. */
export interface CustomerPeople {
  lead: Lead;
  manager: RepState;
  policy: Policy;
  plan: Plan;
}

/** Reads the lead that was won, who has the customer, and the policy whose plan it follows. */
export async function customerPeople(
  { leadId, managerId, policyVersion }: Onboarding,
  deps: { leads: Pick<LeadStore, "load">; policies: Pick<PolicyStore, "get">; reps: RepStore },
): Promise<CustomerPeople> {
  const [lead, manager, { policy }] = await Promise.all([
    deps.leads.load(leadId),
    repWith(managerId, deps.reps),
    deps.policies.get(policyVersion ?? 0),
  ]);
  const plan = policy.onboarding;
  if (!plan) throw new Error(`version ${policyVersion} of the policy plans nothing for customers`);
  return { lead, manager, policy, plan };
}
