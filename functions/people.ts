import type { PolicyStore } from "../adapters/policies/policy-store.ts";
import type { RepStore } from "../adapters/reps/rep-store.ts";
import type { Lead } from "../routing/lead/lead.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { RepState } from "../routing/reps/rep.ts";

/** The policy version that the lead was decided with, or the active one if it was not decided yet. */
export async function policyFor(lead: Lead, policies: PolicyStore): Promise<Policy> {
  const { policy } = lead.policyVersion ? await policies.get(lead.policyVersion) : await policies.active();
  return policy;
}

/** The reps who were offered the lead. */
export const repsAsked = (lead: Lead, reps: readonly RepState[]): RepState[] =>
  reps.filter(({ id }) => lead.offers.some(({ repId }) => repId === id));

/** The rep with this id. Reps are deactivated, never deleted, so a missing one is a fault. */
export async function repWith(id: string | undefined, reps: RepStore): Promise<RepState> {
  const rep = id === undefined ? undefined : await reps.get(id);
  if (!rep) throw new Error(`no rep has the id "${id}"`);
  return rep;
}
