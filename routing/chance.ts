import type { Chance, Policy } from "./policy/policy.ts";

/** The chance of a win that a lead with so many points has by the policy's table, 0 to 1; undefined where it has none. */
export function chanceOf({ chance }: Pick<Policy, "chance">, points: number): number | undefined {
  return chance && chanceBetween(chance.steps, points);
}

/** In a straight line from step to step; before the first and after the last as there. `steps` rise by points. */
function chanceBetween(steps: Chance["steps"], points: number): number {
  const above = steps.findIndex((step) => step.points >= points);
  const [after, before] = [steps[above], steps[above - 1]];
  if (!after) return steps.at(-1)?.chance ?? 0;
  if (!before) return after.chance;
  const part = (points - before.points) / (after.points - before.points);
  return before.chance + part * (after.chance - before.chance);
}
