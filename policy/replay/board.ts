import {
  applyOffer,
  type Board,
  balancesOf,
  boardOf,
  poolBoard,
  releasePlace,
  usedOf,
  withSameLedger,
} from "../../routing/board.ts";
import { type Choice, chooseRep } from "../../routing/choose-rep.ts";
import { type Exclusion, exclusionOf, exclusionsIn, isTemporary } from "../../routing/eligible.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import type { Balances } from "../../routing/ledger/ledger.ts";
import { poolsFor } from "../../routing/offers/longest-wait.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { quotasResetAt, unused } from "../../routing/reps/capacity.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { setClock } from "../../routing/time/shift-clock.ts";
import { nextWorkingInterval } from "../../routing/time/working-time.ts";

export type OfferChoice = Extract<Choice, { kind: "offer" }>;

/** The reps of a simulated world as they stand: how many leads each has open, and what each pool's ledger says. */
export class SimulatedBoard {
  readonly #reps: readonly RepState[];
  readonly #board: Board;

  /** Every rep as they are in the list, with empty ledgers, or as things stand on another board, with these ledgers. */
  constructor(
    reps: readonly RepState[],
    sharing: Board["sharing"],
    ledgers: ReadonlyMap<string, Balances> = new Map(),
    open?: SimulatedBoard,
  ) {
    const places =
      open &&
      new Map(reps.map(({ id, capacity }) => [id, { open: open.openOf(id), most: capacity, ...open.#usedOf(id) }]));
    this.#reps = reps;
    this.#board = boardOf(reps, ledgers, places, sharing);
  }

  /** This roster, or another, as things stand here: the same leads open and the same ledgers of these pools. */
  with(reps: readonly RepState[], pools: readonly string[]): SimulatedBoard {
    return reps === this.#reps ? this : new SimulatedBoard(reps, this.#board.sharing, this.ledgers(pools), this);
  }

  choose(lead: Lead, policy: Policy, now: string): Choice {
    return chooseRep(lead, policy, this.#board, now);
  }

  /** The offer takes a place and is charged to its pool's ledger. Answers how many the rep has open now. */
  take(choice: OfferChoice): number {
    applyOffer(this.#board, choice);
    return this.openOf(choice.offer.repId);
  }

  /** Gives a place of the rep back, with what the offer took of their other limits. */
  release(ended: Pick<Offer, "repId" | "points" | "countedIn">): void {
    releasePlace(this.#board, ended);
  }

  #usedOf(repId: string): { effort: number; given: Record<string, number> } {
    const position = this.#board.roster.positionOf.get(repId);
    const { effort, given } = position === undefined ? unused : usedOf(this.#board, position);
    return { effort, given: { ...given } };
  }

  openOf(repId: string): number {
    const position = this.#board.roster.positionOf.get(repId);
    return position === undefined ? 0 : (this.#board.open[position] as number);
  }

  hasRoom(repId: string): boolean {
    const position = this.#board.roster.positionOf.get(repId);
    return position !== undefined && (this.#board.open[position] as number) < (this.#board.most[position] as number);
  }

  /**
   * When the rep works next and may be given new leads, from `at` on (epoch milliseconds): `at` itself while that is so,
   * Infinity for never.
   */
  availableFrom(repId: string, at: number): number {
    const { reps, shifts, positionOf } = this.#board.roster;
    const position = positionOf.get(repId);
    if (position === undefined) return Number.POSITIVE_INFINITY;
    const rep = reps[position] as RepState;
    const from = quotasResetAt(rep, usedOf(this.#board, position), at);
    if (from > at) return nextWorkingInterval(rep, from)?.start ?? Number.POSITIVE_INFINITY;
    setClock(shifts, at);
    const schedule = shifts.scheduleOf[position] as number;
    return shifts.on[schedule] === 1 ? at : (shifts.start[schedule] as number);
  }

  /** The reps who could take this lead but for lack of time or room. */
  temporarilyExcluded(lead: Lead, policy: Policy, at: number): Set<string> {
    const { reps, positionOf } = this.#board.roster;
    const found = new Set<string>();
    const note = (position: number, because: Exclusion | undefined): void => {
      if (because && isTemporary(because)) found.add((reps[position] as RepState).id);
    };
    for (const pool of poolsFor(lead, policy, at)) {
      const { members } = poolBoard(this.#board, pool);
      for (const [member, because] of exclusionsIn(this.#board, pool, policy, lead, at).entries())
        note(members[member] as number, because);
    }
    const named = lead.rule?.rep === undefined ? undefined : positionOf.get(lead.rule.rep);
    if (named !== undefined) note(named, exclusionOf(this.#board, named, lead, policy, at));
    return found;
  }

  /** What the ledgers of these pools say. */
  ledgers(pools: readonly string[]): Map<string, Balances> {
    return new Map(pools.map((pool) => [pool, balancesOf(this.#board, pool)]));
  }

  /** What each ledger says that was asked, also one that several pools share. */
  allLedgers(): Balances[] {
    const firsts = [...this.#board.pools.keys()].map((pool) => withSameLedger(this.#board, pool)[0] ?? pool);
    return [...new Set(firsts)].map((pool) => balancesOf(this.#board, pool));
  }
}
