import { describe, expect, it } from "vitest";
import { colours } from "../../look/tokens.ts";
import { draw } from "../../reports/charts/draw.ts";
import { type Drawn, textOf } from "../../reports/charts/node.ts";
import { rowOf } from "../../reports/row.ts";
import { type Question, reportNames } from "../../reports/views/view.ts";
import { views } from "../../reports/views/views.ts";
import { reports as en } from "../../texts/en/reports.ts";
import { reports as es } from "../../texts/es/reports.ts";
import { reports as pt } from "../../texts/pt/reports.ts";
import { manyFrom, manyLeads, manyUntil } from "../build/many-leads.ts";

const rows = manyLeads(400).map((lead) => rowOf(lead));
const asked = (changes: Partial<Question> = {}): Question => ({
  ...{ rows, period: { from: new Date(manyFrom).toISOString(), to: new Date(manyUntil).toISOString() } },
  ...{ now: new Date(manyUntil).toISOString(), clock: "clock", span: "week", measure: "leads" },
  ...{ zone: "America/Bogota", locale: "en", say: en },
  team: {
    reps: [],
    currency: "USD",
    poolNames: { en: { mexico: "Mexico City" } },
    ownWords: {},
    expectations: { answered_in_time: 0.9, contacted_in_time: 0.95, win_rate: 0.2 },
    fairness: [
      {
        ledger: "mexico",
        pools: ["mexico"],
        bound: 0.5,
        owed: [
          { repId: "ana", leads: 0.5 },
          { repId: "beto", leads: -0.5 },
        ],
      },
    ],
  },
  ...changes,
});
const viewed = (name: (typeof reportNames)[number], changes: Partial<Question> = {}) =>
  views[name].view(asked(changes));
const drawn = (name: (typeof reportNames)[number], changes: Partial<Question> = {}, width = 720): Drawn => {
  const { chart, sentence } = viewed(name, changes);
  if (!chart) throw new Error(`${name} has no chart`);
  return draw(chart, sentence, { width, colour: (colour) => colours[colour][0] });
};
const all = (of: Drawn, tag: string): Drawn[] => [
  ...(of.tag === tag ? [of] : []),
  ...of.children.flatMap((child) => (typeof child === "string" ? [] : all(child, tag))),
];

describe("every report", () => {
  it("call reps and pools by their names", () => {
    expect(viewed("fairness").rows[0]?.[0]).toEqual({ text: "Mexico City", value: "mexico" });
    const pools = new Set(rows.map(({ pool }) => pool));
    const poolNames = { en: Object.fromEntries([...pools].map((pool) => [pool, `The ${pool}`])) };
    const { rows: said } = viewed("acceptance", { by: "pool", team: { ...asked().team, poolNames } });
    expect(said.map(([cell]) => cell?.text).filter((text) => text?.startsWith("The ")).length).toBeGreaterThan(1);
  });

  it.each(
    reportNames.flatMap((name) => [
      { name, say: en, locale: "en" },
      { name, say: es, locale: "es" },
      { name, say: pt, locale: "pt" },
    ]),
  )("$name says its answer, its table and how it is counted, in $locale", ({ name, say, locale }) => {
    const view = viewed(name, { say, locale, by: views[name].by });
    for (const text of [view.sentence, view.definition]) expect(text).not.toMatch(/undefined|NaN|\{|\}/);
    expect(view.rows.length).toBeGreaterThan(0);
    for (const row of view.rows) expect(row.length).toBe(view.head.length);
    expect(view.definition).toBe(say.definitions[name]);
  });

  it.each(reportNames)("%s has an answer where there are no leads", (name) => {
    const view = viewed(name, { rows: [], team: { ...asked().team, fairness: [] } });
    expect(view.sentence).not.toMatch(/undefined|NaN|Infinity/);
    expect(view.chart).toBeUndefined();
  });

  it.each(
    reportNames.filter((name) => name !== "late").flatMap((name) => [320, 720].map((width) => [name, width] as const)),
  )("%s stays within %i pixels, and is well-formed", (name, width) => {
    const text = textOf(drawn(name, { by: views[name].by }, width));
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    for (const { attrs } of all(drawn(name, { by: views[name].by }, width), "rect")) {
      expect(Number(attrs.width)).toBeGreaterThanOrEqual(0);
      expect(Number(attrs.x ?? 0) + Number(attrs.width)).toBeLessThanOrEqual(width + 1);
    }
  });
});

describe("small numbers", () => {
  it("say no part of fewer than ten leads", () => {
    const shares = (some: typeof rows) => viewed("funnel", { rows: some }).rows.map(([, , share]) => share?.text);
    expect(shares(rows.slice(0, 9)).join("")).toBe("");
    expect(
      shares(rows)
        .slice(1)
        .every((share) => share?.endsWith("%")),
    ).toBe(true);
  });

  it("of speed are dots below six leads, and say an interval of nine in ten from 36 on", () => {
    const reached = rows.filter(({ first }) => first);
    const chartOf = (some: typeof rows) => {
      const { chart } = viewed("speed", { rows: some });
      return chart?.kind === "curve" ? chart.lines[0] : undefined;
    };
    expect(chartOf(reached.slice(0, 5))?.dots).toHaveLength(5);
    expect(chartOf(reached.slice(0, 6))?.dots).toBeUndefined();
    const nine = (some: typeof rows) => viewed("speed", { rows: some }).rows[0]?.[4]?.text;
    expect(nine(reached.slice(0, 35))).not.toContain("–");
    expect(nine(reached.slice(0, 60))).toContain("–");
  });

  it("show no difference where the intervals touch, and show one where they do not", () => {
    const won = (source: string, of: number, n: number) =>
      Array.from({ length: n }, (_, k) => ({
        ...(rows[0] as (typeof rows)[number]),
        ...{
          id: `${source}${k}`,
          source,
          lane: "fast",
          closed: { at: asked().now, outcome: k < of ? ("won" as const) : ("lost" as const) },
        },
      }));
    const told = (some: typeof rows) => viewed("results", { rows: some, by: "source" }).sentence;
    expect(told([...won("web", 3, 7), ...won("ads", 1, 7)])).toContain(en.sentences.alike);
    expect(told([...won("web", 60, 70), ...won("ads", 5, 70)])).toContain(en.sentences.apart("web", "ads"));
  });

  it("say that nine in ten are not reached, where they are not", () => {
    const some = rows.map((row, n) =>
      n % 2 === 0 ? row : { ...row, first: undefined, closed: undefined, status: "introduced" as const },
    );
    expect(viewed("speed", { rows: some as typeof rows }).sentence).toContain("not");
  });
});

describe("a chart", () => {
  it("has at most five series, and the rest together", () => {
    const { chart } = viewed("speed", { by: "rep" });
    expect(chart?.kind === "curve" && chart.lines.length).toBe(6);
    expect(chart?.kind === "curve" && chart.lines.at(-1)?.name).toBe(en.others("17"));
  });

  it("says by dashes what it says by colour", () => {
    const lines = all(drawn("speed", { by: "source" }), "path").filter(({ attrs }) => attrs.fill === "none");
    expect(new Set(lines.map(({ attrs }) => attrs["stroke-dasharray"] ?? "")).size).toBe(lines.length);
  });

  it("has its marks linked to their leads, with a name", () => {
    const links = all(drawn("acceptance", { by: "rep", href: ({ value }) => `/app/leads?holder=${value}` }), "a");
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect([link.attrs.href, all(link, "title")[0]?.children[0]].every(Boolean)).toBe(true);
  });

  it("shows in stripes what is not over", () => {
    const columns = all(drawn("volume", { span: "month" }), "rect").filter(
      ({ attrs }) => attrs.fill === "url(#open-column)",
    );
    expect(columns.length).toBe(2);
  });

  it("writes what names say as text, whatever signs they have", () => {
    const odd = rows.map((row) => ({ ...row, source: '<b>&"' }));
    expect(textOf(drawn("results", { rows: odd, by: "source" }))).not.toContain("<b>");
  });

  it("has a number in each cell of the heat that is not empty, and none that is 0 in the others", () => {
    const { chart } = viewed("hours");
    const cells = chart?.kind === "heat" ? chart.cells : [];
    expect(cells).toHaveLength(168);
    for (const { value, text } of cells) expect(text).toBe(value === undefined ? "–" : String(value));
  });
});
