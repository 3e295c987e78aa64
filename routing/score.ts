import { attributesOf } from "./attributes.ts";
import { AttributeReader } from "./conditions/attribute-reader.ts";
import type { AttributeValue } from "./conditions/condition.ts";
import type { ConditionProgram } from "./conditions/condition-program.ts";
import { memoize } from "./conditions/memoize.ts";
import type { Lead, Score } from "./lead/lead.ts";
import type { Policy } from "./policy/policy.ts";
import { conditionsOf } from "./policy/policy-conditions.ts";

type Reasons = Score["dimensions"][number]["reasons"];

/** The policy's dimensions, with weights multiplied into points and caps, and bands in descending order. */
const dimensionsOf = memoize((policy: Policy) =>
  policy.score.map(({ dimension, max, weight, points, bands }, place) => ({
    dimension,
    max: max * weight,
    lines: conditionsOf(policy).points[place] as ConditionProgram,
    given: points.map(({ because, give }) => ({ because, points: give * weight })),
    of: bands?.of,
    steps: (bands?.steps ?? [])
      .toSorted((a, b) => b.from - a.from)
      .map(({ from, because, give }) => ({ from, reason: { because, points: give * weight } })),
  })),
);

/**
 * Scores a lead over the policy's dimensions. A dimension's points are those of all matching lines and of the lead's band,
 * multiplied by the weight: what is above 0 up to the cap, less what is below 0, which may take from other dimensions. The
 * whole score is 0 at least. All points are returned with their reason.
 */
function score(reading: AttributeReader, policy: Policy): Score {
  const dimensions = dimensionsOf(policy).map(({ dimension, max, lines, given, of, steps }) => {
    const reasons: Reasons = [];
    for (const [place, reason] of given.entries()) if (lines.holds(place, reading)) reasons.push({ ...reason });
    const value = of && reading.attributes[of];
    const band = typeof value === "number" ? steps.find(({ from }) => from <= value) : undefined;
    if (band) reasons.push({ ...band.reason });
    const added = reasons.reduce((total, { points = 0 }) => total + Math.max(0, points), 0);
    const taken = reasons.reduce((total, { points = 0 }) => total + Math.min(0, points), 0);
    return { dimension, max, points: Math.min(max, added) + taken, reasons };
  });
  return {
    total: Math.max(
      0,
      dimensions.reduce((total, dimension) => total + dimension.points, 0),
    ),
    max: dimensions.reduce((total, dimension) => total + dimension.max, 0),
    dimensions,
  };
}

/** The priority of the first line that matches; cold if none does. */
function prioritise(reading: AttributeReader, policy: Policy): NonNullable<Lead["priority"]> {
  const line = policy.priority[conditionsOf(policy).priorities.first(reading)];
  return line ? { level: line.priority, reasons: [{ because: line.because }] } : { level: "cold", reasons: [] };
}

/** The first lane that matches. The policy check ensures that the last one matches everything. */
function pickLane(reading: AttributeReader, policy: Policy): Policy["lanes"][number] {
  const lane = policy.lanes.at(conditionsOf(policy).lanes.first(reading));
  if (!lane) throw new Error("a policy has at least one lane");
  return lane;
}

export interface Assessment {
  score: Score;
  priority: NonNullable<Lead["priority"]>;
  lane: NonNullable<Lead["lane"]>;
  action: Policy["lanes"][number]["action"];
}

/**
 * Computes the score at `at` (ISO 8601), then the priority, whose conditions can test the score, then the lane, whose
 * conditions can test both.
 */
export function assess(lead: Lead, policy: Policy, at: string): Assessment {
  const { decided } = conditionsOf(policy);
  const known: Record<string, AttributeValue> = attributesOf(lead, policy, at);
  const reading = new AttributeReader(known);
  const points = score(reading, policy);
  known.score = points.total;
  reading.forget(decided.score);
  const priority = prioritise(reading, policy);
  known.priority = priority.level;
  reading.forget(decided.priority);
  const { lane, because, action } = pickLane(reading, policy);
  return { score: points, priority, lane: { lane, because }, action };
}
