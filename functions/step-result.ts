import type { StepResult } from "../adapters/step.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { secondsUntil, workflowState } from "../routing/lead/workflow-state.ts";

/** The result of a step for the lead's current status, from which a restarted workflow continues. */
export function resultFor(lead: Lead, now: string): StepResult {
  const { kind, ...state } = workflowState(lead);
  return { leadId: lead.id, kind, ...("wakeAt" in state && { waitSeconds: secondsUntil(state.wakeAt, now) }) };
}
