import type { Offer } from "../lead/lead.ts";
import { turnOf } from "../lead/turn-of.ts";
import { type Balances, fillClaims, oneLead, type Sharer } from "../ledger/ledger.ts";
import { type Reassigned, type Reassignment, remembering } from "../ledger/reassigned.ts";
import { isHour, type Used, unused, withLead, withoutTime } from "../reps/capacity.ts";
import type { Closings, ClosingsByKind } from "../reps/closings.ts";
import { pauseEnd, pauseStart } from "../reps/pause.ts";
import type { GaveBack, Pause, RepState } from "../reps/rep.ts";
import { memberOf, type Pool, poolOf, type Roster, rosterOf } from "../reps/roster.ts";
import { resultsOf, smoothedWinRates } from "../reps/win-rate.ts";

/**
 * The part of a rep's state that changes from lead to lead: open leads, capacity, pause and counters. Without `most`
 * the rep receives no offers.
 */
export interface Place {
  open: number;
  most?: number;
  paused?: Pause;
  /** Offers in a row that lapsed. */
  lapses?: number;
  gaveBack?: GaveBack;
  /** Points of effort in open leads. */
  effort?: number;
  /** Minutes to close of the open leads together. */
  inFlight?: number;
  /** New leads by day, week and month, for reps with such limits. */
  given?: Record<string, number>;
  /** When they had the last new leads of what is limited by the hour. Epoch milliseconds. */
  recent?: Record<string, number[]>;
  /** Leads of theirs that were closed. */
  closings?: Closings;
}

type Sharing = ReadonlyMap<string, readonly string[]>;

/** The state that a choice depends on: the roster as columns, the reps' open leads, the pools' ledgers. */
export interface Board {
  readonly roster: Roster;
  /** By position in the roster: open leads, and how many are allowed; −1 for somebody who receives no offers. */
  readonly open: Int32Array;
  readonly most: Int32Array;
  /** By position: the beginning of the rep's pause in epoch milliseconds; Infinity without a pause. */
  readonly pausedFrom: Float64Array;
  /** By position: the end of the rep's pause in epoch milliseconds; Infinity without an end, 0 without a pause. */
  readonly pausedUntil: Float64Array;
  /** By position: the leads that they won and lost so far. */
  readonly won: Float64Array;
  readonly lost: Float64Array;
  /** The leads of each kind that were closed so far. */
  readonly closings: ClosingsByKind;
  /** Pool id → what is remembered of its reassignments, the same for pools with the same ledger. */
  readonly reassigned: Map<string, Reassigned>;
  /** By position: the minutes to close that the open leads are expected to take. */
  readonly inFlight: Float64Array;
  /** By position: how much is used of limits of the roster other than `most`. */
  readonly used: Map<number, Used>;
  /** Pool id → balances. */
  readonly ledgers: ReadonlyMap<string, Balances>;
  /** Pool id → all pools with the same ledger, for pools that share one. */
  readonly sharing: Sharing;
  /** The pools that were requested so far. */
  readonly pools: Map<string, PoolBoard>;
}

/** A pool with its ledger as columns, by the member's number, and scratch memory. */
export interface PoolBoard extends Pool {
  readonly id: string;
  readonly balance: Float64Array;
  /** By member: 1 for a member whose balance was changed on this board; all others have the ledger's. */
  readonly changed: Uint8Array;
  /** A number of its name alone, by which it is decided whose turn comes first of several who are equal. */
  readonly turn: number;
  readonly scratch: { survivors: Int32Array; values: Float64Array; claims: Float64Array };
}

/** What an offer costs: the numbers of the eligible members of the pool, and of the one who is chosen. */
export interface Charge {
  pool: string;
  eligible: Int32Array;
  chosen: number;
  /** The members who share it, where these are not just the eligible. */
  sharers?: Int32Array | undefined;
}

/** What a board has beside reps and ledgers: the reps' places, if they are not in the reps, and what is learnt. */
export interface BoardNow {
  places?: ReadonlyMap<string, Place> | undefined;
  sharing?: Sharing | undefined;
  closings?: ClosingsByKind | undefined;
  reassigned?: ReadonlyMap<string, Reassigned> | undefined;
}

/**
 * The board of these reps and ledgers (pool id → balances). The columns of a roster are memoized by the list object, so
 * pass the same list while the roster is unchanged; `places` (rep id → place) then overrides the reps' own open leads,
 * capacity, activity and pause. Pools that share a ledger are given the same one; `sharing` says which do.
 */
export function boardOf(
  reps: readonly RepState[],
  ledgers: ReadonlyMap<string, Balances>,
  { places, sharing = new Map(), closings = new Map(), reassigned = new Map() }: BoardNow = {},
): Board {
  const roster = rosterOf(reps);
  const open = new Int32Array(roster.reps.length);
  const most = new Int32Array(roster.reps.length);
  const pausedFrom = new Float64Array(roster.reps.length);
  const pausedUntil = new Float64Array(roster.reps.length);
  const won = new Float64Array(roster.reps.length);
  const lost = new Float64Array(roster.reps.length);
  const inFlight = new Float64Array(roster.reps.length);
  const used = new Map<number, Used>();
  for (const [position, rep] of roster.reps.entries()) {
    const place = places?.get(rep.id);
    open[position] = place?.open ?? rep.openLeads;
    const able = rep.active && rep.role === "rep" && (!places || place?.most !== undefined);
    most[position] = able ? Math.min(rep.capacity, place?.most ?? rep.capacity) : -1;
    const paused = places ? place?.paused : rep.paused;
    pausedFrom[position] = pauseStart(paused);
    pausedUntil[position] = pauseEnd(paused);
    const results = resultsOf(rep, places ? place?.closings : rep.closings);
    won[position] = results.won;
    lost[position] = results.lost;
    inFlight[position] = (places ? place?.inFlight : rep.inFlight) ?? 0;
    const has: Partial<Used> = places
      ? (place ?? {})
      : { effort: rep.openEffort, given: rep.given, recent: rep.recent };
    // What they had from a pool that sets limits is counted whether they have limits of their own or not.
    if (roster.limited[position] === 1 || has.given || has.recent) {
      const { effort = 0, given = {}, recent } = has;
      used.set(position, { effort, given, ...(recent && { recent }) });
    }
  }
  const state = { open, most, pausedFrom, pausedUntil, won, lost, inFlight, used };
  return { roster, ...state, closings, reassigned: new Map(reassigned), ledgers, sharing, pools: new Map() };
}

/**
 * A copy of the board: either can change without the other.
 * @param roster in place of the board's own: the same reps in the same pools, with other facts
 */
export function copyOf(board: Board, roster = board.roster): Board {
  const copy = (id: string, pool: PoolBoard): PoolBoard => ({
    ...pool,
    ...(roster !== board.roster && poolOf(roster, id)),
    balance: pool.balance.slice(),
    changed: pool.changed.slice(),
  });
  const pools = new Map([...board.pools].map(([id, pool]) => [id, copy(id, pool)]));
  return {
    ...board,
    roster,
    open: board.open.slice(),
    most: board.most.slice(),
    pausedFrom: board.pausedFrom.slice(),
    pausedUntil: board.pausedUntil.slice(),
    won: board.won.slice(),
    lost: board.lost.slice(),
    inFlight: board.inFlight.slice(),
    used: new Map(board.used),
    reassigned: new Map(board.reassigned),
    pools,
  };
}

/** The pool of the board with this id. */
export function poolBoard(board: Board, poolId: string): PoolBoard {
  const before = board.pools.get(poolId);
  if (before) return before;
  const pool = poolOf(board.roster, poolId);
  const size = pool.members.length;
  const balances = board.ledgers.get(poolId) ?? {};
  const made: PoolBoard = {
    ...pool,
    balance: Float64Array.from(pool.members, (position) => balances[(board.roster.reps[position] as RepState).id] ?? 0),
    changed: new Uint8Array(size),
    id: poolId,
    turn: turnOf(poolId),
    scratch: { survivors: new Int32Array(size), values: new Float64Array(size), claims: new Float64Array(size) },
  };
  board.pools.set(poolId, made);
  return made;
}

/** The win rate of each member of the pool, from 0 to 1, smoothed towards that of all. */
export function winRatesOf({ won, lost }: Board, { members }: PoolBoard): Float64Array {
  const column = (of: Float64Array) => Float64Array.from(members, (position) => of[position] as number);
  return smoothedWinRates(column(won), column(lost));
}

/** The pools that share this pool's ledger, itself included. */
export const withSameLedger = ({ sharing }: Board, poolId: string): readonly string[] =>
  sharing.get(poolId) ?? [poolId];

/** The current balances of the pool's ledger on the board, with those of all pools that share it. */
export function balancesOf(board: Board, poolId: string): Balances {
  const balances: Record<string, number> = { ...board.ledgers.get(poolId) };
  for (const pool of withSameLedger(board, poolId)) {
    const { members, balance, changed } = poolBoard(board, pool);
    for (let member = 0; member < members.length; member++) {
      if (changed[member] === 1)
        balances[(board.roster.reps[members[member] as number] as RepState).id] = balance[member] as number;
    }
  }
  return balances;
}

/** The reps who share a charge, in the order in which the ledger is charged. */
export function sharersOf(board: Board, { pool, eligible, sharers = eligible }: Charge): Sharer[] {
  const { members, weight } = poolBoard(board, pool);
  return Array.from(sharers, (member) => ({
    repId: (board.roster.reps[members[member] as number] as RepState).id,
    weight: weight[member] as number,
  }));
}

/**
 * Applies an offer to the board, which it changes: one more open lead for the rep, and the charge to the pool's ledger.
 * The offer must be the last one that was chosen on this board.
 */
export function applyOffer(
  board: Board,
  { offer, charge, round }: { offer: Offer; charge?: Charge; round?: { countedIn?: readonly string[] | undefined } },
): void {
  const position = board.roster.positionOf.get(offer.repId);
  if (position === undefined) throw new Error(`the board has no rep "${offer.repId}"`);
  board.open[position] = (board.open[position] as number) + 1;
  addUsage(board, position, round?.countedIn ? { ...offer, countedIn: round.countedIn } : offer, 1);
  if (!charge) return;
  const { eligible, chosen, sharers = eligible } = charge;
  const pool = poolBoard(board, charge.pool);
  const { claims } = pool.scratch;
  fillClaims(claims, pool, sharers);
  for (const member of sharers) {
    pool.balance[member] = claims[member] as number;
    pool.changed[member] = 1;
  }
  pool.balance[chosen] = (pool.balance[chosen] as number) - oneLead;
  for (const other of withSameLedger(board, charge.pool)) {
    if (other !== charge.pool) copyLines(pool, sharers, poolBoard(board, other));
  }
}

/** Remembers that a lead went on to somebody of this pool. */
export function noteReassigned(board: Board, poolId: string, reassignment: Reassignment): void {
  for (const pool of withSameLedger(board, poolId))
    board.reassigned.set(pool, remembering(board.reassigned.get(pool) ?? {}, reassignment));
}

/** Copies the balances of these members to another pool with the same ledger. */
function copyLines(from: PoolBoard, lines: Int32Array, to: PoolBoard): void {
  for (const line of lines) {
    const member = memberOf(to, from.members[line]);
    if (member === undefined) continue;
    to.balance[member] = from.balance[line] as number;
    to.changed[member] = 1;
  }
}

/** Until when the rep at this position is paused, if they are at `at` (epoch milliseconds); otherwise 0. */
export const pausedAt = ({ pausedFrom, pausedUntil }: Board, position: number, at: number): number => {
  const until = pausedUntil[position] as number;
  return until > at && (pausedFrom[position] as number) <= at ? until : 0;
};

/** The hour of the rep of an offer is as if they had not got it, which an offer that ends leaves as it is. */
export function forgetHour(board: Board, { repId, countedIn, offeredAt }: Offer): void {
  const position = board.roster.positionOf.get(repId);
  const hours = countedIn?.filter(isHour) ?? [];
  if (position !== undefined && hours.length > 0)
    board.used.set(position, withoutTime(usedOf(board, position), hours, Date.parse(offeredAt)));
}

/** How much the rep at this position has used of their limits. */
export const usedOf = ({ used }: Board, position: number): Used => used.get(position) ?? unused;

type Ended = Pick<Offer, "repId" | "points" | "toClose" | "countedIn">;

type Counted = Pick<Offer, "points" | "toClose"> & { countedIn?: readonly string[] | undefined; offeredAt?: string };

function addUsage(board: Board, position: number, of: Counted, by: 1 | -1): void {
  board.inFlight[position] = (board.inFlight[position] as number) + by * (of.toClose ?? 0);
  if (board.roster.limited[position] === 1 || of.countedIn?.length)
    board.used.set(position, withLead(usedOf(board, position), of, by));
}

/**
 * Releases a place of the rep and what the offer took beside it, when the offer ended or the lead was closed. With
 * `countedIn` the lead also stops counting as new in those periods.
 */
export function releasePlace(board: Board, ended: Ended): void {
  const { repId } = ended;
  const position = board.roster.positionOf.get(repId);
  if (position === undefined) throw new Error(`the board has no rep "${repId}"`);
  board.open[position] = Math.max(0, (board.open[position] as number) - 1);
  addUsage(board, position, ended, -1);
}
