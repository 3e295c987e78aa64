import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { scored } from "../../routing/steps.ts";
import { policyFor } from "../people.ts";
import { resultFor } from "../step-result.ts";

/**
 * Scores a qualified lead, and decides its priority and its lane, which leads to a rep or to a nurture mail. Any other
 * lead, such as one that was rejected or has an owner already, is left unchanged, and the result is its current state.
 */
export async function scoreLead(
  { leadId }: StepInput,
  deps: { leads: LeadStore; policies: PolicyStore; now: () => string },
): Promise<StepResult> {
  const lead = await deps.leads.update(leadId, async (lead) => {
    if (lead.status !== "qualified" || lead.lane) return undefined;
    return scored(lead, await policyFor(lead, deps.policies), deps.now());
  });
  return lead.status === "qualified" ? { leadId, kind: "nurture" } : resultFor(lead, deps.now());
}
