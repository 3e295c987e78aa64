import fc from "fast-check";
import { describe, it } from "vitest";
import { LedgerModel, ledgerCommands, PureLedger } from "../build/ledger-model.ts";
import { longRuns } from "../build/runs.ts";
import { StoredLedger } from "../build/stored-ledger.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();

describe("the ledger beside its model, at length", () => {
  it.each([
    ["equal shares", true],
    ["any weights", false],
  ])("has the model's balances and keeps its invariants: %s", async (name, equal) => {
    await fc.assert(
      fc.asyncProperty(ledgerCommands(equal, 60), (commands) =>
        fc.asyncModelRun(() => ({ model: new LedgerModel(), real: new PureLedger() }), commands),
      ),
      longRuns(`ledger, ${name}`),
    );
  });

  it("has them in the tables too", async () => {
    await fc.assert(
      fc.asyncProperty(ledgerCommands(false, 20), (commands) =>
        fc.asyncModelRun(() => ({ model: new LedgerModel(), real: new StoredLedger(tables) }), commands),
      ),
      { ...longRuns("ledger, in the tables", 100), endOnFailure: true },
    );
  });
});
