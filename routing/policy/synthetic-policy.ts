import { memoize } from "../conditions/memoize.ts";
import { syntheticName } from "../lead/synthetic.ts";
import type { Policy } from "./policy.ts";

/**
 * A policy as it decides a synthetic lead: whatever could keep it from its rep, let it cost anything or write to anybody else is
 * replaced; texts, scores and times are those of the policy.
 */
export const syntheticPolicy = memoize((policy: Policy): Policy => {
  const { chance: _, onboarding: __, after_attempts: ___, in_flight: ____, ...kept } = policy;
  return {
    ...kept,
    enrichment: { ...policy.enrichment, providers: [] },
    accounts: { ...policy.accounts, colleagues: "any-owner" },
    qualification: { reject: [], ask: [] },
    lanes: [{ lane: "synthetic", when: {}, action: "route", because: "Synthetic" }],
    rules: [],
    otherwise: { pools: [syntheticName], meant: true },
    pools: { [syntheticName]: { manager: syntheticName, needs: [], prefer: ["fairness"] } },
    after_max_wait: [],
    effort: {},
    pause_after: 0,
    choose: { ...policy.choose, lanes: [] },
    nurture: [],
  };
});
