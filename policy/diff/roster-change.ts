import diff from "microdiff";
import { Rep } from "../../routing/reps/rep.ts";

export interface RosterChange {
  added: string[];
  changed: string[];
  /** Reps who are in the table but not in the roster: they keep their leads and receive no offers. */
  deactivated: string[];
}

/** The changes that an import of these reps would make. */
export function rosterChange(existing: readonly Rep[], reps: readonly Rep[]): RosterChange {
  const before = new Map(existing.map((rep) => [rep.id, Rep.parse(rep)]));
  const listed = new Set(reps.map(({ id }) => id));
  const differs = (rep: Rep): boolean => diff(before.get(rep.id) ?? {}, Rep.parse(rep)).length > 0;
  const ids = (some: readonly Rep[]): string[] => some.map(({ id }) => id);
  return {
    added: ids(reps.filter(({ id }) => !before.has(id))),
    changed: ids(reps.filter((rep) => before.has(rep.id) && differs(rep))),
    deactivated: ids(existing.filter(({ id, active }) => active && !listed.has(id))),
  };
}
