import { describe, expect, it } from "vitest";
import { nothing, priceOf, renderCostSheet, slowdown } from "../../local/cost/cost-sheet.ts";

describe("cost sheet", () => {
  it("adds up what a lead uses at list prices", () => {
    expect(priceOf({ ...nothing, transitions: 1000, mails: 1000, writeUnits: 1e6 }).total).toBeCloseTo(
      0.025 + 0.1 + 0.625,
      10,
    );
    expect(priceOf(nothing).total).toBe(0);
  });

  it("takes a function for slower than this machine by the part of a core that it gets", () => {
    expect(slowdown(1769)).toBe(1);
    expect(slowdown(512)).toBeCloseTo(3.455, 3);
  });

  it("shows a month with the sweeper beside the leads", () => {
    const perLead = { ...nothing, mails: 3 };
    const perSweep = { ...nothing, readUnits: 2 };
    const text = renderCostSheet({ leads: 20, perLead, perSweep, memoryMb: 512 });
    expect(text).toContain("| 10,000 | $3.00 | $0.01 | $3.01 | $4.81 |");
    expect(text).toContain("| **In all** | | | | **$0.00030** |");
    expect(text).toContain("| **In all, with SES at $0.16 a thousand** | | | | **$0.00048** |");
  });
});
