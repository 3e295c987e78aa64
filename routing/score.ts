import { attributesOf } from "./attributes.ts";
import { type Attributes, evaluate } from "./condition.ts";
import type { Lead, Score, Words } from "./lead.ts";
import type { Policy } from "./policy.ts";

/**
 * Points over the policy's dimensions. Within a dimension every matching line and the band that the lead is in give
 * their points; the sum is held between 0 and the dimension's cap, and counts by its weight. Each point carries its
 * reason.
 */
function score(attributes: Attributes, policy: Policy): Score {
  const dimensions = policy.score.map((part) => {
    const { dimension, max, weight } = part;
    const lines = part.points.filter((line) => evaluate(line.when, attributes).holds);
    const band = bandOf(part, attributes);
    const reasons = [...lines, ...(band ? [band] : [])].map(({ because, give }) => ({
      because,
      points: give * weight,
    }));
    const sum = reasons.reduce((total, reason) => total + reason.points, 0);
    return { dimension, max: max * weight, points: Math.min(max * weight, Math.max(0, sum)), reasons };
  });
  return {
    total: dimensions.reduce((total, dimension) => total + dimension.points, 0),
    max: dimensions.reduce((total, dimension) => total + dimension.max, 0),
    dimensions,
  };
}

type Dimension = Policy["score"][number];

function bandOf({ bands }: Dimension, attributes: Attributes): { give: number; because: Words } | undefined {
  const value = bands && attributes[bands.of];
  if (typeof value !== "number") return undefined;
  return bands?.steps.filter(({ from }) => from <= value).toSorted((a, b) => b.from - a.from)[0];
}

/** Hot, warm or cold: the first priority line that matches, cold when none does. */
function prioritise(attributes: Attributes, policy: Policy): NonNullable<Lead["priority"]> {
  const line = policy.priority.find(({ when }) => evaluate(when, attributes).holds);
  return line ? { level: line.priority, reasons: [{ because: line.because }] } : { level: "cold", reasons: [] };
}

/** The first lane that matches. The policy check holds that the last one matches everything. */
function pickLane(attributes: Attributes, policy: Policy): Policy["lanes"][number] {
  const lane = policy.lanes.find(({ when }) => evaluate(when, attributes).holds) ?? policy.lanes.at(-1);
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
  const points = score(attributesOf(lead, policy, at), policy);
  const priority = prioritise(attributesOf({ ...lead, score: points }, policy, at), policy);
  const lane = pickLane(attributesOf({ ...lead, score: points, priority }, policy, at), policy);
  return { score: points, priority, lane: { lane: lane.lane, because: lane.because }, action: lane.action };
}
