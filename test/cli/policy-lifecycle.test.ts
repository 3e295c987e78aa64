import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { aLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const folder = mkdtempSync(join(tmpdir(), "turno-policies-"));
const sample = readFileSync(join(import.meta.dirname, "../../samples/policy.yaml"), "utf8");
const policyFile = (name: string, change: (text: string) => string = (text) => text): string => {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, change(sample).replace("name: Andina Cloud", `name: ${name}`));
  return file;
};
const policy = (...words: string[]) => turno("policy", ...words, ...here());
const noted = (note: string, author = "eva") => ["--note", note, "--author", author];
const active = async () => (await tables.policies.active()).version;

/** A lead that arrives and is qualified now, under the policy in force. */
async function decideOne(id: string): Promise<number | undefined> {
  await tables.leads.create(aLead({ id, facts: { email: `${id}@florarosa.example` } }), undefined);
  await qualifyLead({ leadId: id }, { ...tables, now: () => "2026-11-02T15:00:20.000Z" });
  return (await tables.leads.load(id)).policyVersion;
}

beforeAll(async () => {
  const { code } = await turno("reps", "import", join(import.meta.dirname, "../../samples/reps.csv"), ...here());
  expect(code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("life of a policy on the command line", () => {
  it("begins as a draft that nothing is decided by", async () => {
    const { code, out } = await policy("save", policyFile("One"), ...noted("the first"));
    expect([code, out]).toEqual([0, expect.stringMatching(/^Version 1 is a draft in /)]);
    expect(await tables.policies.ifActive()).toBeUndefined();
    expect((await policy("show")).said).toMatch(/^No policy is active in .* yet\./);
  });

  it("is not marked when it is checked against a roster in a file", async () => {
    const reps = join(import.meta.dirname, "../../samples/reps.csv");
    expect(await policy("check", "1", "--reps", reps)).toMatchObject({ code: 0 });
    expect((await tables.versions.history()).versions[0]).toMatchObject({ version: 1, status: "draft" });
  });

  it("is marked when it passes the check against the installation's roster", async () => {
    expect(await policy("check", "1", "--author", "marta")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Version 1 is a good policy/),
    });
    expect((await tables.versions.history()).versions[0]).toMatchObject({
      status: "checked",
      checked: { author: "marta" },
    });
  });

  it("is not marked when it does not fit the roster", async () => {
    const file = policyFile("Bad", (text) => text.replace("manager: marcela-rios", "manager: marcela-ros"));
    expect(await policy("save", file, ...noted("a slip"))).toMatchObject({ code: 0 });
    const { code, said } = await policy("check", "2");
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(
        /^version 2:\d+: pools\..*no active manager "marcela-ros"; did you mean "marcela-rios"\?\n1 problem; nothing/,
      ),
    ]);
    expect(await policy("activate", "2", ...noted("oops"))).toMatchObject({
      code: 1,
      said: said.replace(/\n$/, " To change policy and roster together: npm run turno -- apply POLICY ROSTER\n"),
    });
    expect((await tables.versions.history()).versions[0]).toMatchObject({ version: 2, status: "draft" });
  });

  it("goes live, and a lead keeps the version that it was decided with", async () => {
    expect(await policy("activate", "1", ...noted("go"))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Version 1 is active in /),
    });
    expect(await decideOne("first")).toBe(1);
    expect(await policy("activate", "1", ...noted("again"))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Version 1 is active in .* already\.$/m),
    });
    expect(await policy("activate", policyFile("Three"), ...noted("straight from a file", "rita"))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Version 3 is active in /),
    });
    expect(await decideOne("second")).toBe(3);
    expect((await tables.leads.load("first")).policyVersion).toBe(1);
    expect((await tables.policies.get(1)).policy.name).toBe("One");
  });

  it("is rolled back, once", async () => {
    expect(await policy("rollback", ...noted("three was wrong"))).toMatchObject({ code: 0 });
    expect(await active()).toBe(1);
    expect(await decideOne("third")).toBe(1);
    const { code, said } = await policy("rollback", ...noted("further"));
    expect([code, said]).toEqual([1, expect.stringMatching(/^No other version was active before/)]);
    expect(await policy("rollback", "3", ...noted("after all"))).toMatchObject({ code: 0 });
    expect(await active()).toBe(3);
  });

  it("is told in the list, newest first", async () => {
    const { versions } = JSON.parse((await policy("list", "--json")).out);
    expect(versions.map(({ version, status }: Record<string, unknown>) => `${version} ${status}`)).toEqual([
      "3 active",
      "2 draft",
      "1 retired",
    ]);
    const { out } = await policy("list");
    for (const told of [
      "activated by rita: straight from a file",
      "gone back to from version 3 by eva: three was wrong",
    ])
      expect(out).toContain(told);
    expect((await policy("list", "--count", "1")).out).toContain("policy list --before 3");
  });

  it("is shown as it was written", async () => {
    expect((await policy("show")).out).toContain("name: Three\n");
    expect(await policy("show", "1")).toMatchObject({
      out: sample.replace("name: Andina Cloud", "name: One"),
      said: expect.stringMatching(/^Version 1, saved by eva at .*: the first$/m),
    });
  });

  it("is compared with a file and with the active one", async () => {
    const same = await policy("diff", policyFile("Three"));
    expect([same.code, same.out]).toEqual([0, expect.stringMatching(/^version 3 and .*Three\.yaml say the same\.\n$/)]);
    const { code, out } = await policy("diff", "1", "3");
    expect([code, out]).toEqual([1, "From version 1 to version 3:\nsettings\n  changed name\n      One → Three\n"]);
    const asJson = await policy("diff", "1", "--json");
    expect([asJson.code, JSON.parse(asJson.out)]).toEqual([
      1,
      {
        before: "version 3",
        after: "version 1",
        changes: [
          {
            section: "settings",
            name: "name",
            kind: "changed",
            fields: [{ field: [], before: "Three", after: "One" }],
          },
        ],
      },
    ]);
    expect((await policy("diff", "1", "9")).code).toBe(2);
  });

  it("is written for people, and activated from what they read", async () => {
    const { code, out } = await policy("render", "1", "--language", "es");
    expect([code, out]).toEqual([0, expect.stringMatching(/^# One: cómo se reparten los prospectos\n/)]);
    const document = join(folder, "one.md");
    writeFileSync(document, out);
    expect(await policy("check", document)).toMatchObject({
      code: 0,
      out: expect.stringContaining("is a good policy"),
    });
    expect(await policy("activate", document, ...noted("as agreed"))).toMatchObject({ code: 0, said: "" });
    expect((await tables.policies.active()).policy).toEqual((await tables.policies.get(1)).policy);
    expect((await policy("render", "--format", "yaml")).out).toBe((await policy("show")).out);
  });

  it.each([
    ["check", "9"],
    ["activate", "9", ...noted("x")],
    ["rollback", "9", ...noted("x")],
    ["show", "9"],
  ])("does not go on with a version that nobody saved: policy %s", async (...words) => {
    const before = await tables.items("policies");
    const { code, said } = await policy(...words);
    expect([code, said]).toEqual([1, expect.stringMatching(/^There is no version 9 in .*policy list\n$/)]);
    expect(await tables.items("policies")).toEqual(before);
  });

  it("never goes back to a version that was not live", async () => {
    const before = await tables.items("policies");
    expect((await policy("rollback", "2", "--unchecked", ...noted("x"))).said).toMatch(
      /^Version 2 was never active in /,
    );
    expect((await policy("rollback", "two", ...noted("x"))).said).toMatch(/^Expected the number of a version/);
    expect(await tables.items("policies")).toEqual(before);
  });
});
