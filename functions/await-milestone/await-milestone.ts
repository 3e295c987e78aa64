import type { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import { onboardingState, withOnboardingDue } from "../../routing/onboarding/onboarding-state.ts";
import { onboardingResult } from "../onboarding-result.ts";

/**
 * Stores the token of the task that waits for a customer's next step. If there is something to do already, the task is
 * completed at once.
 */
export async function awaitMilestone(
  { leadId, token }: StepInput,
  deps: { onboardings: OnboardingStore; tasks: Pick<WaitingTasks, "wake" | "mayReplace">; now: () => string },
): Promise<StepResult> {
  if (!token) throw new Error("await-milestone runs as a task that waits for a token");
  const customer = await deps.onboardings.update(leadId, async (read) => {
    if (read.status !== "running" || !(await deps.tasks.mayReplace(read.taskToken, token))) return undefined;
    return withOnboardingDue({ ...read, taskToken: token }, deps.now());
  });
  const now = deps.now();
  const result = onboardingResult(customer, now);
  const state = onboardingState(customer, now);
  if (state.kind !== "running" || state.wakeAt <= now) await deps.tasks.wake(token, result);
  return result;
}
