import type { Situation } from "../../adapters/claims/claim-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { decidedAnew, hasNobodyLeft } from "../../routing/decide-anew.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { poolsFor } from "../../routing/offers/longest-wait.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { renewed } from "../../routing/renew-lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { rosterOf } from "../../routing/reps/roster.ts";
import { ruled } from "../../routing/steps.ts";

/** A lead with its rule, the policy that it is decided by, and the active one, by which ledgers are kept. */
interface LeadAndPolicy {
  lead: Lead;
  policy: Policy;
  active: Policy;
}

/**
 * A lead keeps the version of the policy that it was decided with, as long as the roster has somebody whom that version
 * asks; otherwise it is decided anew by the active version. What was added to it since it was scored counts in any case.
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
  return { lead: decidedAnew(lead, active, activeVersion, now), policy: active, active };
}
