import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import { dueAfter } from "../../routing/lead/workflow-state.ts";
import { resultFor } from "../step-result.ts";

/**
 * Stores the token of the task that waits until somebody is available, and how long it waits at most, so that a walk
 * along the backlog can complete it. If the lead no longer waits, the task is completed at once.
 */
export async function holdLead(
  { leadId, token, waitSeconds }: StepInput,
  deps: { leads: Pick<LeadStore, "update">; tasks: Pick<WaitingTasks, "wake">; now: () => string },
): Promise<StepResult> {
  if (!token || !waitSeconds) throw new Error("hold-lead runs as a task that waits for a token, for some time");
  const lead = await deps.leads.update(leadId, (lead) => {
    if (lead.status !== "waiting") return undefined;
    const until = new Date(Date.parse(deps.now()) + waitSeconds * 1000).toISOString();
    const { wokenAt: _, ...rest } = lead;
    return { ...rest, taskToken: token, dueAt: dueAfter(until) };
  });
  const result = resultFor(lead, deps.now());
  if (lead.status !== "waiting") await deps.tasks.wake(token, result);
  return result;
}
