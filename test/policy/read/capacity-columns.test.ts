import { describe, expect, it } from "vitest";
import { holidaysOf } from "../../../cli/holidays.ts";
import { effortIssues, excessiveEffortIssues, inFlightIssues } from "../../../policy/read/policy-effort.ts";
import { parseRoster, renderRoster } from "../../../policy/read/roster-file.ts";
import { aRep } from "../../build/a-rep.ts";

const header = "id,name,email,role,locale,time_zone,hours,pools,capacity,per_day,per_week,per_month,effort";
const row = (limits: string) =>
  `${header}\nana,Ana,ana@a.example,rep,es,America/Bogota,Mon-Fri 09:00-18:00,smb,10,${limits}\n`;

describe("limits of a rep in the roster", () => {
  it("are read, are none where the cell is empty, and are written as they were read", () => {
    const reading = parseRoster(row("3,,40,12"), "r.csv", holidaysOf);
    if (reading.kind !== "roster") throw new Error("a good roster");
    const [ana] = reading.reps;
    expect(ana).toMatchObject({ perDay: 3, perMonth: 40, effort: 12 });
    expect(ana).not.toHaveProperty("perWeek");
    expect(parseRoster(renderRoster(reading.reps), "r.csv", holidaysOf)).toEqual(reading);
  });

  it.each(["0", "-1", "2.5", "many"])("are not %j", (limit) => {
    const reading = parseRoster(row(`${limit},,,`), "r.csv", holidaysOf);
    expect(reading).toMatchObject({ kind: "problems", problems: [{ expected: expect.stringContaining("from 1") }] });
  });
});

describe("the limit of what is in flight", () => {
  it("asks how long a lead takes to close, of one lane or band at least", () => {
    const band = { low: { points: 1, bands: [{ from: 9, points: 1, close: "3d" }] } };
    expect(inFlightIssues("20d", { low: { points: 1 } }).map(({ path }) => path)).toEqual([["in_flight"]]);
    expect([inFlightIssues("20d", band), inFlightIssues(undefined, {})]).toEqual([[], []]);
  });
});

describe("the effort section", () => {
  it("names lanes that exist, with one band from each value", () => {
    const bands = [
      { from: 5, points: 1 },
      { from: 5, points: 2 },
    ];
    const said = effortIssues({ "high-tuch": { points: 1 }, low: { points: 1, bands } }, ["high-touch", "low"]);
    expect(said.map(({ path }) => path)).toEqual([
      ["effort", "high-tuch"],
      ["effort", "low", "bands", 1, "from"],
    ]);
  });

  it("has no points above the highest limit of any rep", () => {
    const effort = { high: { points: 5, bands: [{ from: 1000, points: 9 }] } };
    const limited = [aRep({ effort: 8 }), aRep({ id: "beto", effort: 2 })];
    expect(excessiveEffortIssues(effort, limited).map(({ path }) => path)).toEqual([
      ["effort", "high", "bands", 0, "points"],
    ]);
    expect(excessiveEffortIssues(effort, [...limited, aRep({ id: "caro" })])).toEqual([]);
  });
});
