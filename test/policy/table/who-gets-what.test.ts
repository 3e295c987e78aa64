import { describe, expect, it } from "vitest";
import { type WhoGetsWhat, whoGetsWhat } from "../../../policy/table/who-gets-what.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const because = "So it is";
const policy = aPolicy({
  lanes: [
    { lane: "nurture", when: { urgency: "exploring" }, action: "nurture", because },
    { lane: "high-touch", when: {}, action: "route", because },
  ],
  rules: [
    { rule: "Large in Brazil", when: { territory: "brazil", size: { at_least: 200 } }, pools: ["large"] },
    { rule: "Brazil", when: { territory: "brazil" }, pools: ["small"] },
    { rule: "Mexico for Ana", when: { territory: "mexico" }, rep: "ana", pools: ["small", "large"] },
  ],
  otherwise: { pools: ["empty"] },
  pools: {
    small: { manager: "marta", needs: [] },
    large: { manager: "marta", needs: ["country"] },
    empty: { manager: "marta" },
  },
});
const reps = [
  aRep({ id: "ana", pools: { small: 1 } }),
  aRep({ id: "beto", pools: { small: 1, large: 1 }, countries: ["BR"] }),
  aRep({ id: "carla", pools: { large: 1 }, countries: ["MX"] }),
  aRep({ id: "left", pools: { small: 1, large: 1 }, active: false }),
];
const cellOf = (table: WhoGetsWhat, territory: string | undefined, lane: string) =>
  table.rows.find((row) => row.territory === territory)?.cells[table.lanes.findIndex((one) => one.lane === lane)];
const namesIn = (table: WhoGetsWhat, territory: string | undefined) =>
  cellOf(table, territory, "high-touch")?.takers.map(({ name = "otherwise" }) => name);

describe("who gets what", () => {
  const table = whoGetsWhat(policy, reps);

  it("has a row for each territory and one for leads of none, and a column for each lane", () => {
    expect(table.lanes.map(({ lane }) => lane)).toEqual(["nurture", "high-touch"]);
    expect(table.rows.map(({ territory }) => territory)).toEqual(["mexico", "brazil", undefined]);
  });

  it("names every rule that takes a lead of the cell, in the order of the rules", () => {
    expect(namesIn(table, "brazil")).toEqual(["Large in Brazil", "Brazil"]);
    expect(namesIn(table, "mexico")).toEqual(["Mexico for Ana"]);
    expect(namesIn(table, undefined)).toEqual(["otherwise"]);
    expect(table.rows.flatMap(({ cells }) => cells).every(({ isComplete }) => isComplete)).toBe(true);
  });

  it("counts the reps of the rule's pools who may take such a lead, and nobody who left", () => {
    expect(cellOf(table, "brazil", "high-touch")?.takers).toMatchObject([
      { pools: ["large"], reps: 1 },
      { pools: ["small"], reps: 2 },
    ]);
    expect(cellOf(table, "mexico", "high-touch")?.takers).toMatchObject([{ rep: "ana", reps: 3 }]);
    expect(cellOf(table, undefined, "high-touch")?.takers).toMatchObject([{ rule: 3, pools: ["empty"], reps: 0 }]);
  });

  it("shows a lead of each, and names nobody where the lane sends a mail", () => {
    expect(cellOf(table, "brazil", "high-touch")?.takers[0]?.example).toContain("country: BR");
    expect(cellOf(table, "brazil", "nurture")?.takers).toEqual([]);
  });

  it("says when there may be more rules than it names", () => {
    const many = Array.from({ length: 14 }, (_, n) => ({
      rule: `Size ${n}`,
      when: { size: { at_least: 1400 - n * 100 } },
      pools: ["small"],
    }));
    const cell = cellOf(whoGetsWhat({ ...policy, rules: many }, reps), "mexico", "high-touch");
    expect(cell?.takers.length).toBe(12);
    expect(cell?.isComplete).toBe(false);
  });
});
