import type { StepResult } from "../adapters/step.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { secondsUntil, workflowState } from "../routing/lead/workflow-state.ts";

/** The answer of a step for a lead that is where it is, so that a restarted workflow goes on from there. */
export function resultFor(lead: Lead, now: string): StepResult {
  const { kind, ...stands } = workflowState(lead);
  return { leadId: lead.id, kind, ...("wakeAt" in stands && { waitSeconds: secondsUntil(stands.wakeAt, now) }) };
}
