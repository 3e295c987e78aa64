import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import type { Occasion } from "../../routing/lead/told.ts";
import { dueAfter } from "../../routing/lead/workflow-state.ts";
import { resultFor } from "../step-result.ts";
import { claimTold, tellPerson } from "../tell-person.ts";

interface Deps {
  leads: LeadStore;
  links: Pick<PersonLinks, "create">;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  tasks: Pick<WaitingTasks, "wake" | "mayReplace">;
  now: () => string;
}

/**
 * Stores the token of the task that waits until somebody is available, and how long it waits at most, so that a walk
 * along the backlog can complete it, and tells the lead's person that they wait. If the lead no longer waits, the task is
 * completed at once.
 */
export async function holdLead({ leadId, token, waitSeconds }: StepInput, deps: Deps): Promise<StepResult> {
  if (!token || !waitSeconds) throw new Error("hold-lead runs as a task that waits for a token, for some time");
  let about: Occasion | undefined;
  const lead = await deps.leads.update(leadId, async (lead) => {
    about = undefined;
    if (lead.status !== "waiting" || !(await deps.tasks.mayReplace(lead.taskToken, token))) return undefined;
    const until = new Date(Date.parse(deps.now()) + waitSeconds * 1000).toISOString();
    const { wokenAt: _, ...rest } = lead;
    const told = await claimTold(rest, deps);
    about = told.about;
    return { ...told.lead, taskToken: token, dueAt: dueAfter(until) };
  });
  await tellPerson(lead, about, deps);
  const result = resultFor(lead, deps.now());
  if (lead.status !== "waiting") await deps.tasks.wake(token, result);
  return result;
}
