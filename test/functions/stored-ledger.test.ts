import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LedgerModel, ledgerCommands } from "../build/ledger-model.ts";
import { StoredLedger } from "../build/stored-ledger.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();

describe("a ledger in the tables", () => {
  it("does as its model, with an entry for each correction and credit, credits asked for twice at once", async () => {
    await fc.assert(
      fc.asyncProperty(ledgerCommands(false, 15), async (commands) => {
        const real = new StoredLedger(tables);
        await fc.asyncModelRun(() => ({ model: new LedgerModel(), real }), commands);
        expect(await real.keptEntries()).toBe(real.entries);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);
});
