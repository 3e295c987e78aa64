import type { Situation } from "../../adapters/claims/claim-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { decidedAgain, hasNobodyLeft } from "../../routing/decide-again.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { poolsFor } from "../../routing/offers/longest-wait.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { renewed } from "../../routing/renew-lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { rosterOf } from "../../routing/reps/roster.ts";
import { ruled } from "../../routing/steps.ts";

/** A lead with its rule, the policy that decides it, and the active policy, which determines the ledgers. */
interface LeadAndPolicy {
  lead: Lead;
  policy: Policy;
  active: Policy;
}

/**
 * Loads a lead and its policy. The lead keeps the policy version that decided it while the roster has somebody in that
 * version's pools; otherwise the active version decides it again. What was added to it since it was scored counts in
 * any case.
 */
export async function leadAndPolicy(
  read: Pick<Situation, "lead" | "activeVersion">,
  reps: readonly RepState[],
  now: string,
  policies: Pick<PolicyStore, "get">,
): Promise<LeadAndPolicy> {
  const { activeVersion } = read;
  const version = read.lead.policyVersion ?? 0;
  const { policy } = await policies.get(version);
  const lead = renewed(read.lead, policy, now);
  const withRule = ruled(lead, policy, now);
  if (activeVersion === version || activeVersion === 0) return { lead: withRule, policy, active: policy };
  const { policy: active } = await policies.get(activeVersion);
  const pools = poolsFor(withRule, policy, Date.parse(now));
  if (!hasNobodyLeft(withRule, pools, rosterOf(reps))) return { lead: withRule, policy, active };
  return { lead: decidedAgain(lead, active, activeVersion, now), policy: active, active };
}
