import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesOf, replayed, sameBalances } from "../../../routing/ledger/journal.ts";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import { costOf } from "../../../routing/ledger/ledger-change.ts";
import { lived, steps } from "../../build/any-journal.ts";
import { runs } from "../../build/runs.ts";

describe("the journal of a ledger", () => {
  it("comes to the ledger's balances to the last billionth, from nothing and from any opening", () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(undefined, "2d"), (some, history) => {
        const { ledger, entries } = lived(some, history);
        expect(sameBalances(replayed(entries), ledger.balances)).toBe(true);
        for (const [n, { opening }] of entries.entries())
          if (opening) expect(sameBalances(replayed(entries.slice(n)), ledger.balances)).toBe(true);
      }),
      runs(100),
    );
  });

  it("has an opening at least every 64 entries and with the first of every day", () => {
    const idle = { members: { ana: 1, beto: 1 }, act: "offer", nth: 0 } as const;
    const { entries } = lived([...Array(130).fill({ ...idle, hours: 0 }), { ...idle, hours: 24 }]);
    expect(entries.flatMap(({ number, opening }) => (opening ? [number] : []))).toEqual([1, 65, 129, 131]);
  });

  it("changes nothing in sum, and names everybody who had a share", () => {
    const act = { kind: "offer" as const, leadId: "one", attempt: 1, pool: "all" };
    const sharers = [
      { repId: "ana", weight: 1 },
      { repId: "beto", weight: 2 },
    ];
    const changes = changesOf({ ...act, ...costOf(sharers, "beto") });
    expect(Object.fromEntries(changes)).toEqual({ ana: 333_333_334, beto: 666_666_666 - oneLead });
    expect([...changes.values()].reduce((sum, by) => sum + by, 0)).toBe(0);
  });
});
