import { attributesOf } from "./attributes.ts";
import { compilerOf, decidedSlots, holds } from "./compiled-condition.ts";
import type { AttributeValue } from "./condition.ts";
import type { Lead, Score } from "./lead.ts";
import { madeOnce } from "./made-once.ts";
import type { Policy } from "./policy.ts";
import { Reading } from "./reading.ts";

type Reasons = Score["dimensions"][number]["reasons"];

/** The policy's dimensions with weights counted in, lines compiled, and bands from the highest step down. */
const dimensionsOf = madeOnce((policy: Policy) =>
  policy.score.map(({ dimension, max, weight, points, bands }) => ({
    dimension,
    max: max * weight,
    lines: points.map(({ when, because, give }) => ({
      condition: compilerOf(policy)(when),
      reason: { because, points: give * weight },
    })),
    of: bands?.of,
    steps: (bands?.steps ?? [])
      .toSorted((a, b) => b.from - a.from)
      .map(({ from, because, give }) => ({ from, reason: { because, points: give * weight } })),
  })),
);

/**
 * Points over the policy's dimensions. Within a dimension every matching line and the band that the lead is in give
 * their points; the sum is held between 0 and the dimension's cap, and counts by its weight. Each point carries its
 * reason.
 */
function score(reading: Reading, policy: Policy): Score {
  const dimensions = dimensionsOf(policy).map(({ dimension, max, lines, of, steps }) => {
    const reasons: Reasons = [];
    for (const { condition, reason } of lines) if (holds(condition, reading)) reasons.push({ ...reason });
    const value = of && reading.attributes[of];
    const band = typeof value === "number" ? steps.find(({ from }) => from <= value) : undefined;
    if (band) reasons.push({ ...band.reason });
    const sum = reasons.reduce((total, { points = 0 }) => total + points, 0);
    return { dimension, max, points: Math.min(max, Math.max(0, sum)), reasons };
  });
  return {
    total: dimensions.reduce((total, dimension) => total + dimension.points, 0),
    max: dimensions.reduce((total, dimension) => total + dimension.max, 0),
    dimensions,
  };
}

const prioritiesOf = madeOnce((policy: Policy) =>
  policy.priority.map(({ when, priority: level, because }) => ({
    condition: compilerOf(policy)(when),
    level,
    because,
  })),
);

/** Hot, warm or cold: the first priority line that matches, cold when none does. */
function prioritise(reading: Reading, policy: Policy): NonNullable<Lead["priority"]> {
  const line = prioritiesOf(policy).find(({ condition }) => holds(condition, reading));
  return line ? { level: line.level, reasons: [{ because: line.because }] } : { level: "cold", reasons: [] };
}

const lanesOf = madeOnce((policy: Policy) =>
  policy.lanes.map((lane) => ({ condition: compilerOf(policy)(lane.when), lane })),
);

/** The first lane that matches. The policy check holds that the last one matches everything. */
function pickLane(reading: Reading, policy: Policy): Policy["lanes"][number] {
  const lanes = lanesOf(policy);
  const { lane } = lanes.find(({ condition }) => holds(condition, reading)) ?? lanes.at(-1) ?? {};
  if (!lane) throw new Error("a policy has at least one lane");
  return lane;
}

export interface Assessment {
  score: Score;
  priority: NonNullable<Lead["priority"]>;
  lane: NonNullable<Lead["lane"]>;
  action: Policy["lanes"][number]["action"];
}

/** Score, then priority (which may ask for the score), then lane (which may ask for both), at `at` (ISO 8601). */
export function assess(lead: Lead, policy: Policy, at: string): Assessment {
  const slots = decidedSlots(policy);
  const known: Record<string, AttributeValue> = attributesOf(lead, policy, at);
  const reading = new Reading(known);
  const points = score(reading, policy);
  known.score = points.total;
  reading.forget(slots.score);
  const priority = prioritise(reading, policy);
  known.priority = priority.level;
  reading.forget(slots.priority);
  const { lane, because, action } = pickLane(reading, policy);
  return { score: points, priority, lane: { lane, because }, action };
}
