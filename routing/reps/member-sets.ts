import { fold } from "../conditions/fold.ts";
import type { Lead } from "../lead/lead.ts";
import { asksFor, type Need, needs } from "../policy/needs.ts";
import type { Policy } from "../policy/policy.ts";
import type { RepState } from "./rep.ts";
import { memberOf, type Pool, type Roster, type Skill } from "./roster.ts";

/** A bit set of all members of the pool: bit n is the member at position n of the pool. */
export function allMembers({ members }: Pool): Uint32Array {
  const set = new Uint32Array((members.length + 31) >>> 5).fill(0xffffffff);
  const rest = members.length & 31;
  if (rest > 0) set[set.length - 1] = 2 ** rest - 1;
  return set;
}

/** How a pool reads its reps' lists: see the policy's pools. */
type Reading = Pick<Policy["pools"][string], "several" | "unlisted">;

/**
 * Removes from `set` the members who lack what the lead needs, in place. A rep who lists nothing for a need meets it, or
 * nothing that is asked for, as the pool says; of several values all are needed, or any.
 */
export function removeUnskilled(
  set: Uint32Array,
  roster: Roster,
  pool: Pool,
  need: Need,
  { facts }: Lead,
  { several, unlisted }: Reading,
): void {
  const asked = asksFor(need, facts).filter(Boolean);
  if (asked.length === 0) return;
  const { listing, anything } = skill(roster, pool, need);
  const sets = asked.map((value) => listing.get(fold(value)) ?? anything);
  for (let word = 0; word < set.length; word++) {
    const skilled =
      several === "any"
        ? sets.reduce((union, one) => union | (one[word] as number), 0)
        : sets.reduce((both, one) => both & (one[word] as number), -1);
    const able = unlisted === "nothing" ? skilled & ~(anything[word] as number) : skilled;
    set[word] = (set[word] as number) & able;
  }
}

function skill(roster: Roster, pool: Pool, need: Need): Skill {
  const before = pool.skills.get(need);
  if (before) return before;
  const { list: field } = needs[need];
  const lists = Array.from(pool.members, (position) => (roster.reps[position] as RepState)[field]);
  const anything = new Uint32Array((lists.length + 31) >>> 5);
  for (const [member, list] of lists.entries()) if (list.length === 0) add(anything, member);
  const listing = new Map<string, Uint32Array>();
  for (const [member, list] of lists.entries()) {
    for (const value of list) {
      const key = fold(value);
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

/** Whether the set contains the member at this position of the pool. */
export const hasMember = (set: Uint32Array, member: number): boolean =>
  (((set[member >>> 5] as number) >>> (member & 31)) & 1) === 1;

/**
 * Removes a rep from the set, in place; `position` is the rep's in the roster. Reps who are not members are ignored.
 */
export function removeRep(set: Uint32Array, pool: Pool, position: number | undefined): void {
  const member = memberOf(pool, position);
  if (member !== undefined) set[member >>> 5] = (set[member >>> 5] as number) & ~(1 << (member & 31));
}
