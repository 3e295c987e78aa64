import { newCustomerLink } from "../../adapters/customers/customer-link.ts";
import type { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { heldBy } from "../../adapters/customers/won-writes.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { milestoneMail, milestoneManagerMail } from "../../adapters/mail/milestone-mail.ts";
import { milestoneReminderMail, onboardingStalledMail } from "../../adapters/mail/milestone-reminder-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { freePlaces } from "../../adapters/reps/free-places.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { dueNow } from "../../routing/onboarding/due.ts";
import { ended, type Onboarding, remindedOf, told, withPageLink } from "../../routing/onboarding/onboarding.ts";
import { withOnboardingDue } from "../../routing/onboarding/onboarding-state.ts";
import { stepsOf } from "../../routing/onboarding/plan.ts";
import { type CustomerPeople, customerPeople } from "../customer-people.ts";
import { deliver } from "../deliver.ts";
import { mailCustomer } from "../mail-customer.ts";
import { onboardingResult } from "../onboarding-result.ts";
import { repWith } from "../people.ts";

interface Deps {
  onboardings: OnboardingStore;
  leads: LeadStore;
  policies: PolicyStore;
  reps: RepStore;
  repsTable: string;
  mailer: Mailer;
  baseUrl: string;
  now: () => string;
}

/**
 * Does what is due of a customer's first steps: tells of those that were logged, reminds of those that are due, and ends
 * when nothing is left, which frees the success manager's place. Each mail goes out once, and what it is about is marked
 * afterwards, so that a run that is cut off is made good by the next.
 */
export async function tendOnboarding({ leadId }: StepInput, deps: Deps): Promise<StepResult> {
  let customer = await deps.onboardings.load(leadId);
  const due = dueNow(customer, deps.now());
  if (due.tell.length > 0 || due.remind.length > 0 || due.end) {
    const people = await customerPeople(customer, deps);
    for (const step of due.tell) customer = await tell(customer, step, people, deps);
    for (const step of due.remind) customer = await remind(customer, step, people, deps);
    if (due.end) customer = await end(customer, due.end, people, deps);
  }
  const now = deps.now();
  if (customer.status === "running") {
    // Since it was read it may have ended, or wait for somebody else to be chosen at once.
    customer = await deps.onboardings.update(leadId, (read) =>
      read.status === "running" ? withOnboardingDue(read, now) : undefined,
    );
  }
  return onboardingResult(customer, now);
}

/** Mails who is to hear of a step that was logged. */
async function tell(customer: Onboarding, step: number, people: CustomerPeople, deps: Deps): Promise<Onboarding> {
  const { lead, manager, policy, plan } = people;
  const who = stepsOf(plan)[step]?.tell ?? "nobody";
  const about = { lead, customer, manager, policy, now: deps.now(), step };
  // A lead can be won twice.
  const attempt = customer.round * 100 + step;
  if (who === "customer" || who === "both") {
    const mail = { ...milestoneMail(about), kind: "milestone" as const, attempt, replyTo: manager.email };
    await mailCustomer(lead, mail, deps);
  }
  if (who === "manager" || who === "both") {
    const mail = milestoneManagerMail({ ...about, link: await linked(customer, deps) });
    await deliver({ ...mail, leadId: lead.id, kind: "milestone-manager", attempt, to: manager.email }, deps.mailer);
  }
  return deps.onboardings.update(customer.leadId, (read) =>
    read.status === "running" && read.round === customer.round ? told(read, step) : undefined,
  );
}

/** Reminds the success manager of a step that is due. */
async function remind(customer: Onboarding, step: number, people: CustomerPeople, deps: Deps): Promise<Onboarding> {
  const { lead, manager, policy } = people;
  const reminded = customer.steps[step]?.reminded ?? 0;
  const mail = milestoneReminderMail({
    ...{ lead, customer, manager, policy, step, now: deps.now() },
    link: await linked(customer, deps),
  });
  const attempt = customer.assignments * 1000 + step * 10 + reminded;
  await deliver({ ...mail, leadId: lead.id, kind: "milestone-reminder", attempt, to: manager.email }, deps.mailer);
  return deps.onboardings.update(customer.leadId, (read) =>
    read.status === "running" && read.assignments === customer.assignments && read.steps[step]?.reminded === reminded
      ? remindedOf(read, step, deps.now())
      : undefined,
  );
}

async function end(
  customer: Onboarding,
  how: "completed" | "unfinished",
  people: CustomerPeople,
  deps: Deps,
): Promise<Onboarding> {
  const { lead, manager, policy, plan } = people;
  if (how === "unfinished") {
    const head = await repWith(manager.managerId ?? policy.pools[plan.pool]?.manager, deps.reps);
    const mail = onboardingStalledMail({ lead, customer, manager, policy, now: deps.now(), head });
    const { round } = customer;
    await deliver(
      { ...mail, leadId: lead.id, kind: "onboarding-stalled", attempt: round, to: head.email },
      deps.mailer,
    );
  }
  return deps.onboardings.update(customer.leadId, (read) => {
    const now = deps.now();
    const due = dueNow(read, now);
    // A step may have been logged in the meantime, of which somebody is to be told first.
    if (due.tell.length > 0 || due.end !== how) return undefined;
    const over = ended(read, how, now);
    return over && { onboarding: over, also: freePlaces(deps.repsTable, heldBy(read)) };
  });
}

/** A new link to the customer's page, which works before it is mailed. */
async function linked(customer: Onboarding, deps: Deps): Promise<string> {
  const link = newCustomerLink(deps.baseUrl, customer.leadId);
  await deps.onboardings.update(customer.leadId, (read) =>
    read.managerId === customer.managerId ? withPageLink(read, link.hash) : undefined,
  );
  return link.url;
}
