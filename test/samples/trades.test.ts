import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { readPolicyFile, readRosterFile } from "../../cli/files.ts";
import { showForm } from "../../functions/show-form/show-form.ts";
import { readForm } from "../../functions/submit-lead/lead-form.ts";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { matchRule } from "../../routing/match-rule.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { assess } from "../../routing/score.ts";
import { aLead } from "../build/a-lead.ts";

const folder = join(import.meta.dirname, "../../samples/trades");
const at = "2026-11-30T15:00:00.000Z";

function tradeIn(name: string) {
  const policy = readPolicyFile(join(folder, name, "policy.yaml"));
  const roster = readRosterFile(join(folder, name, "reps.csv"));
  if (policy.kind !== "policy" || roster.kind !== "roster") throw new Error(`${name} does not read`);
  const lines = readFileSync(join(folder, name, "leads.ndjson"), "utf8")
    .trim()
    .split("\n");
  return { policy: policy.policy, reps: roster.reps, leads: lines.map((line) => JSON.parse(line)) };
}

/** What the policy's form and rules do with what was typed into it. */
function decided(typed: Record<string, unknown>, policy: Policy) {
  const names = policy.form.names ?? {};
  const posted = Object.fromEntries(Object.entries(typed).map(([name, value]) => [names[name] ?? name, value]));
  const read = readForm(posted, "es", false, ownFacts(policy.attributes));
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  expect([read.unread, read.unknown]).toEqual([[], []]);
  const lead = aLead({ facts: read.facts });
  const assessed = { ...lead, ...assess(lead, policy, at) };
  const { rule } = matchRule(assessed, policy, at, undefined);
  return { rule: rule.rule, pool: rule.pools[0], priority: assessed.priority?.level };
}

describe.each(readdirSync(folder))("a policy of another trade: %s", (name) => {
  const { policy, reps, leads } = tradeIn(name);

  it("asks on its form for each attribute that its rules ask", async () => {
    const site = {
      ...{ baseUrl: "https://x.example", embedOrigins: [], newId: () => "form-1", tokenOf: async () => "t" },
      policy: async () => ({ policy, version: 1 }),
    };
    const $ = load((await showForm({ route: "GET /form", query: {} }, site)).body);
    for (const attribute of Object.keys(policy.attributes)) expect($(`[name=${attribute}]`).length).toBeGreaterThan(0);
  });

  it("sends each lead where its answers say", () => {
    for (const { form, ...outcome } of leads) {
      const { rule, ...rest } = decided(form, policy);
      const named = policy.rules.some((one) => one.rule === rule) ? rule : "otherwise";
      expect({ rule: named, ...rest }).toEqual(outcome);
    }
  });

  it("leaves nothing of the form to remark on", () => {
    const checks = ["contrast", "consent-wording", "no-field", "region", "never-matches"];
    expect(lintPolicy(policy, reps).filter(({ check }) => checks.includes(check))).toEqual([]);
  });
});
