import fc from "fast-check";
import { changesOf, entryOf, type JournalEntry, type LedgerAct } from "../../routing/ledger/journal.ts";
import { type Balances, nextRep, type Sharer } from "../../routing/ledger/ledger.ts";
import { applyChanges, correctionOf, costOf, creditOf } from "../../routing/ledger/ledger-change.ts";
import { currentLedger, type Ledger } from "../../routing/ledger/stored-ledger.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";

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
export const steps = fc.array(step, { minLength: 1, maxLength: 150 });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The ledger and its journal after these steps, written as the stores do. @param history the pool's half-life */
export function lived(steps: readonly Step[], history?: string): { ledger: Ledger; entries: JournalEntry[] } {
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
