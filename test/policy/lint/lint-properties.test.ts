import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readForm } from "../../../functions/submit-lead/lead-form.ts";
import { lintPolicy } from "../../../policy/lint/lint-policy.ts";
import { ownFacts } from "../../../routing/policy/own-attributes.ts";
import { aLargePolicy, aLargeRoster, someOfItsLeads } from "../../build/large-policy.ts";
import { claims } from "../../build/lint-claims.ts";
import { lintablePolicy } from "../../build/lintable.ts";
import { lintableRoster, someLead } from "../../build/lintable-leads.ts";
import { isLong, runs } from "../../build/runs.ts";

const lints = fc.record({
  policy: lintablePolicy,
  reps: lintableRoster,
  // Drawn by a seed, because a failure is no clearer with simpler leads.
  leads: fc.integer().map((seed) => fc.sample(someLead, { seed, numRuns: 40 })),
});

describe("what the lint says", () => {
  it("is so, for each lead that it shows and for every other lead", () => {
    fc.assert(
      fc.property(lints, (lint) => {
        for (const finding of lintPolicy(lint.policy, lint.reps)) claims[finding.check](finding, lint);
      }),
      runs(30),
    );
  });

  it.each([[300, 150], ...(isLong ? [[1000, 500]] : [])])(
    "is so and fits a page for %i rules and %i reps",
    (rules, members) => {
      const policy = aLargePolicy(1, rules);
      const reps = aLargeRoster(2, members);
      const findings = lintPolicy(policy, reps);
      const kinds = new Set(findings.map(({ check }) => check));
      expect([...kinds]).toEqual(expect.arrayContaining(["never-matches", "rules-overlap", "uncovered"]));
      expect(findings.length).toBeLessThan(60);
      const leads = someOfItsLeads(3, 300);
      for (const finding of findings) claims[finding.check](finding, { policy, reps, leads });
    },
  );

  it("shows leads that can come in through the form", () => {
    fc.assert(
      fc.property(lintablePolicy, lintableRoster, (policy, reps) => {
        for (const { example } of lintPolicy(policy, reps)) {
          if (!example) continue;
          const { useCase: use_case, customerType: customer_type, ...same } = example.lead.facts;
          const { timeZone: _, ...facts } = { ...same, use_case, customer_type };
          expect(readForm(facts, "en", true, ownFacts(policy.attributes))).toMatchObject({
            facts: expect.anything(),
            unread: [],
          });
        }
      }),
      runs(30),
    );
  });
});
