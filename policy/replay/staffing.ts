import type { RepState } from "../../routing/reps/rep.ts";

/** Who of a roster is not there, and of whom there is one more, for as long as the replay lasts. */
export interface Staffing {
  /** Ids of reps who get nothing. */
  away: readonly string[];
  /** Ids of reps of whom a copy is added, with the same pools, skills, hours and limits. */
  added: readonly string[];
}

/** The reps as a replay begins: nobody has leads, is paused or busy; what is learnt of them stays. */
export const asNobodyHasLeads = (reps: readonly RepState[]): RepState[] =>
  reps.map(
    ({
      openEffort: _,
      inFlight: __,
      given: ___,
      recent: _8,
      paused: ____,
      lapses: _5,
      gaveBack: _6,
      busy: _7,
      ...rep
    }) => ({
      ...rep,
      openLeads: 0,
    }),
  );

/** The id of the copy of a rep. */
const copyId = (id: string, n: number): string => `${id}-new${n === 0 ? "" : n + 1}`;

/** Of whom an id is the copy, and which of several; undefined for somebody of the roster. */
export function copyOf(id: string): { of: string; n: string } | undefined {
  const [, of, n = ""] = /^(.+)-new(\d*)$/.exec(id) ?? [];
  return of === undefined ? undefined : { of, n };
}

/** A roster with people away and people added. Somebody who is named twice is added twice. */
export function staffed(reps: readonly RepState[], { away, added }: Staffing): RepState[] {
  const byId = new Map(reps.map((rep) => [rep.id, rep]));
  const copies = added.flatMap((id, n) => {
    const like = byId.get(id);
    const before = added.slice(0, n).filter((other) => other === id).length;
    if (!like) return [];
    // What a rep won and lost is their own; a newcomer begins without.
    return [{ ...like, id: copyId(id, before), openLeads: 0, won: 0, lost: 0, closings: undefined } as RepState];
  });
  return [...reps.map((rep) => (away.includes(rep.id) ? { ...rep, active: false } : rep)), ...copies];
}
