import type { LeadStore } from "../../adapters/lead-store.ts";
import { escalationMail } from "../../adapters/mail/escalation-mail.ts";
import { lapsedMail } from "../../adapters/mail/lapsed-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { reminderMail } from "../../adapters/mail/reminder-mail.ts";
import { newLink } from "../../adapters/offer-link.ts";
import type { PolicyStore } from "../../adapters/policy-store.ts";
import { freePlace, type RepStore } from "../../adapters/rep-store.ts";
import { count, type StepInput, type StepResult } from "../../adapters/step.ts";
import { type Lead, openOffer } from "../../routing/lead.ts";
import { answered, reminded, withLink } from "../../routing/move-lead.ts";
import { dueAfter, standing, timed } from "../../routing/standing.ts";
import { deliver } from "../deliver.ts";
import { asked, policyOf, repWith } from "../people.ts";
import { goOn } from "../step-result.ts";

interface Deps {
  leads: LeadStore;
  policies: PolicyStore;
  reps: RepStore;
  repsTable: string;
  mailer: Mailer;
  baseUrl: string;
  now: () => string;
}

/**
 * The wait for an answer timed out: reminds whoever has the lead, ends the offer whose time is over, or finds that it
 * was answered at the last moment and lets the workflow go on from there.
 */
export async function remindOrExpire({ leadId }: StepInput, deps: Deps): Promise<StepResult> {
  const lead = await lapseIfOver(leadId, deps);
  const last = lead.offers.at(-1);
  if (lead.status === "ready" && last?.outcome === "lapsed") await sayLapsed(lead, last.repId, deps);
  const stands = standing(lead);
  const isDue = "wakeAt" in stands && stands.wakeAt <= deps.now();
  return goOn(isDue ? await remind(lead, deps) : lead, deps.now());
}

/** Ends the open offer when its time is over, and frees the rep's place with the same write. */
const lapseIfOver = (leadId: string, deps: Deps): Promise<Lead> =>
  deps.leads.update(leadId, (lead) => {
    const now = deps.now();
    const offer = openOffer(lead);
    if (!offer || offer.expiresAt > now) return undefined;
    const lapsed = { ...answered(lead, "lapsed", now), dueAt: dueAfter(now) };
    return { lead: lapsed, also: [freePlace(deps.repsTable, offer.repId)] };
  });

async function sayLapsed(lead: Lead, repId: string, deps: Deps): Promise<void> {
  const [policy, rep] = await Promise.all([policyOf(lead, deps.policies), repWith(repId, deps.reps)]);
  const mail = lapsedMail({ lead, rep, policy });
  await deliver({ ...mail, leadId: lead.id, kind: "lapsed", attempt: lead.offers.length, to: rep.email }, deps.mailer);
}

/** Mails the next reminder, once, then counts it. A manager's last one leaves the lead with them, and rings the alarm. */
async function remind(due: Lead, deps: Deps): Promise<Lead> {
  const link = newLink(deps.baseUrl, due.id);
  const lead = await deps.leads.update(due.id, (lead) =>
    isSameWait(lead, due) ? withLink(lead, link.hash) : undefined,
  );
  if (!isSameWait(lead, due)) return lead;
  const policy = await policyOf(lead, deps.policies);
  const offer = openOffer(lead);
  if (offer) {
    const rep = await repWith(offer.repId, deps.reps);
    const mail = reminderMail({ lead, rep, policy, link: link.url });
    const attempt = offer.attempt * 10 + offer.reminded;
    await deliver({ ...mail, leadId: lead.id, kind: "reminder", attempt, to: rep.email }, deps.mailer);
  } else if (lead.escalation) {
    const [manager, reps] = await Promise.all([repWith(lead.escalation.managerId, deps.reps), deps.reps.all()]);
    const reminder = lead.escalation.reminded + 1;
    const mail = escalationMail({ lead, manager, reps: asked(lead, reps), policy, link: link.url, reminder });
    await deliver(
      { ...mail, leadId: lead.id, kind: "escalation-reminder", attempt: reminder, to: manager.email },
      deps.mailer,
    );
  }
  const after = await deps.leads.update(lead.id, (lead) =>
    isSameWait(lead, due) ? timed(reminded(lead, deps.now())) : undefined,
  );
  if (standing(after).kind === "left-with-manager") count("LeadsLeftWithManager");
  return after;
}

/** Whether the lead still waits for the same answer and the same reminder. */
const isSameWait = (lead: Lead, due: Lead): boolean =>
  lead.status === due.status &&
  lead.offers.length === due.offers.length &&
  openOffer(lead)?.reminded === openOffer(due)?.reminded &&
  lead.escalation?.reminded === due.escalation?.reminded;
