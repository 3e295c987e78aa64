import type { Rep } from "../../routing/reps/rep.ts";

/**
 * The reps of a roster's file as they follow those before: time off, which people enter themselves, stays where the file says nothing of
 * it; its `none`, an empty list, ends it. What the file says instead is all that they have.
 */
export function withTimeOffOf(before: readonly Rep[], reps: readonly Rep[]): Rep[] {
  const known = new Map(before.map(({ id, timeOff }) => [id, timeOff]));
  return reps.map(({ timeOff: said, ...rep }) => {
    const timeOff = said ?? known.get(rep.id) ?? [];
    return timeOff.length === 0 ? rep : { ...rep, timeOff };
  });
}
