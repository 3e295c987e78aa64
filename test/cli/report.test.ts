import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rowOf } from "../../reports/row.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aFollowedLead, monday } from "../build/a-followed-lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { roster } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
beforeAll(async () => {
  await tables.reps.importRoster(roster);
  const contacted = {
    ...aFollowedLead(),
    ...{ id: "called", status: "contacted" as const },
    firstContact: { at: "2026-11-02T15:10:00.000Z", repId: "ana", worked: 10 },
  };
  const odd = aLead({ id: "odd", facts: { campaign: "=1+1" } });
  for (const lead of [contacted, anOfferedLead({ id: "offered" }), odd]) await tables.rows.put(rowOf(lead));
});
const november = ["--from", "2026-11-01", "--to", "2026-12-01"];
const report = (...words: string[]) => turno("report", ...words, ...november, ...here());

describe("turno report", () => {
  it("prints each figure with what it is of, and the period before", async () => {
    const { code, out } = await report();
    expect(code).toBe(0);
    expect(out).toMatch(/^3 leads received from 2026-11-01T00:00 to 2026-12-01T00:00 UTC/);
    expect(out).toMatch(/received\s+│\s+3\s+│\s+0 /);
    expect(out).toMatch(/contacted\s+│\s+1\s+│\s+0 /);
    expect(out).toMatch(/offers accepted\s+│ 100% \(21–100, n 1\), 1 open/);
  });

  it("counts the same as JSON, whole or for each rep, with offers by whom they were made to", async () => {
    const all = JSON.parse((await report("--json")).out);
    expect(all).toMatchObject({ funnel: { received: 3, contacted: 1 }, speed: { leads: 3, contacted: 1 } });
    const { by } = JSON.parse((await report("--by", "rep", "--json")).out);
    expect(by.ana).toMatchObject({ funnel: { received: 1 }, acceptance: { share: { of: 1, n: 1 }, open: 1 } });
    expect(by[""]).toMatchObject({ funnel: { received: 2 } });
  });

  it("counts by what only the policy asks, and refuses what nothing can be counted by", async () => {
    const attributes = { plan: { kind: "choice" as const, values: ["basic", "full"] } };
    const facts = { plan: "full" } as Partial<Lead["facts"]>;
    await tables.rows.put(rowOf(aLead({ id: "full", receivedAt: "2026-10-02T15:00:00.000Z", facts }), attributes));
    const october = ["--from", "2026-10-01", "--to", "2026-11-01", "--json", ...here()];
    const { by } = JSON.parse((await turno("report", "--by", "own.plan", ...october)).out);
    expect(by).toMatchObject({ full: { funnel: { received: 1 } } });
    const refused = await turno("report", "--by", "size", ...october);
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining("own.NAME")]);
  });

  it("writes CSV that no spreadsheet takes for a formula", async () => {
    const { out } = await report("--by", "campaign", "--csv");
    expect(out.split("\r\n")[0]).toBe("campaign,leads,contacted,p50 min,p90 min,accepted,in time,won,win rate,value");
    expect(out).toContain("'=1+1");
  });

  it("counts by day on the clocks of a zone, and by hour of the week", async () => {
    const { rows } = JSON.parse((await report("by-day", "--zone", "America/Mexico_City", "--json")).out);
    expect(rows.find(({ leads }: { leads: number }) => leads > 0)).toEqual({
      day: "2026-11-02",
      leads: 3,
      whole: "yes",
    });
    expect((await report("hours")).out).toMatch(/monday\s+│ 15\s+│ 2/);
  });

  it("lists whose first contact is late", async () => {
    const late = { ...aFollowedLead(), id: "late" };
    await tables.rows.put(rowOf(late));
    const { out } = await report("late");
    expect(out).toContain(late.follow?.contactBy ?? monday);
  });

  it("adds what was spent, and names the line of a file that cannot be read", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "turno-costs-")), "costs.csv");
    writeFileSync(file, 'campaign,spent\nfair,"1,200.50"\nfair,300\n');
    const { rows } = JSON.parse((await report("campaigns", "--costs", file, "--json")).out);
    expect(rows).toContainEqual(expect.objectContaining({ campaign: "fair", leads: 0, spent: 1500.5 }));
    writeFileSync(file, "campaign,spent\nfair,much\n");
    const { code, said } = await report("campaigns", "--costs", file);
    expect(code).toBe(1);
    expect(said).toMatch(/costs\.csv:2.*spent.*an amount/);
  });

  it("refuses a zone that there is not, and a period that ends before it begins", async () => {
    expect(await report("by-day", "--zone", "Mars/Olympus")).toMatchObject({ code: 1 });
    expect((await turno("report", "--from", "2026-11-02", "--to", "2026-11-01", ...here())).said).toContain(
      "before --to",
    );
  });
});

describe("turno reports rebuild", () => {
  it("says whether anything was missing", async () => {
    await tables.leads.create(aLead({ id: "forgotten", facts: { email: "f@a.example" } }), undefined);
    expect((await turno("reports", "rebuild", ...here())).out).toContain("1 rows were made anew");
    expect((await turno("reports", "rebuild", ...here())).out).toContain("each row was as it should be");
  });
});
