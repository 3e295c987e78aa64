import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rebuildRows } from "../../adapters/reports/rebuild-rows.ts";
import { readCompaniesFile } from "../../cli/files.ts";
import { keepPast } from "../../local/past/keep-past.ts";
import { type Past, samplePast } from "../../local/past/sample-past.ts";
import { rowOf } from "../../reports/row.ts";
import { summaryOf } from "../../reports/summary.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { replayed, sameBalances } from "../../routing/ledger/journal.ts";
import { policy, roster } from "../build/sample.ts";
import { useTables } from "../build/tables.ts";

const read = readCompaniesFile(join(import.meta.dirname, "../../samples/companies.csv"));
const accounts = read.kind === "companies" ? read.accounts : [];
const now = "2026-12-01T14:00:00.000Z";
const until = Date.parse(now);
const tables = useTables();
const names = {
  ...{ leads: "leads", reps: "reps", policies: "policies" },
  ...{ companies: "companies", cursors: "cursors", reports: "reports" },
};
const company = { policy, version: 1, reps: roster.map((rep) => ({ ...rep, openLeads: 0 })), accounts };
let past: Past;

beforeAll(async () => {
  await tables.open(roster, policy);
  await tables.companies.importAccounts(accounts);
  past = await keepPast(tables.client, names, until);
});

describe("the sample company's past", () => {
  it("is the same whenever it is made for the same time", async () => {
    const [reps, known] = [company.reps.toReversed(), accounts.toReversed()];
    const again = await samplePast({ ...company, reps, accounts: known }, until);
    expect(JSON.stringify(again.leads)).toBe(JSON.stringify(past.leads));
  });

  it("has three months of leads with every end, and some that are open with what is due of their owners", () => {
    const { funnel, results, reassigned } = summaryOf(
      past.leads.map((lead) => rowOf(lead)),
      { now, reps: [] },
    );
    expect(funnel.received).toBeGreaterThan(800);
    for (const figure of [results.won, results.lost, results.invalid, reassigned?.of ?? 0])
      expect(figure).toBeGreaterThan(5);
    const open = past.leads.filter(({ status }) => !isFinal(status));
    expect(open.length).toBeGreaterThan(50);
    const asked = open.filter(({ follow }) => !follow?.unresolvedAt);
    expect(asked.filter(({ dueAt }) => dueAt === undefined || dueAt <= now)).toEqual([]);
    expect(past.leads.filter(({ status, dueAt }) => isFinal(status) && dueAt !== undefined)).toEqual([]);
    expect(past.leads.filter(({ timeline }) => timeline.some(({ at }) => at > now))).toEqual([]);
  });

  it("has no person who could exist", () => {
    for (const { facts } of past.leads) expect(facts.email).toMatch(/^[a-z0-9.]+@[a-z0-9]+\.example$/);
  });

  it("has rows of the reports which are those that a rebuild makes", async () => {
    expect(await rebuildRows(tables.client, names)).toEqual({ leads: past.leads.length, changed: 0 });
    const rows = await tables.rows.between("2026-08-01T00:00:00.000Z", now);
    const byId = (of: { id: string }[]) => of.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(rows)).toEqual(byId(past.leads.map((lead) => rowOf(lead))));
  });

  it("has ledgers that their journals add up to, and to nothing in sum", async () => {
    for (const ledger of Object.keys(policy.pools)) {
      const { ledger: stored, entries } = await tables.ledgers.journal(ledger, "2026-08-01T00:00:00.000Z");
      expect(entries.length).toBe(stored.version);
      expect(sameBalances(replayed(entries), stored.balances)).toBe(true);
      expect(Object.values(stored.balances).reduce((sum, each) => sum + each, 0)).toBe(0);
    }
  });

  it("leaves each rep as many places as they have open leads, within their limit", async () => {
    const { reps } = await tables.reps.team();
    const own = Map.groupBy(
      past.leads.filter(({ status }) => !isFinal(status)),
      ({ ownerId, offers }) => offers.find(({ outcome, repId }) => outcome === "accepted" && repId === ownerId)?.repId,
    );
    for (const { id, openLeads, capacity } of reps) {
      expect(openLeads).toBe(own.get(id)?.length ?? 0);
      expect(openLeads).toBeLessThanOrEqual(capacity);
    }
  });

  it("explains its latest decisions", async () => {
    const latest = past.leads.filter(({ offers }) => offers.length > 0).at(-1) as Lead;
    expect((await tables.traces.of(latest.id)).length).toBeGreaterThan(0);
  });
});
