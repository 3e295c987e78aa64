import type { Situation } from "../../adapters/claims/claim-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { deciding } from "../../routing/decide-again.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { syntheticVersion } from "../../routing/lead/synthetic.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";

/** A lead with its rule, the policy that decides it, and the active policy, which determines the ledgers. */
interface LeadAndPolicy {
  lead: Lead;
  policy: Policy;
  active: Policy;
}

/** Loads the policies of a lead, and tells which of them decides it now. */
export async function leadAndPolicy(
  { lead, activeVersion }: Pick<Situation, "lead" | "activeVersion">,
  reps: readonly RepState[],
  now: string,
  policies: Pick<PolicyStore, "get">,
): Promise<LeadAndPolicy> {
  const version = lead.policyVersion ?? 0;
  const { policy } = await policies.get(version);
  const own = { version, policy };
  const isActive = [version, 0].includes(activeVersion) || version === syntheticVersion;
  const active = isActive ? own : { version: activeVersion, policy: (await policies.get(activeVersion)).policy };
  return { ...deciding(lead, { own, active }, reps, now), active: active.policy };
}
