import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LedgerModel, ledgerCommands, PureLedger, Ratio } from "../../build/ledger-model.ts";
import { runs } from "../../build/runs.ts";

describe("the ledger compared with its model", () => {
  it.each([
    ["equal shares, within the bound", true],
    ["any weights", false],
  ])(
    "has the model's balances and sums to zero after leads, credits, corrections, joining and leaving: %s",
    async (_, equal) => {
      await fc.assert(
        fc.asyncProperty(ledgerCommands(equal, 40), (commands) =>
          fc.asyncModelRun(() => ({ model: new LedgerModel(), real: new PureLedger() }), commands),
        ),
        runs(100),
      );
    },
  );

  it("computes with exact fractions", () => {
    const third = new Ratio(1n, 3n);
    expect(third.plus(third).plus(third).minus(new Ratio(1n)).top).toBe(0n);
    expect(new Ratio(-2n, 4n).billionths()).toBe(-500_000_000);
  });
});
