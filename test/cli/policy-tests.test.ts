import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { turno } from "../build/command-line.ts";

const sample = ["policy", "check", "samples/policy.yaml", "--reps", "samples/reps.csv"];
const looked = ["--companies", "samples/companies.csv"];

describe("turno policy check --tests", () => {
  it("passes for the sample", async () => {
    const { code, out } = await turno(...sample, "--tests", "samples/tests.yaml", ...looked);
    expect(code).toBe(0);
    expect(out).toContain("5 of 5 tests in samples/tests.yaml pass.");
  });

  it("fails with the line where a lead goes elsewhere, and looks leads up in a file of companies", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "turno-tests-")), "tests.yaml");
    const lead = "lead: { name: Eva, email: eva@shop.example, company: Shop, country: MX }";
    writeFileSync(file, `- test: a customer\n  ${lead}\n  expect: { lane: customer-success }\n`);
    const { code, said } = await turno(...sample, "--tests", file);
    expect(code).toBe(1);
    expect(said).toMatch(/tests\.yaml:3: .*expect\.lane: a customer: expected customer-success, found /);
    const companies = file.replace("tests.yaml", "companies.csv");
    writeFileSync(companies, "name,domain,relation,owner\nShop,shop.example,customer,paula-contreras\n");
    expect(await turno(...sample, "--tests", file, "--companies", companies)).toMatchObject({ code: 0 });
  });

  it("asks for a roster", async () => {
    const { code, said } = await turno("policy", "check", "samples/policy.yaml", "--tests", "samples/tests.yaml");
    expect(code).toBe(1);
    expect(said).toContain("Tests need a roster");
  });
});
