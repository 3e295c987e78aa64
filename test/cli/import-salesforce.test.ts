import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { turno } from "../build/command-line.ts";

const rules = `<AssignmentRules><assignmentRule><fullName>Inbound</fullName><active>true</active>
<ruleEntry><assignedTo>Partners</assignedTo><assignedToType>Queue</assignedToType>
<criteriaItems><field>Lead.LeadSource</field><operation>equals</operation><value>Partner</value></criteriaItems></ruleEntry>
<ruleEntry><assignedTo>Sales</assignedTo><assignedToType>Queue</assignedToType></ruleEntry>
</assignmentRule></AssignmentRules>`;

describe("turno policy import-salesforce", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "turno-salesforce-"));
    writeFileSync(join(folder, "rules.xml"), rules);
    writeFileSync(join(folder, "broken.xml"), "<AssignmentRules>");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (file: string, ...more: string[]) =>
    turno("policy", "import-salesforce", join(folder, file), "--out", join(folder, "ours"), ...more);

  it("writes a policy and a roster that the check takes, and overwrites neither", async () => {
    const first = await run("rules.xml", "--name", "Flores SA", "--language", "es");
    expect(first).toMatchObject({ code: 0, said: "" });
    expect(first.out).toContain("1 rule from the 2 entries");
    const [policy, reps] = ["policy.yaml", "reps.csv"].map((name) => join(folder, "ours", name)) as [string, string];
    expect(await turno("policy", "check", policy, "--reps", reps)).toMatchObject({ code: 0 });
    const before = readFileSync(policy, "utf8");
    expect(await run("rules.xml")).toMatchObject({ code: 1, said: expect.stringContaining("is there already") });
    expect(readFileSync(policy, "utf8")).toBe(before);
  });

  it("writes nothing of a file that it cannot read, or for a rule that is not there", async () => {
    const elsewhere = ["--out", join(folder, "none")];
    expect(await run("broken.xml", ...elsewhere)).toMatchObject({
      code: 1,
      said: expect.stringContaining("broken.xml:1"),
    });
    expect(await run("rules.xml", "--rule", "Other", ...elsewhere)).toMatchObject({
      code: 1,
      said: expect.stringContaining("found «Inbound»"),
    });
    await expect(async () => readFileSync(join(folder, "none", "policy.yaml"))).rejects.toThrow();
  });
});
