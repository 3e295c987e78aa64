import type { StepResult } from "../adapters/step.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { secondsUntil, standing } from "../routing/lead/standing.ts";

/** The answer of a step for a lead that is where it is, so that a restarted workflow goes on from there. */
export function goOn(lead: Lead, now: string): StepResult {
  const { kind, ...stands } = standing(lead);
  return { leadId: lead.id, kind, ...("wakeAt" in stands && { waitSeconds: secondsUntil(stands.wakeAt, now) }) };
}
