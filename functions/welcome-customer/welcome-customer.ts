import { newCustomerLink } from "../../adapters/customers/customer-link.ts";
import type { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { newCustomerMail } from "../../adapters/mail/new-customer-mail.ts";
import { welcomeMail } from "../../adapters/mail/welcome-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { withoutCallOf } from "../../routing/follow/chosen.ts";
import { timesToCall } from "../../routing/onboarding/call-times.ts";
import { welcomed, withPageLink } from "../../routing/onboarding/onboarding.ts";
import { withOnboardingDue } from "../../routing/onboarding/onboarding-state.ts";
import { customerPeople } from "../customer-people.ts";
import { deliver } from "../deliver.ts";
import { mailCustomer } from "../mail-customer.ts";
import { onboardingResult } from "../onboarding-result.ts";

interface Deps {
  onboardings: OnboardingStore;
  leads: LeadStore;
  links: Pick<PersonLinks, "create">;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  baseUrl: string;
  now: () => string;
}

/**
 * Welcomes a customer with who is there for them, when they can be called, where they choose the time and what comes next, and gives the success
 * manager everything about the customer, with the link to their page. Each assignment has one of both mails, however often
 * this runs.
 */
export async function welcomeCustomer({ leadId }: StepInput, deps: Deps): Promise<StepResult> {
  const link = newCustomerLink(deps.baseUrl, leadId);
  const customer = await deps.onboardings.update(leadId, (read) =>
    read.status === "welcoming" ? withPageLink(read, link.hash) : undefined,
  );
  if (customer.status !== "welcoming") return onboardingResult(customer, deps.now());
  const people = await customerPeople(customer, deps);
  const { manager, policy } = people;
  const now = deps.now();
  await deps.leads.update(leadId, (read) => withoutCallOf(read, manager.id, now));
  const about = { lead: people.lead, customer, manager, policy, now };
  const attempt = customer.assignments;
  const times = timesToCall(manager, customer, now);
  const request = await deps.links.create(leadId, now);
  const welcome = {
    ...welcomeMail({ ...about, times, request }),
    kind: "welcome" as const,
    attempt,
    replyTo: manager.email,
  };
  const lead = await mailCustomer(people.lead, welcome, deps);
  const mail = newCustomerMail({ ...about, lead, reps: await deps.reps.all(), link: link.url });
  await deliver({ ...mail, leadId, kind: "new-customer", attempt, to: manager.email }, deps.mailer);
  const after = await deps.onboardings.update(leadId, (read) => {
    const running = read.assignments === attempt ? welcomed(read, deps.now()) : undefined;
    return running && withOnboardingDue(running, deps.now());
  });
  return onboardingResult(after, deps.now());
}
