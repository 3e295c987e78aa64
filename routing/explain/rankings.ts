import { type Board, poolBoard, usedOf } from "../choice/board.ts";
import type { Choice } from "../choice/choose-rep.ts";
import { type Exclusion, eligibleIn, exclusionOf, exclusionsIn, hoursOf, sharersIn } from "../choice/eligible.ts";
import {
  type Preference,
  type PreferenceInput,
  preferencesFor,
  preferenceValues,
  withinBound,
} from "../choice/preferences.ts";
import { attemptsUsed, type Lead } from "../lead/lead.ts";
import { fillClaims, oneLead } from "../ledger/ledger.ts";
import { lastPools, ownPools, poolsFor } from "../offers/longest-wait.ts";
import { inRound } from "../offers/rounds.ts";
import type { Policy } from "../policy/policy.ts";
import { mostInFlight, poolLimits, quotaReached } from "../reps/capacity.ts";
import { timeToClose } from "../reps/effort.ts";
import type { RepState } from "../reps/rep.ts";

/** What a choice was made from: the rep whom the rule names, and each pool that was tried, in order. */
export interface Rankings {
  /**
   * `because` is why the rep was excluded, absent if they were not; `unknown` means that they are not in the
   * roster. They may have it also where they are in none of the rule's pools, and are `outside` of them then.
   */
  named?: { repId: string; because?: Exclusion | "unknown"; outside?: true } & Figures;
  pools: Ranking[];
  /** The further round of asking in which it was made. */
  again?: number;
  /** Until when the last of the pools is asked alone, ISO 8601; absent where nothing waits for it. */
  nextAt?: string;
}

/** The candidates of one pool. */
export interface Ranking {
  pool: string;
  /** The pool is one of after_max_wait, tried because the lead has waited for max_wait. */
  waitedOut?: true;
  /** The pool is one of after_attempts, shown the lead before the manager gets it. */
  lastCall?: true;
  /** The preferences in the order in which they apply. */
  prefer: readonly Preference[];
  /** How many reps are eligible, and how many are excluded for each reason. */
  able: number;
  out: Partial<Record<Exclusion, number>>;
  /** The candidates, best first; only the first ones of many. */
  candidates: Candidate[];
  /** The excluded reps by reason; only some of each reason if they are many. */
  leftOut: ({ repId: string; because: Exclusion } & Figures)[];
}

/** The figures of why somebody is left out, where there are some. */
export interface Figures {
  flight?: Flight;
  /** How many new leads they have had in the period whose limit is reached. */
  had?: number;
}

/** What somebody has in flight, the most that they may have, and what the lead takes, in minutes to close. */
export interface Flight {
  has: number;
  most: number;
  takes: number;
}

export interface Candidate {
  repId: string;
  weight: number;
  openLeads: number;
  /** The rep's balance in billionths of a lead: before this lead, with the share of it, and after it was assigned. */
  balance: number;
  owed: number;
  after: number;
  /** The value of each preference; one that does not apply to this lead is absent. */
  saw: Partial<Record<Preference, number | boolean>>;
  /** They would be further ahead of their fair share than the pool allows, so others come first. */
  ahead?: true;
  /** How many closed leads their rate of wins is of, where `best-performer` counts. */
  closings?: number;
}

/** The most candidates stored over all pools, and as many excluded reps; each takes a few hundred bytes. */
const mostKept = 500;
const mostOfOnePool = 25;

/**
 * The rankings behind a choice. The board must be as it was when the choice was made, before `applyOffer`. Each pool has
 * at most 25 candidates and 25 excluded reps, fewer with more than twenty pools, and counts of the rest, so that the
 * result stays far below the 400 KB of a stored item. `mostOfEach` raises the limit for callers that store nothing.
 */
export function rankings(
  decided: Lead,
  policy: Policy,
  board: Board,
  now: string,
  choice: Choice,
  mostOfEach?: number,
): Rankings {
  const again = choice.kind === "offer" ? choice.offer.again : choice.kind === "wait" ? choice.again : undefined;
  const lead = inRound(decided, again ?? 0);
  const named = lead.rule?.rep;
  const own = attemptsUsed(lead) >= policy.attempts ? [] : poolsFor(lead, policy, Date.parse(now));
  const last = lastPools(lead, policy);
  const pools = poolsAsked(choice, own, last);
  const limit = mostOfEach ?? Math.max(1, Math.min(mostOfOnePool, Math.floor(mostKept / Math.max(1, pools.length))));
  return {
    ...(again !== undefined && { again }),
    ...(choice.kind === "wait" && choice.nextAt && { nextAt: choice.nextAt }),
    ...(named !== undefined && { named: namedRep(named, lead, policy, board, now) }),
    pools: pools.map(({ pool, lastCall }) => ({
      ...ranking(pool, lead, policy, board, now, choice, limit),
      ...(lastCall ? { lastCall } : !ownPools(lead, policy).includes(pool) && { waitedOut: true as const }),
    })),
  };
}

interface Asked {
  pool: string;
  lastCall?: true;
}

/** The pools that were tried until the choice was made: the lead's, then those that are shown it before the manager. */
function poolsAsked(choice: Choice, own: readonly string[], last: readonly string[]): Asked[] {
  if (choice.kind === "wait" && choice.waitsFor !== undefined) return [];
  if (choice.kind === "wait" && choice.pool !== undefined)
    return own.slice(0, own.indexOf(choice.pool) + 1).map((pool) => ({ pool }));
  if (choice.kind === "offer" && (!choice.charge || choice.named)) return [];
  const until = (pools: readonly string[], pool: string | undefined) =>
    pool === undefined ? pools : pools.slice(0, pools.indexOf(pool) + 1);
  const chosen = choice.kind === "offer" ? choice.charge?.pool : undefined;
  const toLast = choice.kind === "offer" ? choice.offer.lastCall : choice.kind === "escalate" && isAfterAll(choice);
  if (!toLast) return until(own, chosen).map((pool) => ({ pool }));
  const shown = until(last, chosen);
  const before = own.filter((pool) => !shown.includes(pool));
  return [...before.map((pool) => ({ pool })), ...shown.map((pool) => ({ pool, lastCall: true as const }))];
}

const isAfterAll = ({ cause }: Extract<Choice, { kind: "escalate" }>): boolean =>
  cause === "attempts-used" || cause === "everybody-asked";

function namedRep(
  repId: string,
  lead: Lead,
  policy: Policy,
  board: Board,
  now: string,
): NonNullable<Rankings["named"]> {
  const position = board.roster.positionOf.get(repId);
  const [pool = ""] = lead.rule?.pools ?? [];
  const reason = position === undefined ? "unknown" : exclusionOf(board, position, lead, policy, Date.parse(now), pool);
  const anyTime = hoursOf(policy, lead.rule?.pools[0] ?? "") === "at-any-time";
  const because = anyTime && reason === "off-shift" ? undefined : reason;
  const pools = (position === undefined ? undefined : board.roster.reps[position]?.pools) ?? {};
  const outside = position !== undefined && !(lead.rule?.pools ?? []).some((pool) => (pools[pool] ?? 0) > 0);
  return {
    repId,
    ...(outside && { outside: true as const }),
    ...(because && { because, ...figuresOf(because, board, position, lead, policy, pool, Date.parse(now)) }),
  };
}

function ranking(
  poolId: string,
  lead: Lead,
  policy: Policy,
  board: Board,
  now: string,
  choice: Choice,
  limit: number,
): Ranking {
  const at = Date.parse(now);
  const pool = poolBoard(board, poolId);
  const order = preferencesFor(lead, poolId, policy);
  const charge = choice.kind === "offer" && choice.charge?.pool === poolId ? choice.charge : undefined;
  const round = choice.kind === "offer" && charge ? choice.round : undefined;
  const eligible = round?.able ?? charge?.eligible ?? eligibleIn(board, poolId, policy, lead, at);
  const repId = (member: number) => (board.roster.reps[pool.members[member] as number] as RepState).id;
  const reasons = exclusionsIn(board, poolId, policy, lead, at);
  // A person may choose who is not at work.
  const chosenAmong = new Set(choice.kind === "offer" && choice.offer.byLead ? eligible : []);
  const leftOut = reasons.flatMap((because, member) => {
    if (!because || chosenAmong.has(member)) return [];
    const position = pool.members[member];
    return [{ repId: repId(member), because, ...figuresOf(because, board, position, lead, policy, poolId, at) }];
  });
  const byReason = Map.groupBy(leftOut, ({ because }) => because);
  const each = Math.max(1, Math.floor(limit / Math.max(1, byReason.size)));
  const sharers = charge && !round ? charge.sharers : sharersIn(board, poolId, policy, lead, at, eligible);
  const ranked = rank(order, { lead, policy, board, pool, eligible, sharers, now: at });
  const claims = new Float64Array(pool.members.length);
  fillClaims(claims, pool, sharers ?? eligible);
  return {
    pool: poolId,
    prefer: order,
    able: eligible.length,
    out: Object.fromEntries([...byReason].map(([because, all]) => [because, all.length])),
    candidates: ranked.slice(0, limit).map(({ member, saw, ahead }) => {
      const owed = claims[member] as number;
      const position = pool.members[member] as number;
      return {
        repId: repId(member),
        weight: pool.weight[member] as number,
        openLeads: board.open[position] as number,
        balance: pool.balance[member] as number,
        owed,
        after: charge && !round ? (charge.chosen === member ? owed - oneLead : owed) : (pool.balance[member] as number),
        saw,
        ...(ahead && { ahead }),
        ...(saw["best-performer"] !== undefined && { closings: closedBy(board, position) }),
      };
    }),
    leftOut: leftOut.length <= limit ? leftOut : [...byReason.values()].flatMap((all) => all.slice(0, each)),
  };
}

/** The figures of somebody who is left out for what they have in flight, or for the new leads that they have had. */
function figuresOf(
  because: Exclusion | "unknown",
  board: Board,
  position: number | undefined,
  lead: Lead,
  policy: Policy,
  pool: string,
  now: number,
): Figures {
  const rep = position === undefined ? undefined : board.roster.reps[position];
  if (position === undefined || !rep) return {};
  if (because === "in-flight") {
    const takes = timeToClose(lead, policy, board.closings) ?? 0;
    return { flight: { has: board.inFlight[position] as number, most: mostInFlight(rep, policy), takes } };
  }
  const reached = quotaReached(rep, usedOf(board, position), now, poolLimits(policy, pool));
  return reached?.because === because ? { had: reached.had } : {};
}

const closedBy = ({ won, lost }: Board, position: number): number =>
  (won[position] as number) + (lost[position] as number);

type Column = { seen: Float64Array | Uint8Array };

/** Moves of each group of equals the one whose turn it is before the others, of those left the next one, and so on. */
function putEqualsInTurn(places: Int32Array, columns: readonly Column[], turn: number): void {
  const equal = (a: number, b: number) => columns.every(({ seen }) => seen[a] === seen[b]);
  for (let from = 0, to = 0; from < places.length; from = to) {
    for (to = from + 1; to < places.length && equal(places[from] as number, places[to] as number); ) to += 1;
    for (let next = from; next < to - 1; next++) {
      const at = next + (turn % (to - next));
      const first = places[at] as number;
      places.copyWithin(next + 1, next, at);
      places[next] = first;
    }
  }
}

/** Converts a preference's value to what is shown: yes or no, years, a rate, leads, minutes or kilometres apart. */
const displayValue: Record<Preference, (seen: number) => number | boolean | undefined> = {
  owner: (seen) => seen === 1,
  "same-company": (seen) => seen === 1,
  specialist: (seen) => seen === 1,
  "most-experienced": (seen) => seen,
  "best-performer": (seen) => Math.round(seen * 1e4) / 1e4,
  "least-loaded": (seen) => -seen,
  "highest-capacity-left": (seen) => seen,
  "nearest-time-zone": (seen) => -seen,
  nearest: (seen) => (seen === Number.NEGATIVE_INFINITY ? undefined : Math.round(-seen * 10) / 10),
  fairness: (seen) => seen,
};

/** The eligible members in the order in which they would be preferred, with the value of each preference. */
function rank(
  order: readonly Preference[],
  question: PreferenceInput,
): { member: number; saw: Candidate["saw"]; ahead: true | undefined }[] {
  const { eligible } = question;
  const within = withinBound(order, eligible, question);
  const columns = order.flatMap((preference) => {
    const seen = preferenceValues(preference, eligible, question);
    return seen ? [{ preference, seen }] : [];
  });
  const places = Int32Array.from(eligible, (_, place) => place).sort((a, b) => {
    if (within && within[a] !== within[b]) return (within[b] as number) - (within[a] as number);
    for (const { seen } of columns) {
      const [one, other] = [seen[a] as number, seen[b] as number];
      if (one !== other) return one > other ? -1 : 1;
    }
    return a - b;
  });
  putEqualsInTurn(places, within ? [{ seen: within }, ...columns] : columns, question.pool.turn);
  return Array.from(places, (place) => ({
    member: eligible[place] as number,
    ahead: within?.[place] === 0 ? true : undefined,
    saw: Object.fromEntries(
      columns.flatMap(({ preference, seen }) => {
        const value = displayValue[preference](seen[place] as number);
        // A zero has no sign where it is kept.
        return value === undefined ? [] : [[preference, typeof value === "number" ? value + 0 : value]];
      }),
    ),
  }));
}
