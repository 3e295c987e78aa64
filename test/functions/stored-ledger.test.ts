import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameBalances } from "../../routing/ledger/journal.ts";
import { LedgerModel, ledgerCommands } from "../build/ledger-model.ts";
import { StoredLedger } from "../build/stored-ledger.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();

describe("a ledger in the tables", () => {
  it("does as its model, with a journal from which its balances follow, credits asked for twice at once", async () => {
    await fc.assert(
      fc.asyncProperty(ledgerCommands(false, 15), async (commands) => {
        const real = new StoredLedger(tables);
        await fc.asyncModelRun(() => ({ model: new LedgerModel(), real }), commands);
        expect(await real.keptEntries()).toBe(real.entries);
        expect(sameBalances(await real.replayed(), await real.balances())).toBe(true);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);
});
