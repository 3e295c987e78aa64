import { memoize } from "../conditions/memoize.ts";
import type { Need } from "../policy/needs.ts";
import { type ShiftClock, shiftClock, shiftClockWith } from "../time/shift-clock.ts";
import { isLimited } from "./capacity.ts";
import type { RepState } from "./rep.ts";

/** A roster as columns. A rep's position is by their id, so the order of the list does not matter. */
export interface Roster {
  readonly reps: readonly RepState[];
  readonly positionOf: ReadonlyMap<string, number>;
  readonly shifts: ShiftClock;
  /** By position: 1 for a rep with limits other than the number of open leads. */
  readonly limited: Uint8Array;
  /** The pools that were requested so far. */
  readonly pools: Map<string, Pool>;
}

/** The members of a pool as columns. Members are numbered in the order of their positions. */
export interface Pool {
  /** By member: the position in the roster. */
  readonly members: Int32Array;
  /** By member, above 0. */
  readonly weight: Float64Array;
  /** By member: whole years. */
  readonly experience: Float64Array;
  /** The skills that were requested so far. */
  readonly skills: Map<Need, Skill>;
}

/** Sets of members with a skill, one bit each. A rep who lists nothing takes anything. */
export interface Skill {
  listing: ReadonlyMap<string, Uint32Array>;
  anything: Uint32Array;
}

/** The roster as columns, memoized by the list of reps, which must not be modified afterwards. */
export const rosterOf = memoize((reps: readonly RepState[]): Roster => {
  const sorted = reps.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    reps: sorted,
    positionOf: new Map(sorted.map(({ id }, position) => [id, position])),
    shifts: shiftClock(sorted),
    limited: Uint8Array.from(sorted, (rep) => (isLimited(rep) ? 1 : 0)),
    pools: new Map(),
  };
});

const byAddress = memoize(({ reps }: Roster) => new Map(reps.map(({ id, email }) => [email.trim().toLowerCase(), id])));

/** The id of the rep whom another system names by id or mail address, in any case; the text itself for nobody of the roster. */
export function repCalled(text: string, roster: Roster | undefined): string | undefined {
  const name = text.trim().toLowerCase();
  if (name === "") return undefined;
  return roster === undefined || roster.positionOf.has(name) ? name : (byAddress(roster).get(name) ?? name);
}

/** The roster with one rep replaced, under the same id. It shares everything that does not depend on that rep. */
export function rosterWith(roster: Roster, position: number, rep: RepState): Roster {
  return {
    reps: roster.reps.with(position, rep),
    positionOf: roster.positionOf,
    shifts: shiftClockWith(roster.shifts, position, rep),
    limited: roster.limited.with(position, isLimited(rep) ? 1 : 0),
    pools: new Map(),
  };
}

/** The members of a pool. */
export function poolOf(roster: Roster, poolId: string): Pool {
  const before = roster.pools.get(poolId);
  if (before) return before;
  const members = Int32Array.from(
    roster.reps.flatMap(({ pools }, position) => ((pools[poolId] ?? 0) > 0 ? [position] : [])),
  );
  const column = (value: (rep: RepState) => number) =>
    Float64Array.from(members, (position) => value(roster.reps[position] as RepState));
  const pool: Pool = {
    members,
    weight: column(({ pools }) => pools[poolId] ?? 0),
    experience: column(({ experience }) => experience ?? 0),
    skills: new Map(),
  };
  roster.pools.set(poolId, pool);
  return pool;
}

/**
 * The number in the pool of the rep at this position of the roster, by bisection; undefined when they are no member.
 */
export function memberOf({ members }: Pool, position: number | undefined): number | undefined {
  if (position === undefined) return undefined;
  let low = 0;
  let high = members.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = members[middle] as number;
    if (found === position) return middle;
    if (found < position) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
