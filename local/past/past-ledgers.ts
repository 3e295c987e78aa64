import { creditsOf } from "../../adapters/claims/credit-back.ts";
import { afterAct, type LedgerChange } from "../../adapters/ledgers/ledger-store.ts";
import { type Board, poolBoard, withSameLedger } from "../../routing/choice/board.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { changesOf, entryOf, type JournalEntry, type LedgerAct } from "../../routing/ledger/journal.ts";
import { type CurrentLedger, currentLedger, ledgerOf, poolsSharing } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";

/** The ledgers of a simulated past with their journals, written as the claims and credits of the live ones are. */
export class PastLedgers {
  readonly ledgers = new Map<string, CurrentLedger>();
  readonly entries: { ledger: string; entry: JournalEntry }[] = [];
  readonly #journal = new Map<string, JournalEntry>();
  readonly #policy: Policy;
  readonly #reps: readonly RepState[];

  constructor(policy: Policy, reps: readonly RepState[]) {
    this.#policy = policy;
    this.#reps = reps;
  }

  /** The offer with the entry that it was charged to. @param at ISO 8601 */
  charge(offer: Offer, act: LedgerAct, at: string): Offer {
    const ledger = ledgerOf(this.#policy, offer.pool);
    const stored = this.ledgers.get(ledger) ?? { version: 0, balances: {} };
    const read = currentLedger(stored, ledger, this.#policy, this.#reps, at);
    this.#keep({ ledger, read, act }, at);
    return { ...offer, charged: { ledger, entry: read.version + 1 } };
  }

  /** The lead with the credits of these offers, which the board learns as well. */
  async credit(lead: Lead, attempts: readonly number[], why: { by: string; at: string }, board: Board): Promise<Lead> {
    const stores = {
      of: async (names: readonly string[]) =>
        new Map(names.map((name) => [name, this.ledgers.get(name) ?? { version: 0, balances: {} }])),
      entry: async (ledger: string, number: number) => this.#journal.get(`${ledger} ${number}`),
    };
    const about = { policy: this.#policy, reps: this.#reps, ledgers: stores, cursorsTable: "", repsTable: "" };
    const credits = await creditsOf(lead, attempts, { ...why, reason: "invalid" }, about);
    for (const change of [...credits.changes.values()].flat()) {
      this.#keep(change, why.at);
      this.#tell(change, board);
    }
    return credits.lead;
  }

  #keep({ ledger, read, act }: Omit<LedgerChange, "keep">, at: string): void {
    const entry = entryOf(read, act, at);
    this.entries.push({ ledger, entry });
    this.#journal.set(`${ledger} ${entry.number}`, entry);
    this.ledgers.set(ledger, afterAct({ read, act }, at));
  }

  #tell({ ledger, act }: LedgerChange, board: Board): void {
    const [pool = ""] = poolsSharing(this.#policy, ledger);
    for (const shared of withSameLedger(board, pool)) {
      const { members, balance, changed } = poolBoard(board, shared);
      for (const [repId, by] of changesOf(act)) {
        const member = members.indexOf(board.roster.positionOf.get(repId) ?? -1);
        if (member < 0) continue;
        balance[member] = (balance[member] as number) + by;
        changed[member] = 1;
      }
    }
  }
}
