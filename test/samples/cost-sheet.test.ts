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

  const route = { ...nothing, mails: 3 };
  const text = renderCostSheet({
    ...{ leads: 20, route, life: { ...nothing, mails: 8, transitions: 20 } },
    ...{ perSweep: { ...nothing, readUnits: 2 }, memoryMb: 512 },
  });

  it("shows what the way to the introduction costs, and what the whole life of a lead that is won, each with both prices of a mail", () => {
    const [, first = "", second = ""] = text.split("\n## ");
    expect(first).toContain("| **In all** | | | | **$0.00030** |");
    expect(first).toContain("| **In all, with SES at $0.16 a thousand** | | | | **$0.00048** |");
    expect(second).toContain("| **In all** | | | | **$0.00130** |");
    expect(second).toContain("| **In all, with SES at $0.16 a thousand** | | | | **$0.00178** |");
  });

  it("shows a month with the schedules beside the leads, if none of them goes on and if each is won", () => {
    expect(text).toContain("| 10,000 | $0.01 | $3.01 | $13.01 | $17.81 |");
    // 730 leads, each with 20 s of half a GB at $0.0000133334.
    expect(text).toMatch(/730 synthetic leads[^.]*\$0\.32,[^.]*\$1\.05,/);
  });
});
