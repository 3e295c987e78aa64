import { creditBack } from "../../adapters/claims/credit-back.ts";
import { ledgerWrites } from "../../adapters/ledgers/ledger-store.ts";
import { answered, offered } from "../../routing/lead/move-lead.ts";
import { replayed } from "../../routing/ledger/journal.ts";
import { type Balances, nextRep, type Sharer } from "../../routing/ledger/ledger.ts";
import { correctionOf, costOf } from "../../routing/ledger/ledger-change.ts";
import { type CurrentLedger, currentLedger, type Ledger } from "../../routing/ledger/stored-ledger.ts";
import { aLead, anOfferedLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";
import type { LedgerUnderTest } from "./ledger-model.ts";
import type { useTables } from "./tables.ts";

type Tables = ReturnType<typeof useTables>;

let made = 0;

/** A ledger in the tables, written by the stores alone; each offer is of a lead of its own, and declined at once. */
export class StoredLedger implements LedgerUnderTest {
  readonly #tables: Tables;
  readonly #name = `ledger-${made++}`;
  #now = Date.parse("2026-11-02T15:00:00.000Z");
  #offers = 0;
  #entries = 0;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Entries that were asked for, who left not counted. */
  get entries(): number {
    return this.#entries;
  }

  async balances() {
    return (await this.#kept()).balances;
  }

  async offer(eligible: readonly Sharer[]): Promise<string> {
    const id = this.#leadId(this.#offers++);
    await this.#tables.leads.create(aLead({ id, status: "ready", facts: { email: `${id}@a.example` } }), undefined);
    let chosen = "";
    await this.#tables.leads.update(id, async (lead) => {
      const read = this.#asOf(await this.#kept(), []);
      chosen = nextRep(read.balances, eligible) ?? "";
      const charged = { ledger: this.#name, entry: read.version + 1 };
      const offers = anOfferedLead().offers.map((one) => ({ ...one, repId: chosen, attempt: 1, round: 1, charged }));
      const declined = answered(offered(lead, offers, this.#at), 1, "declined", this.#at);
      const about = { kind: "offer" as const, leadId: id, attempt: 1, pool: this.#name };
      const change = { ledger: this.#name, read, act: { ...about, ...costOf(eligible, chosen) }, keep };
      return { lead: declined, also: ledgerWrites("cursors", change, this.#at) };
    });
    return chosen;
  }

  async creditBack(nth: number, members: readonly Sharer[]): Promise<boolean> {
    const why = { reason: "invalid" as const, by: "marta", at: this.#at };
    const deps = {
      ...this.#tables,
      cursorsTable: "cursors",
      repsTable: "reps",
      ...this.#company(members),
    };
    const credit = () => creditBack({ leadId: this.#leadId(nth), attempt: 1 }, why, deps);
    // Twice at once: at most one of them does it.
    const outcomes = await Promise.all([credit(), credit()]);
    const done = outcomes.filter((outcome) => outcome === "credited").length;
    if (done > 1) throw new Error("credited twice");
    this.#entries += done;
    await this.handOver(members);
    return done === 1;
  }

  async correct(repId: string, amount: number, members: readonly Sharer[]): Promise<boolean> {
    const changes = correctionOf(repId, amount, members);
    if (!changes) return false;
    const said = { by: "marta", reason: "asked", changes: Object.fromEntries(changes) };
    const done = await this.#tables.ledgers.change(this.#name, this.#at, (kept) => {
      const read = this.#asOf(kept, members);
      return { read, act: { kind: "correction", ...said }, keep };
    });
    this.#entries += Number(done);
    return done;
  }

  async handOver(members: readonly Sharer[]): Promise<void> {
    await this.#tables.ledgers.change(this.#name, this.#at, (kept) => {
      const read = this.#asOf(kept, members);
      return read.leaving && { read, act: { kind: "upkeep" }, keep };
    });
  }

  async pass(days: number): Promise<void> {
    this.#now += days * 86_400_000;
    const policy = this.#company([]).policy;
    await this.#tables.ledgers.change(this.#name, this.#at, (kept) => {
      const read = currentLedger(kept, this.#name, policy, noReps, this.#at);
      return { read, act: { kind: "upkeep" }, keep };
    });
  }

  async keptEntries(): Promise<number> {
    const entries = await this.#tables.ledgers.entries(this.#name, 1000);
    return entries.filter(({ act }) => act.kind === "credit-back" || act.kind === "correction").length;
  }

  /** The balances that its journal comes to, from nothing. */
  async replayed(): Promise<Balances> {
    const { entries } = await this.#tables.ledgers.journal(this.#name, "");
    return replayed(entries);
  }

  get #at(): string {
    return new Date(this.#now).toISOString();
  }
  #leadId = (nth: number): string => `${this.#name}-${nth}`;
  async #kept(): Promise<Ledger> {
    return (await this.#tables.ledgers.of([this.#name])).get(this.#name) ?? { version: 0, balances: {} };
  }
  #asOf(kept: Ledger, members: readonly Sharer[]): CurrentLedger {
    const { policy, reps } = this.#company(members);
    return currentLedger(kept, this.#name, policy, reps, this.#at);
  }
  #company(members: readonly Sharer[]) {
    const policy = aPolicy({
      pools: { [this.#name]: { manager: "marta", history: "1d" } },
      rules: [],
      otherwise: { pools: [this.#name] },
    });
    return { policy, reps: members.map(({ repId, weight }) => aRep({ id: repId, pools: { [this.#name]: weight } })) };
  }
}

const noReps: never[] = [];
/** Minutes. */
const keep = 1440;
