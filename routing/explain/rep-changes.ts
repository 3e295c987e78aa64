import { type Board, poolBoard } from "../choice/board.ts";
import type { Exclusion } from "../choice/eligible.ts";
import { smallestClaim } from "../choice/preferences.ts";
import type { RepChange } from "../lead/change.ts";
import { oneLead } from "../ledger/ledger.ts";
import { allNeeds, type Need, needs } from "../policy/needs.ts";
import type { RepState } from "../reps/rep.ts";
import { memberOf } from "../reps/roster.ts";
import type { Shift } from "../time/schedule.ts";
import { repOnBoard, withOwed, withRep } from "./changed-board.ts";
import type { Ranking, Rankings } from "./rankings.ts";

type How = RepChange["how"];

/**
 * The change that would make an excluded rep eligible. There is none for a rep who was asked already, or whose effort
 * limit is below the lead's effort.
 */
const admittingChange: Record<Exclusion, How | undefined> = {
  ...(Object.fromEntries(allNeeds.map((need) => [need, "skill"])) as Record<Need, "skill">),
  "too-much": undefined,
  paused: "resumed",
  full: "place-free",
  "effort-full": "effort-free",
  "in-flight": "flight-free",
  ...{ "hour-full": "quota-free", "pool-hour-full": "quota-free", "pool-day-full": "quota-free" },
  ...{ "pool-week-full": "quota-free", "pool-month-full": "quota-free" },
  "day-full": "quota-free",
  "week-full": "quota-free",
  "month-full": "quota-free",
  "off-shift": "on-shift",
  inactive: "active",
  "already-asked": undefined,
};

/** Changes that come about during the day, unlike those that somebody has to make. */
export const temporaryChanges: readonly How[] = [
  "place-free",
  "effort-free",
  "flight-free",
  "quota-free",
  "on-shift",
  "resumed",
];

/** The changes of one rep's state to try, in three groups by how small they are. */
export interface RepChanges {
  /** One rep who was excluded only temporarily becomes eligible. */
  momentary: RepChange[];
  /** The next in line is owed more than the chosen rep. */
  owed: RepChange[];
  /** One rep gains a missing skill or becomes active again; the chosen rep is full. */
  lasting: RepChange[];
  /** Whether no excluded rep is missing here; the rankings name only some of many. */
  complete: boolean;
}

/**
 * The changes of one rep's state that could change who gets a lead: of the rep whom the rule names, of the reps excluded
 * from the pools that were tried (in the order of the pools, the most owed first), of the next in line, and of the chosen
 * rep.
 */
export function repChanges({ named, pools }: Rankings, board: Board, chosen: string | undefined): RepChanges {
  const admitted = [
    ...(named?.because && named.because !== "unknown" ? changesThatAdmit(named.repId, named.because, board) : []),
    ...pools.flatMap(({ pool, leftOut }) =>
      leftOut
        .map((out) => ({ ...out, balance: balanceOf(board, pool, out.repId) }))
        .sort((a, b) => b.balance - a.balance || (a.repId < b.repId ? -1 : 1))
        .flatMap(({ repId, because }) => changesThatAdmit(repId, because, board, pool)),
    ),
  ];
  const own = chosen === undefined ? undefined : repOnBoard(board, chosen);
  return {
    momentary: admitted.filter(({ how }) => temporaryChanges.includes(how)),
    owed: nextInLine(pools.at(-1), board, chosen),
    lasting: [
      ...admitted.filter(({ how }) => !temporaryChanges.includes(how)),
      ...(own ? [{ kind: "rep" as const, repId: own.id, name: own.name, how: "full" as const }] : []),
    ],
    complete: pools.every(({ out, leftOut }) => sum(Object.values(out)) === leftOut.length),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function changesThatAdmit(repId: string, because: Exclusion, board: Board, pool?: string): RepChange[] {
  const how = admittingChange[because];
  const rep = repOnBoard(board, repId);
  if (!how || rep?.role !== "rep") return [];
  return [
    { kind: "rep", repId, name: rep.name, how, ...(pool && { pool }), ...(how === "skill" && { need: because }) },
  ];
}

function balanceOf(board: Board, poolId: string, repId: string): number {
  const pool = poolBoard(board, poolId);
  const member = memberOf(pool, board.roster.positionOf.get(repId));
  return member === undefined ? 0 : (pool.balance[member] as number);
}

/** The next in line, owed just enough more by the ledger that it would be their turn. */
function nextInLine(last: Ranking | undefined, board: Board, chosen: string | undefined): RepChange[] {
  const at = last?.candidates.findIndex(({ repId }) => repId === chosen) ?? -1;
  const [first, next] = last?.candidates.slice(at) ?? [];
  const name = next && repOnBoard(board, next.repId)?.name;
  if (at < 0 || !last || !first || !next || name === undefined) return [];
  const by = (Number(first.saw.fairness) - Number(next.saw.fairness) + smallestClaim) / oneLead;
  return by > 0 ? [{ kind: "rep", repId: next.repId, name, how: "owed", pool: last.pool, by }] : [];
}

const always: Shift[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));

/** A copy of the board with this one change. */
export function withRepChange(board: Board, change: RepChange): Board {
  const { repId, how, pool = "", by = 0 } = change;
  if (how === "owed") return withOwed(board, pool, repId, Math.round(by * oneLead));
  const rep = repOnBoard(board, repId);
  return rep ? withRep(board, repId, stateOf(rep, change)) : board;
}

function stateOf(rep: RepState, { how, need = "" }: RepChange): Partial<RepState> {
  if (how === "place-free") return { openLeads: rep.capacity - 1 };
  if (how === "effort-free") return { openEffort: 0 };
  if (how === "flight-free") return { inFlight: 0 };
  if (how === "quota-free") return { given: {}, recent: {} };
  if (how === "full") return { openLeads: rep.capacity };
  if (how === "active") return { active: true };
  if (how === "resumed") return { paused: undefined };
  if (how === "on-shift") {
    return { shifts: always, daysOff: [], timeOff: undefined, holidays: undefined, busy: undefined };
  }
  // An empty list is one without limits.
  return need in needs ? { [needs[need as Need].list]: [] } : {};
}
