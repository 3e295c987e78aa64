import type { LeadStore } from "../../adapters/lead-store.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { offerMail } from "../../adapters/mail/offer-mail.ts";
import { newLink } from "../../adapters/offer-link.ts";
import type { PolicyStore } from "../../adapters/policy-store.ts";
import type { RepStore } from "../../adapters/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { Workflow } from "../../adapters/workflow.ts";
import { openOffer } from "../../routing/lead.ts";
import { withLink } from "../../routing/move-lead.ts";
import { standing, timed } from "../../routing/standing.ts";
import { deliver } from "../deliver.ts";
import { policyOf, repWith } from "../people.ts";
import { goOn } from "../step-result.ts";

/**
 * Keeps the token of the task that waits for an answer and mails the offer, once. A lead that was answered in the
 * meantime ends the wait at once. Also waits for a manager, whose mail escalate-lead has sent.
 */
export async function offerLead(
  { leadId, token }: StepInput,
  deps: {
    leads: LeadStore;
    policies: PolicyStore;
    reps: RepStore;
    mailer: Mailer;
    workflow: Workflow;
    baseUrl: string;
    now: () => string;
  },
): Promise<StepResult> {
  if (!token) throw new Error("offer-lead runs as a task that waits for a token");
  const link = newLink(deps.baseUrl, leadId);
  const lead = await deps.leads.update(leadId, (lead) => {
    if (!("wakeAt" in standing(lead))) return undefined;
    const first = lead.status === "offered" && openOffer(lead)?.reminded === 0;
    return timed({ ...(first ? withLink(lead, link.hash) : lead), taskToken: token });
  });
  const result = goOn(lead, deps.now());
  const offer = openOffer(lead);
  if (offer?.reminded === 0) {
    const [policy, rep] = await Promise.all([policyOf(lead, deps.policies), repWith(offer.repId, deps.reps)]);
    const mail = offerMail({ lead, rep, policy, link: link.url });
    await deliver({ ...mail, leadId, kind: "offer", attempt: offer.attempt, to: rep.email }, deps.mailer);
  } else if (lead.status !== "offered" && lead.status !== "escalated") {
    await deps.workflow.wake(token, result);
  }
  return result;
}
