import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { newLink } from "../../adapters/leads/offer-link.ts";
import { escalationMail } from "../../adapters/mail/escalation-mail.ts";
import { lapsedMail } from "../../adapters/mail/lapsed-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { pausedMail, pausedManagerMail } from "../../adapters/mail/paused-mail.ts";
import { reminderMail } from "../../adapters/mail/reminder-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { freePlaces } from "../../adapters/reps/free-places.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { newReturnLink } from "../../adapters/reps/return-link.ts";
import { count, type StepInput, type StepResult } from "../../adapters/step.ts";
import { placeIn } from "../../routing/lead/close-lead.ts";
import { type Lead, type Offer, openOffers } from "../../routing/lead/lead.ts";
import { answered, reminded, withLink } from "../../routing/lead/move-lead.ts";
import { dueAfter, nextDeadline, withDueTime, workflowState } from "../../routing/lead/workflow-state.ts";
import { afterLapse } from "../../routing/reps/lapses.ts";
import { deliver } from "../deliver.ts";
import { policyFor, repsAsked, repWith } from "../people.ts";
import { resultFor } from "../step-result.ts";

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
 * Handles a timeout of the task that waits for an answer: sends reminders, ends expired offers, or finds that the lead was
 * answered at the last moment. The workflow continues from the lead's status.
 */
export async function remindOrExpire({ leadId }: StepInput, deps: Deps): Promise<StepResult> {
  let lead = await lapseIfOver(leadId, deps);
  if (lead.status === "ready" || lead.status === "offered") {
    // Who let a last call pass is not told: it was for whoever had time.
    for (const offer of lastRound(lead).filter(({ outcome, lastCall }) => outcome === "lapsed" && !lastCall)) {
      await sayLapsed(lead, offer, deps);
      await sayPaused(lead, offer, deps);
    }
  }
  const stands = workflowState(lead);
  if ("wakeAt" in stands && stands.wakeAt <= deps.now()) {
    const due = openOffers(lead).filter((offer) => nextDeadline(offer) <= deps.now());
    if (lead.status === "escalated") lead = await remind(lead, undefined, deps);
    for (const { attempt } of due) lead = await remind(lead, attempt, deps);
  }
  return resultFor(lead, deps.now());
}

/** The offers that were open together with the last one. */
const lastRound = ({ offers }: Lead): Offer[] => {
  const last = offers.at(-1);
  return offers.filter((offer) => offer === last || (offer.round !== undefined && offer.round === last?.round));
};

/**
 * Ends the expired offers, and with the same write frees their places and pauses reps who let too many offers in a row
 * lapse. An expired round counts as nobody's lapse, since none of its reps was asked alone.
 */
const lapseIfOver = (leadId: string, deps: Deps): Promise<Lead> =>
  deps.leads.update(leadId, async (lead) => {
    const now = deps.now();
    const over = openOffers(lead).filter(({ expiresAt }) => expiresAt <= now);
    if (over.length === 0) return undefined;
    const lapsed = over.reduce((open, { attempt }) => answered(open, attempt, "lapsed", now), lead);
    const held = over.filter(({ round }) => round === undefined);
    const { pause_after } = await policyFor(lead, deps.policies);
    const freed = await Promise.all(
      held.map(async (offer) => {
        const lapses = afterLapse(await repWith(offer.repId, deps.reps), pause_after, now);
        return { ...placeIn(offer), countedIn: offer.countedIn, lapses };
      }),
    );
    const paused = freed.flatMap(({ repId, lapses }) => (lapses?.kind === "pause" ? [repId] : []));
    return {
      lead: { ...withPaused(lapsed, paused, now), dueAt: dueAfter(now) },
      also: freePlaces(deps.repsTable, freed),
    };
  });

/** The lead, with the reps whom the lapse of its last offers paused. */
const withPaused = (lead: Lead, paused: readonly string[], now: string): Lead => ({
  ...lead,
  offers: lead.offers.map((offer) => (paused.includes(offer.repId) ? { ...offer, pausedAt: now } : offer)),
  timeline: [...lead.timeline, ...paused.map((repId) => ({ at: now, event: "paused", repId }))],
});

/** Mails the rep whom the lapse paused, with a link that ends the pause, and their manager. */
async function sayPaused(lead: Lead, { repId, attempt, pool, pausedAt }: Offer, deps: Deps): Promise<void> {
  if (pausedAt === undefined) return;
  const [policy, rep] = await Promise.all([policyFor(lead, deps.policies), repWith(repId, deps.reps)]);
  const link = newReturnLink(deps.baseUrl, repId);
  if (!(await deps.reps.linkPause(repId, pausedAt, link.hash))) return;
  const mail = pausedMail({ rep, policy, link: link.url });
  await deliver({ ...mail, leadId: lead.id, kind: "paused", attempt, to: rep.email }, deps.mailer);
  const manager = await repWith(rep.managerId ?? policy.pools[pool]?.manager, deps.reps);
  const told = pausedManagerMail({ rep, manager, policy });
  await deliver({ ...told, leadId: lead.id, kind: "paused-manager", attempt, to: manager.email }, deps.mailer);
}

async function sayLapsed(lead: Lead, { repId, attempt }: Offer, deps: Deps): Promise<void> {
  const [policy, rep] = await Promise.all([policyFor(lead, deps.policies), repWith(repId, deps.reps)]);
  await deliver(
    { ...lapsedMail({ lead, rep, policy }), leadId: lead.id, kind: "lapsed", attempt, to: rep.email },
    deps.mailer,
  );
}

/**
 * Mails the next reminder of the open offer `attempt`, or of the escalation where there is none, once, then counts it.
 * A manager's last one leaves the lead with them, and rings the alarm.
 */
async function remind(due: Lead, attempt: number | undefined, deps: Deps): Promise<Lead> {
  const link = newLink(deps.baseUrl, due.id);
  const same = (lead: Lead): boolean => isSameWait(lead, due, attempt);
  const lead = await deps.leads.update(due.id, (lead) => (same(lead) ? withLink(lead, link.hash, attempt) : undefined));
  if (!same(lead)) return lead;
  const policy = await policyFor(lead, deps.policies);
  const offer = openOffers(lead).find((open) => open.attempt === attempt);
  if (offer) {
    const rep = await repWith(offer.repId, deps.reps);
    const mail = reminderMail({ lead, rep, policy, link: link.url });
    const nth = offer.attempt * 10 + offer.reminded;
    await deliver({ ...mail, leadId: lead.id, kind: "reminder", attempt: nth, to: rep.email }, deps.mailer);
  } else if (lead.escalation) {
    const [manager, reps] = await Promise.all([repWith(lead.escalation.managerId, deps.reps), deps.reps.all()]);
    const reminder = lead.escalation.reminded + 1;
    const mail = escalationMail({ lead, manager, reps: repsAsked(lead, reps), policy, link: link.url, reminder });
    const nth = (lead.escalation.before ?? 0) * 10 + reminder;
    await deliver(
      { ...mail, leadId: lead.id, kind: "escalation-reminder", attempt: nth, to: manager.email },
      deps.mailer,
    );
  }
  const after = await deps.leads.update(lead.id, (lead) =>
    same(lead) ? withDueTime(reminded(lead, deps.now(), attempt)) : undefined,
  );
  if (workflowState(after).kind === "left-with-manager") count("LeadsLeftWithManager");
  return after;
}

/** Whether the lead still waits for the same answer and the same reminder. */
function isSameWait(lead: Lead, due: Lead, attempt: number | undefined): boolean {
  const reminders = (of: Lead) => openOffers(of).find((open) => open.attempt === attempt)?.reminded;
  return (
    lead.status === due.status &&
    reminders(lead) === reminders(due) &&
    lead.escalation?.reminded === due.escalation?.reminded
  );
}
