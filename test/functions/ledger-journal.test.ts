import { describe, expect, it } from "vitest";
import { creditBack } from "../../adapters/claims/credit-back.ts";
import { entryIn, entryWrite } from "../../adapters/ledgers/ledger-entries.ts";
import { handOver } from "../../cli/ledger-commands.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { answered } from "../../routing/lead/move-lead.ts";
import { replayed, sameBalances } from "../../routing/ledger/journal.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { correctionOf, costOf } from "../../routing/ledger/ledger-change.ts";
import { currentLedger, membersOf } from "../../routing/ledger/stored-ledger.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, clock } = useSteps(tables);
const marta = aRep({ id: "marta", role: "manager", pools: {} });
const names = ["ana", "beto", "caro", "davi", "elsa"];

/** Two pools that share a ledger with a half-life. */
const policy = aPolicy({
  pools: {
    north: { manager: "marta", ledger: "both", history: "2d" },
    south: { manager: "marta", ledger: "both" },
  },
  rules: [{ rule: "south", when: { country: "BR" }, pools: ["south"] }],
  otherwise: { pools: ["north"] },
});
const rosterOf = (ids: readonly string[]) => [
  ...ids.map((id, n) =>
    aRep({
      id,
      email: `${id}@andina.example`,
      capacity: 50,
      pools: { north: 1 + (n % 3), south: n % 2 === 0 ? 2 : 1 },
    }),
  ),
  marta,
];
let made = 0;
async function offeredLead(): Promise<string> {
  const id = `lead-${made++}`;
  const { version } = await tables.policies.active();
  const facts = { email: `${id}@a.example`, country: made % 3 === 0 ? "BR" : "MX" };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, facts }), undefined);
  await chooseRep({ leadId: id }, deps());
  return id;
}
const decline = (id: string) =>
  tables.leads.update(id, (lead) => answered(lead, 1, "declined", clock.now, "not-a-lead"));

async function correct(repId: string): Promise<void> {
  const members = membersOf(await tables.reps.all(), ["north", "south"]);
  const changes = Object.fromEntries(correctionOf(repId, oneLead / 3, members) ?? []);
  await tables.ledgers.change("both", clock.now, (kept) => ({
    read: currentLedger(kept, "both", policy, rosterOf(names), clock.now),
    act: { kind: "correction", by: "marta", reason: "was ill", changes },
    keep: policy.receipts.keep,
  }));
}

describe("the journal in the tables", () => {
  it("comes to the ledger's balances after leads, credits and corrections at once, decay and an import", async () => {
    await tables.open(rosterOf(names), policy);
    const first = await Promise.all(Array.from({ length: 12 }, offeredLead));
    clock.now = new Date(Date.parse(clock.now) + 3_600_000).toISOString();
    await Promise.all(first.slice(0, 4).map(decline));
    const why = { reason: "invalid" as const, by: "marta", at: clock.now };
    const reps = await tables.reps.all();
    await Promise.all([
      ...Array.from({ length: 8 }, offeredLead),
      ...["ana", "beto"].map(correct),
      // Each twice at once: it is credited once.
      ...[...first.slice(0, 4), ...first.slice(0, 4)].map((leadId) =>
        creditBack({ leadId, attempt: 1 }, why, { ...deps(), policy, reps }),
      ),
    ]);
    clock.now = new Date(Date.parse(clock.now) + 30 * 3_600_000).toISOString();
    await tables.reps.importRoster(rosterOf(names.slice(1)));
    const place = { name: "here", client: tables.client, now: clock.now, tasks: { wake: async () => true } };
    const names_ = { leads: "leads", reps: "reps", cursors: "cursors", policies: "policies" };
    await handOver({ ...place, tables: { ...names_, companies: "companies", intake: "intake", reports: "reports" } });
    await Promise.all(Array.from({ length: 5 }, offeredLead));

    const { ledger, entries } = await tables.ledgers.journal("both", "");
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: ledger.version }, (_, n) => n + 1));
    expect(sameBalances(replayed(entries), ledger.balances)).toBe(true);
    expect(Object.values(ledger.balances).some((balance) => balance !== 0)).toBe(true);
    const kinds = Map.groupBy(entries, ({ act }) => act.kind);
    const counted = Object.fromEntries([...kinds].map(([kind, of]) => [kind, of.length]));
    expect(counted).toEqual({ offer: 25, "credit-back": 4, correction: 2, upkeep: 1 });
    expect(entries.some(({ left }) => left?.ana !== undefined)).toBe(true);
    expect(entries.some(({ factor }) => factor !== undefined)).toBe(true);
    for (const { number, act } of entries) {
      if (act.kind !== "offer") continue;
      const offer = (await tables.leads.load(act.leadId)).offers.find(({ attempt }) => attempt === act.attempt);
      expect(offer).toMatchObject({ repId: act.chosen, pool: act.pool, charged: { ledger: "both", entry: number } });
    }
  });

  it("is read from an opening before the time that is asked for, and from the oldest that is kept", async () => {
    const { ledger, entries } = await tables.ledgers.journal("both", clock.now);
    expect(entries[0]?.opening).toBeDefined();
    expect(entries[0]?.at).toBe(clock.now);
    expect(sameBalances(replayed(entries), ledger.balances)).toBe(true);
    expect((await tables.ledgers.journal("none", "")).entries).toEqual([]);
  });

  it("holds the shares of a thousand reps in an entry of some 16 KB, to the last billionth", () => {
    const crowd = Array.from({ length: 1000 }, (_, n) => ({ repId: `rep-${n}`, weight: 1 + (n % 7) }));
    const act = { kind: "offer" as const, leadId: "one", attempt: 1, pool: "north", ...costOf(crowd, "rep-7") };
    const entry = {
      number: 1,
      at: clock.now,
      act,
      opening: Object.fromEntries(crowd.map(({ repId }, n) => [repId, n])),
    };
    const item = entryWrite("cursors", "north", entry, 1440).Put?.Item ?? {};
    expect(item.packed.length).toBeLessThan(16_384);
    expect(entryIn(item)).toEqual(entry);
    expect(item.ttl).toBe(Math.floor(Date.parse(clock.now) / 1000) + 86_400);
  });
});
