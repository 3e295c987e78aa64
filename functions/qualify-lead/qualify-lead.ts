import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { qualified } from "../../routing/steps.ts";

/** Decides whether a new lead is eligible, by the version that looked it up or, if none did, the active one. */
export async function qualifyLead(
  { leadId }: StepInput,
  deps: { leads: LeadStore; policies: PolicyStore; now: () => string },
): Promise<StepResult> {
  const lead = await deps.leads.update(leadId, async (lead) => {
    if (lead.status !== "new") return undefined;
    const { policies } = deps;
    const { policy, version } = await (lead.policyVersion ? policies.get(lead.policyVersion) : policies.active());
    return qualified(lead, policy, version, deps.now());
  });
  return { leadId, kind: lead.status === "rejected" ? "not-eligible" : "eligible" };
}
