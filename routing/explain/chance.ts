import type { Condition } from "../conditions/condition.ts";
import type { Score, Words } from "../lead/lead.ts";
import type { Chance } from "../policy/assessing.ts";
import type { Policy } from "../policy/policy.ts";

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

/** A line of the score that speaks for a win, or, with points below 0, against it. */
interface Speaking {
  because: Words;
  points: number;
  /** The line does not hold, and the points are those that the lead lacks of it. */
  lacks?: true;
}

/** The chance of a win beside a lead's points, with what speaks most for it and against it. */
export interface Outlook {
  chance: number;
  /** The lines that gave most. */
  forIt: Speaking[];
  /** Lines that took points, and the best ones that other leads get for the same facts, with the points that this one lacks of them. */
  againstIt: Speaking[];
}

const most = 3;

/** The outlook of a lead with this score, which this policy gave it; undefined where the policy has no table of chances. */
export function outlookOf(score: Score | undefined, policy: Policy): Outlook | undefined {
  const chance = score && chanceOf(policy, score.total);
  if (score === undefined || chance === undefined) return undefined;
  const reasons = score.dimensions.flatMap((dimension) => dimension.reasons);
  const given = reasons.map(({ because, points = 0 }) => ({ because, points }));
  const bySize = (a: Speaking, b: Speaking) => Math.abs(b.points) - Math.abs(a.points);
  const took = given.filter(({ points }) => points < 0);
  return {
    chance,
    forIt: given
      .filter(({ points }) => points > 0)
      .sort(bySize)
      .slice(0, most),
    againstIt: [...took, ...lacking(score, policy)].sort(bySize).slice(0, most),
  };
}

/** Of the lines that ask for the same facts, the best one, where it is not among those that hold: by how much less they gave. */
function lacking({ dimensions }: Score, policy: Policy): Speaking[] {
  return policy.score.flatMap(({ dimension, points, weight }) => {
    // By its place, since two lines may have the same words.
    const held = new Set(
      dimensions.find((one) => one.dimension === dimension)?.reasons.flatMap(({ line }) => line ?? []),
    );
    const groups = Map.groupBy(points.entries(), ([, { when }]) => [...new Set(factsIn(when))].sort().join(" "));
    return [...groups.values()].flatMap((lines) => {
      const got = lines.reduce((sum, [place, { give }]) => sum + (held.has(place) ? give : 0), 0);
      const [, best] = lines.reduce((top, line) => (line[1].give > top[1].give ? line : top));
      return best.give > got
        ? [{ because: best.because, points: (got - best.give) * weight, lacks: true as const }]
        : [];
    });
  });
}

/** The attributes that a condition asks of. */
export const factsIn = (condition: Condition): string[] =>
  Object.entries(condition).flatMap(([key, test]) => {
    if (key === "any" || key === "all") return (test as Condition[]).flatMap(factsIn);
    if (key === "not") return factsIn(test as Condition);
    return [key];
  });
