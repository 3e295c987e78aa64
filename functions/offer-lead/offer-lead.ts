import type { LeadStore } from "../../adapters/lead-store.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { newLink } from "../../adapters/offer-link.ts";
import type { PolicyStore } from "../../adapters/policy-store.ts";
import type { RepStore } from "../../adapters/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { Workflow } from "../../adapters/workflow.ts";
import { withLink } from "../../routing/move-lead.ts";
import { standing, timed } from "../../routing/standing.ts";
import { deliver } from "../deliver.ts";
import { firstMail, isFirstWait } from "../first-mail.ts";
import { goOn } from "../step-result.ts";

interface Deps {
  leads: LeadStore;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  workflow: Workflow;
  baseUrl: string;
  now: () => string;
}

/**
 * Keeps the token of the task that waits for an answer and mails whoever has the lead, rep or manager, once. A lead
 * that was answered in the meantime ends the wait at once.
 */
export async function offerLead({ leadId, token }: StepInput, deps: Deps): Promise<StepResult> {
  if (!token) throw new Error("offer-lead runs as a task that waits for a token");
  const link = newLink(deps.baseUrl, leadId);
  const lead = await deps.leads.update(leadId, (lead) => {
    if (!("wakeAt" in standing(lead))) return undefined;
    const linked = isFirstWait(lead) ? withLink(lead, link.hash) : lead;
    return timed({ ...linked, taskToken: token });
  });
  if (isFirstWait(lead)) await deliver(await firstMail(lead, link.url, deps), deps.mailer);
  const result = goOn(lead, deps.now());
  if (!("wakeAt" in standing(lead))) await deps.workflow.wake(token, result);
  return result;
}
