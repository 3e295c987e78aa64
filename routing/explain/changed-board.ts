import { type Board, copyOf, poolBoard, usedOf, withSameLedger } from "../choice/board.ts";
import { noClosings } from "../reps/closings.ts";
import { pauseEnd, pauseStart } from "../reps/pause.ts";
import type { Pause, RepState } from "../reps/rep.ts";
import { memberOf, rosterWith } from "../reps/roster.ts";
import { resultsOf } from "../reps/win-rate.ts";

/** A rep with their state on the board; undefined for an id that is not in its roster. */
export function repOnBoard(board: Board, repId: string): RepState | undefined {
  const position = board.roster.positionOf.get(repId);
  const rep = position === undefined ? undefined : board.roster.reps[position];
  if (position === undefined || !rep) return undefined;
  const most = board.most[position] as number;
  const open = board.open[position] as number;
  if (rep.role !== "rep") return rep;
  const { paused, ...known } = rep;
  const until = board.pausedUntil[position] as number;
  const pause = until > 0 && { paused: paused ?? pauseOf(board.pausedFrom[position] as number, until) };
  const { effort, given, recent } = usedOf(board, position);
  const used = board.used.has(position) && { openEffort: effort, given, ...(recent && { recent: { ...recent } }) };
  const here = { won: (board.won[position] as number) - rep.won, lost: (board.lost[position] as number) - rep.lost };
  const closings = here.won + here.lost > 0 && { closings: { ...noClosings, ...rep.closings, ...here } };
  return {
    ...known,
    ...pause,
    ...used,
    ...closings,
    inFlight: board.inFlight[position] as number,
    openLeads: open,
    ...(most >= 0 ? { capacity: most, active: true } : { active: false }),
  };
}

/** A pause of which the board knows only the times. */
const pauseOf = (start: number, end: number): Pause => ({
  since: new Date(start).toISOString(),
  ...(end < Number.POSITIVE_INFINITY && { until: new Date(end).toISOString() }),
  because: "asked",
});

/** The fields of a rep that the roster's columns do not depend on. */
const states: readonly string[] = ["openLeads", "active", "paused", "openEffort", "inFlight", "given", "recent"];

/** A copy of the board with one rep changed. A rep's pools cannot be changed. @throws Error for an unknown rep */
export function withRep(board: Board, repId: string, change: Partial<Omit<RepState, "id" | "pools">>): Board {
  const position = board.roster.positionOf.get(repId);
  const before = repOnBoard(board, repId);
  if (position === undefined || !before) throw new Error(`the board has no rep "${repId}"`);
  const rep = { ...before, ...change };
  const isState = Object.keys(change).every((field) => states.includes(field));
  const roster = isState && rep.role === "rep" ? board.roster : rosterWith(board.roster, position, rep);
  const changed = copyOf(board, roster);
  changed.open[position] = rep.openLeads;
  changed.most[position] = rep.active && rep.role === "rep" ? rep.capacity : -1;
  changed.pausedFrom[position] = pauseStart(rep.paused);
  changed.pausedUntil[position] = pauseEnd(rep.paused);
  const { won, lost } = resultsOf(rep, rep.closings);
  changed.won[position] = won;
  changed.lost[position] = lost;
  changed.inFlight[position] = rep.inFlight ?? 0;
  changed.used.set(position, {
    effort: rep.openEffort ?? 0,
    given: rep.given ?? {},
    ...(rep.recent && { recent: rep.recent }),
  });
  return changed;
}

/** A copy of the board on which the pool's ledger owes the rep `by` more (billionths of a lead). No change for non-members. */
export function withOwed(board: Board, poolId: string, repId: string, by: number): Board {
  const changed = copyOf(board);
  const position = board.roster.positionOf.get(repId);
  if (memberOf(poolBoard(changed, poolId), position) === undefined) return changed;
  for (const id of withSameLedger(changed, poolId)) {
    const pool = poolBoard(changed, id);
    const member = memberOf(pool, position);
    if (member === undefined) continue;
    pool.balance[member] = (pool.balance[member] as number) + by;
    pool.changed[member] = 1;
  }
  return changed;
}
