import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ReplayResult } from "../../policy/replay/result.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const root = join(import.meta.dirname, "../..");
const samples = (file: string) => join(root, "samples", file);
const folder = mkdtempSync(join(tmpdir(), "turno-replay-"));
const tables = useDatabase();
const { here } = useLocalRun(tables);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sample policy with one line changed, as a file. */
function changedPolicy(): string {
  const file = join(folder, "changed.yaml");
  const line = "size: { at_least: 1000 }";
  const source = readFileSync(samples("policy.yaml"), "utf8");
  const place = source.indexOf(line, source.indexOf("\nrules:"));
  writeFileSync(file, `${source.slice(0, place)}size: { at_least: 400 }${source.slice(place + line.length)}`);
  return file;
}
const sampleRun = (policy: string, json: string, ...more: string[]) =>
  turno(
    ...["replay", "--leads", samples("leads.ndjson"), "--start", "2026-11-02", "--json", json, "--policy", policy],
    ...["--against", samples("policy.yaml"), "--reps", samples("reps.csv"), "--against-reps", samples("reps.csv")],
    ...more,
  );
const resultIn = (file: string) => JSON.parse(readFileSync(file, "utf8")) as ReplayResult;

describe("turno replay", () => {
  it("compares a changed policy with the one before it from files alone, the same to the byte each time", async () => {
    const [first, second] = [join(folder, "first.json"), join(folder, "second.json")];
    const page = join(folder, "page.html");
    const { code, out, said } = await sampleRun(changedPolicy(), first, "--html", page);
    expect(code).toBe(0);
    for (const before of ["The file has no times of arrival", "No companies are known here"])
      expect(said.slice(0, said.indexOf("Written:"))).toContain(before);
    expect(said).toContain(`Written: ${first}\nWritten: ${page}\n`);
    await sampleRun(changedPolicy(), second);
    expect(readFileSync(second, "utf8")).toBe(readFileSync(first, "utf8"));
    const { leads, changed, before, after } = resultIn(first);
    expect(leads.count).toBe(169);
    expect(changed.direct).toBeGreaterThan(0);
    expect(changed.cascading).toBeGreaterThan(0);
    expect(changed.by.rule).toBe(changed.direct);
    const large = (side: ReplayResult["before"]) =>
      side.rules.find(({ rule }) => rule.startsWith("Organisations of"))?.leads ?? 0;
    expect(large(after)).toBeGreaterThan(large(before));
    expect(out).toContain(`${changed.leads} leads`);
    expect(readFileSync(page, "utf8")).toContain("Who would have got which leads");
  });

  it("tells of one policy and roster in files by themselves, without an installation", async () => {
    const json = join(folder, "alone.json");
    const { code, out } = await turno(
      ...["replay", "--leads", samples("leads.ndjson"), "--start", "2026-11-02", "--json", json],
      ...["--policy", samples("policy.yaml"), "--reps", samples("reps.csv")],
    );
    expect(code).toBe(0);
    const { after, leads } = resultIn(json);
    expect(after.assigned + after.nurtured + after.rejected + after.escalated).toBe(leads.count);
    expect(out).toContain("Policy and roster:");
    expect(out).not.toContain("go elsewhere");
  });

  it("changes nothing under the same policy, and shows nobody's data", async () => {
    const json = join(folder, "same.json");
    const { out } = await sampleRun(samples("policy.yaml"), json);
    expect(resultIn(json).changed.leads).toBe(0);
    const emails = readFileSync(samples("leads.ndjson"), "utf8").match(/[\w.]+@[\w.]+/g) ?? [];
    const written = out + readFileSync(json, "utf8");
    expect(emails.filter((email) => written.includes(email))).toEqual([]);
  });

  it("takes leads, policy and roster of an installation, without the leads that a program sent", async () => {
    await turno("reps", "import", samples("reps.csv"), ...here());
    await turno("policy", "activate", samples("policy.yaml"), "--note", "first", ...here());
    const knownOwner = { repId: "mateo-herrera", because: "account" } as const;
    await tables.leads.create(anOfferedLead({ id: "owned", ownerId: "mateo-herrera", knownOwner }), undefined);
    await tables.leads.create(
      aLead({ id: "spam", status: "rejected", facts: { email: "bot@bot.example" } }),
      undefined,
    );
    const file = join(folder, "reps.csv");
    const mateoAway = /^(mateo-herrera,.*,)yes\b/m;
    const exported = await turno("reps", "export", ...here());
    expect(exported.out).toMatch(mateoAway);
    writeFileSync(file, exported.out.replace(mateoAway, "$1no"));
    const json = join(folder, "stored.json");
    const { code, said } = await turno("replay", ...here(), "--reps", file, "--json", json);
    expect([code, said]).toEqual([0, `Left out: 1 that a program filled in.\nWritten: ${json}\n`]);
    const result = resultIn(json);
    expect(result.changes).toMatchObject([{ lead: "owned", before: "mateo-herrera", because: "choice" }]);
    expect(result.recorded).toEqual({ leads: 1, same: 1 });
    expect(result.assumptions).toContain("Left out: 1 that a program filled in.");
  });

  it("says what would be with people away or added, as a roster without them would, and of the latest leads alone", async () => {
    const [away, more] = [join(folder, "away.json"), join(folder, "more.json")];
    await turno("replay", ...here(), "--away", "mateo-herrera", "--last", "5", "--json", away);
    expect(resultIn(away)).toMatchObject({
      leads: { count: 1 },
      changes: [{ lead: "owned", before: "mateo-herrera", because: "choice" }],
    });
    await turno("replay", ...here(), "--more", "mateo-herrera", "--more", "ana-torres", "--json", more);
    expect(resultIn(more).after.reps.map(({ repId }) => repId)).toEqual(
      expect.arrayContaining(["mateo-herrera-new", "ana-torres-new"]),
    );
    expect((await turno("replay", ...here(), "--away", "nobody")).said).toContain("The roster has no nobody.");
  });

  it.each([
    [
      [],
      "Say what is to be tried: another policy with --policy, another roster with --reps, people with --away or --more.\n",
    ],
    [["--policy", "3"], /^No local run has the data folder/],
    [["--policy", "x", "--every", "soon"], /Expected a duration such as 10m, 2h or 1d\./],
    [["--policy", "x", "--since", "monday"], /Expected a date such as 2026-11-02/],
    [["--policy", "x", "--open-days", "0"], /Expected a number of days above 0\./],
  ])("says what is missing or wrong in %j", async (words, expected) => {
    const { code, said } = await turno("replay", ...words);
    expect(code).toBe(1);
    expect(said).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
  });

  it("says first what it does not read of a file, looks its leads up, and reads columns as it is told", async () => {
    const [leads, companies] = [join(folder, "crm.csv"), join(folder, "companies.csv")];
    const json = join(folder, "crm.json");
    writeFileSync(
      leads,
      "Record ID,First Name,Email,Headcount,Country/Region,Notes\n1,Rui,rui@loja.example,a few,Brasil,x\n",
    );
    writeFileSync(companies, "domain,name,relation,owner,size\nloja.example,Loja,customer,paula-contreras,250\n");
    const { code, said } = await sampleRun(
      ...[changedPolicy(), json, "--leads", leads, "--companies", companies, "--map", "Headcount=size"],
    );
    expect(code).toBe(0);
    expect(said.split("\n").slice(0, 3)).toEqual([
      `${leads}:2: size: expected a number such as 120, found "a few"`,
      "Columns that were not read: Notes",
      'Columns that were read by another name: "Record ID" as id, "First Name" as first_name, "Headcount" as size, "Country/Region" as country',
    ]);
    const { rules } = resultIn(json).before;
    expect(rules.filter(({ leads }) => leads > 0).map(({ rule }) => rule)).toEqual([
      "Customers stay with their success manager",
    ]);
  });

  it("writes nothing when a file is broken, and says where", async () => {
    const leads = join(folder, "broken.csv");
    writeFileSync(leads, "country,size\nBR,12\nMX,7,9\n");
    const json = join(folder, "none.json");
    const { code, said } = await sampleRun(changedPolicy(), json, "--leads", leads);
    expect([code, said]).toEqual([
      1,
      `${leads}:3: expected 2 cells, found 3; a cell that holds a comma needs quotes\n1 problem; nothing was changed.\n`,
    ]);
    expect(existsSync(json)).toBe(false);
  });
});
