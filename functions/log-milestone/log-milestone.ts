import { linksToCustomer } from "../../adapters/customers/customer-link.ts";
import type { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { leadIdIn } from "../../adapters/leads/offer-link.ts";
import { customerPage } from "../../adapters/pages/customer-page.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { type Onboarding, reached } from "../../routing/onboarding/onboarding.ts";
import { withOnboardingDue } from "../../routing/onboarding/onboarding-state.ts";
import { customerPeople } from "../customer-people.ts";

interface Deps {
  onboardings: OnboardingStore;
  leads: Pick<LeadStore, "load">;
  policies: PolicyStore;
  reps: RepStore;
  tasks: Pick<WaitingTasks, "wake">;
  now: () => string;
}

/** The button that was pressed: the step by its place, and the token of the page. */
export interface Pressed {
  step: number;
  token: string;
}

/**
 * Shows the page of a customer to who has them and, when a button is pressed, logs a step. As with an offer, a button
 * counts when its page could be read; a step counts once. The workflow, which tells others of it, is woken afterwards; where
 * that fails, the sweeper wakes it. Links of who had the customer before lead nowhere. `link` is the last part of the address.
 */
export async function logMilestone(
  link: string,
  pressed: Pressed | undefined,
  fallback: Locale,
  deps: Deps,
): Promise<Page> {
  const id = leadIdIn(link);
  const found = id === undefined ? undefined : await deps.onboardings.get(id);
  if (!found?.managerId || !linksToCustomer(found, link)) return messagePage({ locale: fallback, state: "not-found" });
  const now = deps.now();
  const { plan: _, ...people } = await customerPeople(found, deps);
  const unread = pressed && whenShown(pressed.token, link, now) !== "read" ? { token: pressed.token } : undefined;
  const customer = pressed && !unread ? await log(found, pressed.step, now, deps) : found;
  return customerPage({ ...people, customer, link, now, asked: unread });
}

async function log({ leadId, managerId = "" }: Onboarding, step: number, now: string, deps: Deps): Promise<Onboarding> {
  let done = false;
  const customer = await deps.onboardings.update(leadId, (read) => {
    const after = read.managerId === managerId ? reached(read, step, managerId, now) : undefined;
    done = after !== undefined;
    return after && withOnboardingDue(after, now);
  });
  if (done && customer.taskToken) {
    try {
      await deps.tasks.wake(customer.taskToken, { leadId, kind: "running" });
    } catch (error) {
      logger.warn("customer not woken, left to the sweeper", { leadId, errorName: (error as Error).name });
    }
  }
  return customer;
}
