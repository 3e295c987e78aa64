import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { type NewLink, newLink } from "../../adapters/leads/offer-link.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import type { TraceStore } from "../../adapters/leads/trace-store.ts";
import type { Mail, Mailer } from "../../adapters/mail/mailer.ts";
import { offerMail } from "../../adapters/mail/offer-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import { type Lead, type Offer, openOffers } from "../../routing/lead/lead.ts";
import { withLink } from "../../routing/lead/move-lead.ts";
import type { Occasion } from "../../routing/lead/told.ts";
import { withDueTime, workflowState } from "../../routing/lead/workflow-state.ts";
import { deliver } from "../deliver.ts";
import { firstEscalationMail, isFirstEscalation } from "../first-escalation-mail.ts";
import { policyFor, repWith } from "../people.ts";
import { resultFor } from "../step-result.ts";
import { claimTold, tellPerson } from "../tell-person.ts";

interface Deps {
  leads: LeadStore;
  links: Pick<PersonLinks, "create">;
  traces: Pick<TraceStore, "whyOf">;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  tasks: Pick<WaitingTasks, "wake" | "mayReplace">;
  baseUrl: string;
  now: () => string;
}

/**
 * Stores the token of the task that waits for an answer, and mails the reps or the manager who are asked, each once. Why
 * an offer went to its rep is put on the offer in the same write. The lead's person is told that their request arrived, or
 * what became of it. If the lead was answered in the meantime, the task is completed at once.
 */
export async function offerLead({ leadId, token }: StepInput, deps: Deps): Promise<StepResult> {
  if (!token) throw new Error("offer-lead runs as a task that waits for a token");
  const links = new Map<number | undefined, NewLink>();
  const linked = (lead: Lead, attempt?: number): Lead => {
    const link = newLink(deps.baseUrl, leadId);
    links.set(attempt, link);
    return withLink(lead, link.hash, attempt);
  };
  let about: Occasion | undefined;
  const lead = await deps.leads.update(leadId, async (lead) => {
    about = undefined;
    if (!("wakeAt" in workflowState(lead)) || !(await deps.tasks.mayReplace(lead.taskToken, token))) return undefined;
    const explained = await withWhy(lead, deps.traces);
    const asked = firstOffers(explained).reduce((shown, { attempt }) => linked(shown, attempt), explained);
    const told = await claimTold(isFirstEscalation(lead) ? linked(lead) : asked, deps);
    about = told.about;
    return withDueTime({ ...told.lead, taskToken: token });
  });
  await tellPerson(lead, about, deps);
  await askAll(lead, links, deps);
  const result = resultFor(lead, deps.now());
  if (!("wakeAt" in workflowState(lead))) await deps.tasks.wake(token, result);
  return result;
}

/** Mails the reps or the manager who are asked, each a link of their own. */
async function askAll(lead: Lead, links: ReadonlyMap<number | undefined, NewLink>, deps: Deps): Promise<void> {
  for (const offer of firstOffers(lead)) {
    const link = links.get(offer.attempt);
    if (link) await deliver(await firstOfferMail(lead, offer, link.url, deps), deps.mailer);
  }
  const link = links.get(undefined);
  if (link && isFirstEscalation(lead)) await deliver(await firstEscalationMail(lead, link.url, deps), deps.mailer);
}

/** The open offers that had no reminder yet. */
const firstOffers = (lead: Lead): Offer[] => openOffers(lead).filter(({ reminded }) => reminded === 0);

/**
 * The lead with why its new offer went to its rep, for mails and pages. An offer whose explanation was lost goes without;
 * those of a round never have one.
 */
async function withWhy(lead: Lead, traces: Deps["traces"]): Promise<Lead> {
  const [offer] = firstOffers(lead);
  if (!offer || offer.round !== undefined || offer.why) return lead;
  const why = await traces.whyOf(lead.id, offer.attempt);
  return why ? { ...lead, offers: lead.offers.map((one) => (one === offer ? { ...one, why } : one)) } : lead;
}

async function firstOfferMail(lead: Lead, { repId, attempt }: Offer, link: string, deps: Deps): Promise<Mail> {
  const [policy, rep] = await Promise.all([policyFor(lead, deps.policies), repWith(repId, deps.reps)]);
  return { ...offerMail({ lead, rep, policy, link }), leadId: lead.id, kind: "offer", attempt, to: rep.email };
}
