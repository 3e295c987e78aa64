import type { StepResult } from "../adapters/step.ts";
import { secondsUntil } from "../routing/lead/workflow-state.ts";
import type { Onboarding } from "../routing/onboarding/onboarding.ts";
import { onboardingState } from "../routing/onboarding/onboarding-state.ts";

/** The result of a step of a customer's workflow, from which a restarted one continues. */
export function onboardingResult(onboarding: Onboarding, now: string): StepResult {
  const { kind, ...state } = onboardingState(onboarding, now);
  return {
    leadId: onboarding.leadId,
    kind,
    ...("wakeAt" in state && { waitSeconds: secondsUntil(state.wakeAt, now) }),
  };
}
