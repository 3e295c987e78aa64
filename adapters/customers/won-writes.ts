import type { Lead } from "../../routing/lead/lead.ts";
import { begun, ended, type Onboarding } from "../../routing/onboarding/onboarding.ts";
import type { Write } from "../dynamo.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import type { Freed } from "../reps/free-places.ts";
import { noCustomerWrite } from "./customer-rows.ts";
import type { CustomerStore } from "./customer-store.ts";
import type { OnboardingStore } from "./onboarding-store.ts";

/**
 * What is written together with a lead that is won: the beginning of its onboarding, where the active policy plans one. The
 * sweeper starts its workflow within a minute. Nothing for a lead whose onboarding is under way.
 */
export async function wonWrites(
  { id, closed }: Lead,
  deps: { policies: Pick<PolicyStore, "active">; onboardings: OnboardingStore },
): Promise<Write[]> {
  const [{ policy }, before] = await Promise.all([deps.policies.active(), deps.onboardings.get(id)]);
  if (!closed || !policy.onboarding || (before && before.status !== "ended")) return [];
  return [deps.onboardings.put(begun(id, closed.at, before)).write];
}

/**
 * What is written together with a lead that was won and is open again: the end of its onboarding, and that its person is no
 * customer by this lead; and the place that the success manager held. Nothing for a lead that became no customer.
 */
export async function reopenedWith(
  lead: Lead,
  now: string,
  deps: { customers: Pick<CustomerStore, "of">; onboardings: OnboardingStore },
): Promise<{ writes: Write[]; freed: Freed[] }> {
  const onboarding = lead.closed?.outcome === "won" ? await deps.onboardings.get(lead.id) : undefined;
  const over = onboarding && ended(onboarding, "reopened", now);
  if (!over) return { writes: [], freed: [] };
  const customer = await deps.customers.of(lead.facts);
  const known = customer?.leadId === lead.id ? [noCustomerWrite(deps.onboardings.table, lead)] : [];
  return { writes: [deps.onboardings.put(over).write, ...known], freed: heldBy(onboarding) };
}

/** What the success manager of a customer holds: a place with its points; nothing for a pool's manager. */
export const heldBy = ({ managerId, held }: Onboarding): Freed[] =>
  managerId !== undefined && held ? [{ repId: managerId, points: held.points }] : [];
