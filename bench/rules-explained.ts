import { readPolicyFile } from "../cli/files.ts";
import { explainRules } from "../routing/explain/explain-rules.ts";
import type { Lead, LeadFacts } from "../routing/lead/lead.ts";
import { qualify } from "../routing/qualify.ts";
import { rosterOf } from "../routing/reps/roster.ts";
import { assess } from "../routing/score.ts";
import { type Made, make } from "./rules-made.ts";
import { median } from "./rules-runner.ts";

const rules = 100;
const now = "2026-11-02T15:00:00.000Z";

/**
 * Explanations per second of the sample policy with 100 generated rules instead of its own: every gate, every point
 * with its reason, priority and lane with the lines before them, and every rule tried with its first failed leaf.
 */
export function explanations(seed: number, rounds: number): { perSecond: number; tried: number } {
  const sample = readPolicyFile("samples/policy.yaml");
  if (sample.kind !== "policy") throw new Error("samples/policy.yaml has problems");
  const made = make(rules, 1000, seed, false);
  const policy = { ...sample.policy, rules: made.policy.rules };
  const explained = (lead: Lead) => {
    const qualification = qualify(lead, policy, now);
    const { action, ...assessment } = assess(lead, policy, now);
    return {
      qualification,
      action,
      ...assessment,
      ...explainRules({ ...lead, ...assessment }, policy, rosterOf([]), now),
    };
  };
  // No rule is tried for a lead that no lane sends to a rep.
  const leads = made.leads.map(leadOf).filter((lead) => explained(lead).action === "route");
  let tried = 0;
  const rates = Array.from({ length: rounds }, () => {
    tried = 0;
    const start = performance.now();
    for (let again = 0; again < 20; again++) for (const lead of leads) tried += explained(lead).tried.length;
    return (20 * leads.length * 1000) / (performance.now() - start);
  });
  return { perSecond: median(rates), tried: tried / (20 * leads.length) };
}

/** A lead with those generated attributes that are facts; the policy derives the others. */
function leadOf({ attributes }: Made["leads"][number], n: number): Lead {
  const { customer_type: customerType, language = "en", ...facts } = attributes;
  return {
    id: `lead-${n}`,
    rev: 1,
    status: "new",
    receivedAt: now,
    submissions: 1,
    offers: [],
    restarts: 0,
    timeline: [],
    facts: { ...facts, customerType, language, name: "Ana Ruiz", email: `ana@company-${n}.example` } as LeadFacts,
  };
}
