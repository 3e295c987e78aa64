import type { Lead } from "./lead.ts";
import type { Policy } from "./policy.ts";
import type { RepState } from "./rep.ts";
import { type ShiftClock, shiftClock, shiftClockWith } from "./shift-clock.ts";
import { smoothedWinRates } from "./win-rate.ts";

export type Need = Policy["pools"][string]["needs"][number];

/** A roster as columns, made once: each rep has a position, by their id, so that the order of the list never matters. */
export interface Roster {
  readonly reps: readonly RepState[];
  readonly positionOf: ReadonlyMap<string, number>;
  readonly shifts: ShiftClock;
  /** The pools that were asked for so far. */
  readonly pools: Map<string, Pool>;
}

/** The members of one pool as columns: each has a number, in the order of their positions. */
export interface Pool {
  /** By member: the position in the roster. */
  readonly members: Int32Array;
  /** By member, above 0. */
  readonly weight: Float64Array;
  /** By member: whole years. */
  readonly experience: Float64Array;
  /** By member, from 0 to 1, smoothed. */
  readonly winRate: Float64Array;
  /** What was asked for so far of who has which skill. */
  readonly skills: Map<Need, Skill>;
}

/** Sets of members, one bit each. A rep who lists nothing takes anything. */
interface Skill {
  listing: ReadonlyMap<string, Uint32Array>;
  anything: Uint32Array;
}

const known = new WeakMap<readonly RepState[], Roster>();

/** The roster as columns; made once for each list of reps, which must not change afterwards. */
export function rosterOf(reps: readonly RepState[]): Roster {
  const before = known.get(reps);
  if (before) return before;
  const sorted = reps.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const roster: Roster = {
    reps: sorted,
    positionOf: new Map(sorted.map(({ id }, position) => [id, position])),
    shifts: shiftClock(sorted),
    pools: new Map(),
  };
  known.set(reps, roster);
  return roster;
}

/** The roster with another rep in one's place, under the same id; it shares what does not depend on them. */
export function rosterWith(roster: Roster, position: number, rep: RepState): Roster {
  return {
    reps: roster.reps.with(position, rep),
    positionOf: roster.positionOf,
    shifts: shiftClockWith(roster.shifts, position, rep),
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
    winRate: smoothedWinRates(
      column(({ won }) => won),
      column(({ lost }) => lost),
    ),
    skills: new Map(),
  };
  roster.pools.set(poolId, pool);
  return pool;
}

const listed: Record<Need, (rep: RepState) => readonly string[]> = {
  language: ({ languages }) => languages,
  product: ({ products }) => products,
  industry: ({ industries }) => industries,
  "use-case": ({ useCases }) => useCases,
  country: ({ countries }) => countries,
};

/** What a lead asks for; what is not known asks for nothing. */
const wanted: Record<Need, (lead: Lead) => readonly (string | undefined)[]> = {
  language: ({ facts }) => [facts.language],
  product: ({ facts }) => facts.products ?? [],
  industry: ({ facts }) => [facts.industry],
  "use-case": ({ facts }) => [facts.useCase],
  country: ({ facts }) => [facts.country],
};

/** The set with all of the pool's members, one bit each. */
export function everybody({ members }: Pool): Uint32Array {
  const set = new Uint32Array((members.length + 31) >>> 5).fill(0xffffffff);
  const rest = members.length & 31;
  if (rest > 0) set[set.length - 1] = 2 ** rest - 1;
  return set;
}

/** Takes out of `set` who lacks a skill that the lead asks for. */
export function keepSkilled(set: Uint32Array, roster: Roster, pool: Pool, need: Need, lead: Lead): void {
  for (const value of wanted[need](lead)) {
    if (!value) continue;
    const { listing, anything } = skill(roster, pool, need);
    const skilled = listing.get(value.toLowerCase()) ?? anything;
    for (let word = 0; word < set.length; word++) set[word] = (set[word] as number) & (skilled[word] as number);
  }
}

function skill(roster: Roster, pool: Pool, need: Need): Skill {
  const before = pool.skills.get(need);
  if (before) return before;
  const lists = Array.from(pool.members, (position) => listed[need](roster.reps[position] as RepState));
  const anything = new Uint32Array((lists.length + 31) >>> 5);
  for (const [member, list] of lists.entries()) if (list.length === 0) add(anything, member);
  const listing = new Map<string, Uint32Array>();
  for (const [member, list] of lists.entries()) {
    for (const value of list) {
      const key = value.toLowerCase();
      const set = listing.get(key) ?? Uint32Array.from(anything);
      listing.set(key, set);
      add(set, member);
    }
  }
  const made = { listing, anything };
  pool.skills.set(need, made);
  return made;
}

const add = (set: Uint32Array, member: number): void => {
  set[member >>> 5] = (set[member >>> 5] as number) | (1 << (member & 31));
};

/** Whether the member is in the set. */
export const has = (set: Uint32Array, member: number): boolean =>
  (((set[member >>> 5] as number) >>> (member & 31)) & 1) === 1;

/** Takes the rep at this position out of the set, if they are a member. */
export function drop(set: Uint32Array, pool: Pool, position: number | undefined): void {
  const member = memberOf(pool, position);
  if (member !== undefined) set[member >>> 5] = (set[member >>> 5] as number) & ~(1 << (member & 31));
}

/** The number in the pool of the rep at this position of the roster, by bisection; undefined when they are no member. */
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
