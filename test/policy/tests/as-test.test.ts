import { describe, expect, it } from "vitest";
import { readFields } from "../../../policy/replay/lead-fields.ts";
import { asTest } from "../../../policy/tests/as-test.ts";
import { testPolicy } from "../../../policy/tests/test-policy.ts";
import { ownFacts } from "../../../routing/policy/own-attributes.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const at = "2026-11-03T16:00:00.000Z";
const reps = [aRep({ id: "ana" })];
const policy = aPolicy();
const given = {
  name: "Bia Souza",
  email: "bia@varejo.example",
  country: "MX",
  size: 400,
  urgency: "now",
  use_case: "=1",
};
const lead = readFields(given, "es");
if ("issues" in lead) throw new Error("the lead cannot be read");

describe("a lead that is saved as a test", () => {
  const text = asTest({ name: "Mexico: is called", lead, at }, policy, reps);

  it("holds with the policy that it was tried with, and fails with one that decides otherwise", () => {
    expect(testPolicy(text, policy, reps, at)).toMatchObject({
      tests: [{ name: "Mexico: is called", differences: [] }],
      problems: [],
    });
    const nobody = reps.map((rep) => ({ ...rep, active: false }));
    expect(testPolicy(text, policy, nobody, at).problems.length).toBeGreaterThan(0);
  });

  it("has neither the person's name nor address, but their domain", () => {
    expect(text).not.toMatch(/Bia|bia@/);
    expect(text).toContain("@varejo.example");
    expect(text).toContain("use_case");
  });

  it("holds of a lead whose account somebody has, and of what only this policy asks", () => {
    const asking = aPolicy({
      attributes: {
        plan: { kind: "choice", values: ["basic", "full"] },
        seats: { kind: "number" },
        tools: { kind: "several" },
        insured: { kind: "yes-no" },
      },
      rules: [
        { rule: "Theirs", when: { owner: "ana", plan: "full" }, rep: "owner", pools: ["latam-smb"] },
        {
          rule: "Large",
          when: { seats: { at_least: 100 }, tools: ["erp"], insured: true },
          pools: ["latam-smb"],
        },
      ],
    });
    const own = ownFacts(asking.attributes);
    const saved = (fields: object) => {
      const read = readFields({ ...given, ...fields }, "es", own);
      if ("issues" in read) throw new Error("the lead cannot be read");
      const text = asTest({ name: "holds", lead: read, at }, asking, reps);
      expect(testPolicy(text, asking, reps, at)).toMatchObject({ tests: [{ differences: [] }], problems: [] });
      return text;
    };
    expect(saved({ owner: "ana", owner_by: "account", plan: "full" })).toContain("rule: Theirs");
    expect(saved({ seats: "120", tools: "crm; erp", insured: "true" })).toContain("rule: Large");
  });
});
