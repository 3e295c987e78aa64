import { describe, expect, it } from "vitest";
import { weeklyReportMail } from "../../adapters/mail/weekly-report-mail.ts";
import { campaigns, dimensions, stages } from "../../reports/figures.ts";
import { rowOf } from "../../reports/row.ts";
import { summariesBy, summaryOf } from "../../reports/summary.ts";
import { type Question, type ReportName, reportNames } from "../../reports/views/view.ts";
import { views } from "../../reports/views/views.ts";
import { weeklyOf } from "../../reports/views/weekly.ts";
import { reportTexts } from "../../texts/by-language.ts";
import { manyFrom, manyLeads, manyUntil } from "../build/many-leads.ts";
import { policy, reps } from "./a-sample-company.ts";

const rows = manyLeads(300).map((lead) => rowOf(lead));
const period = { from: new Date(manyFrom).toISOString(), to: new Date(manyUntil).toISOString() };
const now = period.to;
const sellers = reps.filter(({ role, active }) => role === "rep" && active);
const team = reps.map((rep) => ({ ...rep, perWeek: 7 }));
const asked: Question = {
  ...{ rows, before: rows, period, now, clock: "clock", span: "week", measure: "leads", zone: "America/Bogota" },
  ...{ locale: "en", say: reportTexts.en },
  team: {
    reps: team,
    currency: policy.currency,
    poolNames: {},
    ownWords: {},
    expectations: policy.expectations,
    fairness: [],
  },
};
const view = (name: ReportName, changes: Partial<Question> = {}) => views[name].view({ ...asked, ...changes });
const counting = { now, reps };

describe("reports", () => {
  it("practice 10: are written down: how each figure is counted, and the week's for each manager by mail", () => {
    for (const locale of ["en", "es", "pt"] as const) {
      const say = reportTexts[locale];
      const definitions = reportNames.map((name) => view(name, { locale, say }).definition);
      expect(new Set(definitions).size).toBe(reportNames.length);
      for (const definition of definitions) expect(definition).toMatch(/\w{3}.*\.$/);
      const weekly = weeklyOf({ ...asked, locale, say });
      const manager = { ...(reps.find(({ role }) => role === "manager") ?? reps[0]), locale } as (typeof reps)[number];
      const about = { weekly, pictures: new Map(), manager, policy, period, link: "https://turno.example/app" };
      const { text } = weeklyReportMail(about);
      const told = weekly.figures.map(({ label }) => label);
      for (const label of told) expect(text).toContain(label);
      expect(told).toEqual(expect.arrayContaining([say.stages.received, say.stages.won, say.names.acceptance]));
      expect(weekly.reports.map(({ name }) => name)).toEqual(expect.arrayContaining(["funnel", "speed", "results"]));
    }
  });

  it("practice 11: hold the volume beside what the team may take, and has room for", () => {
    const { chart, sentence } = view("volume");
    const quota = chart?.kind === "columns" ? chart.steps?.values : undefined;
    expect(new Set(quota)).toEqual(new Set([7 * sellers.length]));
    const places = sellers.reduce((sum, { capacity }) => sum + capacity, 0);
    expect(sentence).toContain(`${places}`);
  });

  it("practice 15: say what each campaign cost for a lead, and what came back", () => {
    const found = campaigns(rows, new Map([["a", 1000]]));
    const { leads = 0, won = 0, value = 0, perLead, back } = found.find(({ campaign }) => campaign === "a") ?? {};
    expect([leads, won].every((count) => count >= 5)).toBe(true);
    expect(perLead).toBeCloseTo(1000 / leads);
    expect(back).toBeCloseTo((value - 1000) / 1000);
  });

  it("practice 17: tell whoever finds leads which sources and campaigns bring those that are won", () => {
    for (const by of ["source", "campaign"] as const) {
      const summaries = summariesBy(rows, by, counting);
      const said = new Map(view("results", { by }).rows.map(([name, ...cells]) => [name?.value ?? name?.text, cells]));
      expect(summaries.size).toBeGreaterThan(1);
      for (const [value, { results }] of summaries) {
        const own = rows.filter((row) => (row[by] ?? "") === value && row.closed?.outcome === "won");
        expect(results.won).toBe(own.length);
        if (value !== "") expect(said.get(value)?.map((cell) => cell.value)).toContain(own.length);
      }
    }
  });

  it("practice 31: count each level of the funnel, of all and by whatever leads can be told apart", () => {
    const { funnel } = summaryOf(rows, counting);
    const levels = stages.map((stage) => funnel[stage]);
    expect(levels).toEqual(levels.toSorted((a, b) => b - a));
    expect(new Set(levels).size).toBe(stages.length);
    expect(view("funnel").rows.map(([, count]) => count?.value)).toEqual(levels);
    for (const by of dimensions) {
      const each = [...summariesBy(rows, by, counting).values()];
      const sum = each.reduce((total, one) => total + one.funnel.received, 0);
      if (by !== "rep" && by !== "pool") expect(sum).toBe(rows.length);
      else expect(sum).toBeGreaterThanOrEqual(funnel.accepted);
    }
  });
});
