import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLeadFile } from "../../cli/lead-file.ts";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { renderPolicy } from "../../policy/render/render-policy.ts";
import { replay } from "../../policy/replay/run.ts";
import { boardOf } from "../../routing/board.ts";
import { explain } from "../../routing/explain/explain.ts";
import { aLead } from "../build/a-lead.ts";
import { policy, reps, tuesday } from "./a-sample-company.ts";

describe("the policy", () => {
  it("practice 9: is written for people too, with what is expected of them", () => {
    for (const [locale, promise] of [
      ["en", "90%"],
      ["es", "90"],
      ["pt", "90"],
    ] as const) {
      const written = renderPolicy(policy, locale);
      expect(written).toContain(promise);
      for (const { rule } of policy.rules) expect(written).toContain(rule.replaceAll("-", "\\-").split(" ")[0]);
    }
  });

  it("practice 41: is checked for territories that nobody covers or that two teams claim", () => {
    const twice = { ...policy, territories: { ...policy.territories, pacific: { country: ["CL", "PE"] } } };
    const found = lintPolicy(
      {
        ...twice,
        rules: [
          ...policy.rules,
          { ...policy.rules[0], rule: "Pacific", when: { territory: "pacific" }, pools: ["brazil"] },
        ],
      },
      reps,
    );
    expect(found.map(({ check }) => check)).toContain("territories-overlap");
    expect(lintPolicy(policy, reps).map(({ check }) => check)).not.toContain("territories-overlap");
    expect(lintPolicy(policy, reps).map(({ check }) => check)).toContain("uncovered");
  });

  it("practice 73: is tried on past leads before it is live, and what changes is counted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "turno-"));
    const file = join(folder, "leads.ndjson");
    const mexican = {
      name: "Ada",
      email: "ada@ruiz.example",
      country: "MX",
      language: "es",
      size: 30,
      products: ["payroll"],
      value: 9000,
      urgency: "now",
    };
    writeFileSync(
      file,
      Array.from({ length: 4 }, (_, n) =>
        JSON.stringify({ ...mexican, received_at: `2026-11-24T15:0${n}:00.000Z` }),
      ).join("\n"),
    );
    const reading = await readLeadFile(file, {
      language: "es",
      spread: { start: Date.parse(tuesday), every: 60_000 },
    }).finally(() => rmSync(folder, { recursive: true }));
    if (reading.kind !== "leads") throw new Error("the leads do not read");
    const side = { policyName: "now", rosterName: "now", policy, reps };
    const other = { ...policy, rules: policy.rules.map((rule) => ({ ...rule, rep: undefined, pools: ["latam-mid"] })) };
    const { changed } = replay(
      reading.leads,
      side,
      { ...side, policyName: "next", policy: other },
      { openDays: 30, recorded: false },
    );
    expect(changed).toMatchObject({ direct: 4 });
  });

  it("practice 74: says of each decision who was left out, why, and what would have changed it", () => {
    const lead = aLead({ facts: { country: "MX", size: 30, urgency: "now", value: 9000 } });
    const told = explain(lead, policy, boardOf(reps, new Map()), tuesday);
    expect(told.rankings?.pools.flatMap(({ leftOut }) => leftOut)).not.toEqual([]);
    expect(told.whatIf.smallest).toBeDefined();
  });
});
