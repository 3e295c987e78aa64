import {
  applyOffer,
  type Board,
  balancesOf,
  boardOf,
  noteReassigned,
  type Place,
  pausedAt,
  poolBoard,
  releasePlace,
  usedOf,
  withSameLedger,
} from "../../routing/choice/board.ts";
import { type Choice, chooseRep } from "../../routing/choice/choose-rep.ts";
import { type Exclusion, exclusionOf, exclusionsIn, isTemporary } from "../../routing/choice/eligible.ts";
import { type Rankings, rankings } from "../../routing/explain/rankings.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import type { Balances } from "../../routing/ledger/ledger.ts";
import { reassignmentOf } from "../../routing/ledger/reassigned.ts";
import { poolsFor } from "../../routing/offers/longest-wait.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { quotasResetAt, unused } from "../../routing/reps/capacity.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { setClock } from "../../routing/time/shift-clock.ts";
import { nextWorkingInterval } from "../../routing/time/working-time.ts";

export type OfferChoice = Extract<Choice, { kind: "offer" }>;

/** The current state of a simulation: how many leads each rep has open, and the balances of each pool's ledger. */
export class SimulatedBoard {
  readonly #reps: readonly RepState[];
  readonly #board: Board;

  /** Starts with no open leads and empty ledgers, unless `ledgers` and the board to continue from (`open`) are given. */
  constructor(
    reps: readonly RepState[],
    sharing: Board["sharing"],
    closings?: Board["closings"],
    ledgers: ReadonlyMap<string, Balances> = new Map(),
    open?: SimulatedBoard,
  ) {
    const places =
      open &&
      new Map(
        reps.map(({ id, capacity, closings }) => [
          id,
          { closings, open: open.openOf(id), most: capacity, ...open.#usedOf(id) },
        ]),
      );
    this.#reps = reps;
    this.#board = boardOf(reps, ledgers, { places, sharing, closings });
  }

  /** A board for another roster with the same open leads and the same ledgers of `pools`; this board for its own roster. */
  with(reps: readonly RepState[], pools: readonly string[]): SimulatedBoard {
    return reps === this.#reps
      ? this
      : new SimulatedBoard(reps, this.#board.sharing, this.#board.closings, this.ledgers(pools), this);
  }

  choose(lead: Lead, policy: Policy, now: string): Choice {
    return chooseRep(lead, policy, this.#board, now);
  }

  /** The candidates of a choice that has not been applied, all of them. */
  rankings(lead: Lead, policy: Policy, now: string, choice: Choice): Rankings {
    return rankings(lead, policy, this.#board, now, choice, Number.POSITIVE_INFINITY);
  }

  /** Applies an offer: it takes a place and is charged to the pool's ledger. Returns how many leads the rep has open now. */
  take(choice: OfferChoice): number {
    applyOffer(this.#board, choice);
    return this.openOf(choice.offer.repId);
  }

  /** Remembers that a lead which is offered to one rep now went on from another, if it did. @param now ISO 8601 */
  noteReassigned(lead: Lead, pool: string, now: string): void {
    const { reps, positionOf } = this.#board.roster;
    const before = positionOf.get(lead.offers.at(-1)?.repId ?? "");
    const again = reassignmentOf(lead, before === undefined ? undefined : reps[before], now);
    if (again) noteReassigned(this.#board, pool, again);
  }

  /** Frees a place of the rep, and what the offer took of their effort, time to close and quotas. */
  release(ended: Pick<Offer, "repId" | "points" | "toClose" | "countedIn">): void {
    releasePlace(this.#board, ended);
  }

  #usedOf(repId: string): Pick<Place, "effort" | "inFlight" | "given" | "recent"> {
    const position = this.#board.roster.positionOf.get(repId);
    const { effort, given, recent } = position === undefined ? unused : usedOf(this.#board, position);
    const inFlight = position === undefined ? 0 : (this.#board.inFlight[position] as number);
    const times = Object.entries(recent ?? {}).map(([period, all]): [string, number[]] => [period, [...all]]);
    return { effort, inFlight, given: { ...given }, ...(times.length > 0 && { recent: Object.fromEntries(times) }) };
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
   * When the rep can next take new leads, from `at` on: both on shift and below their quotas. Epoch milliseconds; `at`
   * itself if they can already, Infinity if they never will.
   */
  availableFrom(repId: string, at: number): number {
    const { reps, shifts, positionOf } = this.#board.roster;
    const position = positionOf.get(repId);
    if (position === undefined) return Number.POSITIVE_INFINITY;
    const rep = reps[position] as RepState;
    const from = Math.max(quotasResetAt(rep, usedOf(this.#board, position), at), pausedAt(this.#board, position, at));
    if (from === Number.POSITIVE_INFINITY) return from;
    if (from > at) return nextWorkingInterval(rep, from)?.start ?? Number.POSITIVE_INFINITY;
    setClock(shifts, at);
    const schedule = shifts.scheduleOf[position] as number;
    return shifts.on[schedule] === 1 ? at : (shifts.start[schedule] as number);
  }

  /** The ids of reps who are excluded from this lead only temporarily: off shift, paused or full. */
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
    if (named !== undefined) note(named, exclusionOf(this.#board, named, lead, policy, at, lead.rule?.pools[0] ?? ""));
    return found;
  }

  /** The ledger balances of these pools. */
  ledgers(pools: readonly string[]): Map<string, Balances> {
    return new Map(pools.map((pool) => [pool, balancesOf(this.#board, pool)]));
  }

  /** The balances of every ledger used so far; a ledger that several pools share comes once. */
  allLedgers(): Balances[] {
    const firsts = [...this.#board.pools.keys()].map((pool) => withSameLedger(this.#board, pool)[0] ?? pool);
    return [...new Set(firsts)].map((pool) => balancesOf(this.#board, pool));
  }
}
