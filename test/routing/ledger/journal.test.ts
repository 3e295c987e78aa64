import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changesOf,
  entryOf,
  type JournalEntry,
  type LedgerAct,
  replayed,
  sameBalances,
} from "../../../routing/ledger/journal.ts";
import { type Balances, nextRep, oneLead, type Sharer } from "../../../routing/ledger/ledger.ts";
import { applyChanges, correctionOf, costOf, creditOf } from "../../../routing/ledger/ledger-change.ts";
import { currentLedger, type Ledger } from "../../../routing/ledger/stored-ledger.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { runs } from "../../build/runs.ts";

const names = ["ana", "beto", "caro", "davi", "elsa"];
const day = 86_400_000;
const start = Date.parse("2026-11-02T15:00:00.000Z");

/** One step: hours that pass, the weights of who is there, and what is done. */
const step = fc.record({
  hours: fc.nat(40),
  members: fc.dictionary(fc.constantFrom(...names), fc.integer({ min: 1, max: 9 }), { minKeys: 1, maxKeys: 5 }),
  act: fc.constantFrom("offer", "offer", "offer", "credit", "correction", "upkeep"),
  nth: fc.nat(200),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The ledger and its journal after these steps, written as the stores do. @param history the pool's half-life */
function lived(steps: readonly Step[], history?: string): { ledger: Ledger; entries: JournalEntry[] } {
  const policy = aPolicy({ pools: { all: { manager: "marta", ...(history && { history }) } }, rules: [] });
  const entries: JournalEntry[] = [];
  let ledger: Ledger = { version: 0, balances: {} };
  let now = start;
  for (const { hours, members, act: kind, nth } of steps) {
    now += (hours * day) / 24;
    const at = new Date(now).toISOString();
    const reps = Object.entries(members).map(([id, weight]) => aRep({ id, pools: { all: weight } }));
    const sharers = Object.entries(members).map(([repId, weight]) => ({ repId, weight }));
    const read = currentLedger(ledger, "all", policy, reps, at);
    const act = doneBy(kind, read.balances, sharers, entries, nth);
    entries.push(entryOf(read, act, at));
    const balances = applyChanges(read.balances, changesOf(act));
    ledger = { version: read.version + 1, balances, at, ...(read.decayedAt && { decayedAt: read.decayedAt }) };
  }
  return { ledger, entries };
}

function doneBy(kind: string, balances: Balances, sharers: Sharer[], before: JournalEntry[], nth: number): LedgerAct {
  const [one] = sharers as [Sharer];
  const corrected = correctionOf(one.repId, nth * 1_234_567, sharers);
  if (kind === "correction" && corrected)
    return { kind: "correction", by: "marta", reason: "asked", changes: Object.fromEntries(corrected) };
  const past = before[nth % Math.max(1, before.length)]?.act;
  if (kind === "credit" && past?.kind === "offer") {
    const changes = Object.fromEntries(creditOf(past));
    return { kind: "credit-back", leadId: past.leadId, attempt: 1, by: "marta", reason: "invalid", changes };
  }
  if (kind !== "offer") return { kind: "upkeep" };
  const chosen = nextRep(balances, sharers) ?? "";
  return { kind: "offer", leadId: `lead-${before.length}`, attempt: 1, pool: "all", ...costOf(sharers, chosen) };
}

describe("the journal of a ledger", () => {
  it("comes to the ledger's balances to the last billionth, from nothing and from any opening", () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 150 }),
        fc.constantFrom(undefined, "2d"),
        (steps, history) => {
          const { ledger, entries } = lived(steps, history);
          expect(sameBalances(replayed(entries), ledger.balances)).toBe(true);
          for (const [n, { opening }] of entries.entries())
            if (opening) expect(sameBalances(replayed(entries.slice(n)), ledger.balances)).toBe(true);
        },
      ),
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
