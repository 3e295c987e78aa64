import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { renderRoster } from "../../policy/read/roster-file.ts";
import { turno } from "../build/command-line.ts";
import { type CompanyPast, learningCompany } from "../build/learning-company.ts";
import { aRoster, goodPolicy } from "../build/policy-text.ts";

const folder = mkdtempSync(join(tmpdir(), "turno-learn-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const policy = file(
  "policy.yaml",
  goodPolicy.replace("territories:", "attributes: { contract: { kind: text } }\nterritories:"),
);
const roster = file("reps.csv", renderRoster(aRoster.map((rep) => ({ ...rep, email: `${rep.id}@andina.example` }))));

/** Leads of a CRM's export, with words of its own for what came of them. */
function leadsOf(past: CompanyPast): string {
  const rows = learningCompany(past).map(
    ({ ref, at, won, attributes: { source, size = "", urgency, contract = "" } }) =>
      [ref, new Date(at).toISOString(), won ? "Closed Won" : "Closed Lost", source, size, urgency, contract].join(","),
  );
  return file("leads.csv", ["id,created,Stage,source,employees,urgency,contract", ...rows].join("\n"));
}
const learnFrom = (leads: string, ...more: string[]) =>
  turno("learn", "--policy", policy, "--from", leads, "--map", "Stage=outcome", ...more);

describe("turno learn", () => {
  it("says what it learnt and how sure it is, and writes a policy that is compared and replayed", async () => {
    const leads = leadsOf({ leads: 1200, seed: 8, leaks: true, drifts: true });
    const out = join(folder, "learnt.yaml");
    const { code, out: told, said } = await learnFrom(leads, "--out", out);
    expect(code).toBe(0);
    expect(told).toMatch(/Learnt from 840 leads from 2026-01-05 to 2026-03-30, of which \d+ were won/);
    expect(told).toMatch(/learnt points +│ +0\.\d+ \(0\.\d+ to 0\.\d+\)/);
    expect(told).toContain("The learnt points tell later leads apart better than today's");
    expect(told).toContain("contract: gives the outcome away");
    expect(told).toMatch(/size: of \d+%/);
    expect(told).toMatch(/source: 0\.[2-9]/);
    expect(said).toContain("Nothing is active yet");
    expect(readFileSync(out, "utf8")).toContain("chance:");
    const checked = await turno("learn", "--check", "--policy", out, "--from", leads, "--map", "Stage=outcome");
    expect(checked.out).toMatch(/Of the leads that came after 2026-03-30, 35\d have an outcome; \d+ were won/);
    expect(checked.out).toMatch(/others than those that it was learnt from in the source/);
    const diff = await turno("policy", "diff", policy, out);
    expect(diff.out).toContain("engagement");
    const replayed = await turno(
      ...["replay", "--policy", out, "--against", policy, "--leads", leads, "--map", "Stage=outcome"],
      ...["--reps", roster, "--against-reps", roster],
    );
    expect(replayed.out).toContain("1200 leads, from");
  });

  it("writes nothing where there is too little to learn from, and says how much it takes", async () => {
    const out = join(folder, "nothing.yaml");
    const { code, said } = await learnFrom(leadsOf({ leads: 60, seed: 8 }), "--out", out);
    expect(code).toBe(1);
    expect(said).toMatch(/Too few outcomes: 60 leads, \d+ of them won\. It takes 200 leads/);
    expect(() => readFileSync(out)).toThrow();
  });

  it("tells an outcome that it cannot read by its line", async () => {
    const { code, said } = await learnFrom(file("odd.csv", "Stage,source\nMaybe,web\n"));
    expect(code).toBe(1);
    expect(said).toContain("odd.csv:2: outcome: expected won, lost, invalid or withdrawn");
  });
});
