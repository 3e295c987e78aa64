import { attributesOf } from "./attributes.ts";
import { AttributeReader } from "./conditions/attribute-reader.ts";
import type { AttributeValue } from "./conditions/condition.ts";
import type { ConditionProgram } from "./conditions/condition-program.ts";
import { memoize } from "./conditions/memoize.ts";
import { counted, type LeadEvent } from "./lead/events.ts";
import type { Lead, Score } from "./lead/lead.ts";
import type { Behaviour } from "./policy/assessing.ts";
import type { Policy } from "./policy/policy.ts";
import { conditionsOf } from "./policy/policy-conditions.ts";

type Reasons = Score["dimensions"][number]["reasons"];

const because = ({ event, because = event.replaceAll("-", " ") }: Behaviour) => because;

/** The policy's dimensions, with weights multiplied into points and caps, and bands in descending order. */
const dimensionsOf = memoize((policy: Policy) =>
  policy.score.map(({ dimension, max, weight, points, behaviour, bands }, place) => ({
    dimension,
    max: max * weight,
    lines: conditionsOf(policy).points[place] as ConditionProgram,
    given: points.map(({ because, give }, line) => ({ because, points: give * weight, line })),
    did: behaviour.map((one) => ({
      because: because(one),
      points: one.give * weight,
      counting: { event: one.event, atMost: one.at_most, halfLife: one.half_life },
    })),
    of: bands?.of,
    steps: (bands?.steps ?? [])
      .toSorted((a, b) => b.from - a.from)
      .map(({ from, because, give }) => ({ from, reason: { because, points: give * weight } })),
  })),
);

/** Points without what binary fractions add to them: 2.1 and 0.1 are 2.2. */
export const exact = (points: number): number => Math.round(points * 1e6) / 1e6;

/** The points of so many tenths of an event. */
export const pointsOfTenths = (points: number, tenths: number): number => exact((points * tenths) / 10);

/**
 * Scores a lead over the policy's dimensions. A dimension's points are those of all matching lines, of what the person did
 * until `at` (ISO 8601) and of the lead's band, multiplied by the weight: what is above 0 up to the cap, less what is below 0, which may take from other dimensions. The
 * whole score is 0 at least. All points are returned with their reason.
 */
function score(reading: AttributeReader, policy: Policy, events: readonly LeadEvent[], at: string): Score {
  const dimensions = dimensionsOf(policy).map(({ dimension, max, lines, given, did, of, steps }) => {
    const reasons: Reasons = [];
    for (const [place, reason] of given.entries()) if (lines.holds(place, reading)) reasons.push({ ...reason });
    if (events.length > 0)
      for (const { counting, ...one } of did) {
        const each = counted(events, counting, at);
        if (each.length === 0) continue;
        const tenths = each.reduce((sum, event) => sum + event.tenths, 0);
        const parts = each.map((event) => ({ at: event.at, points: pointsOfTenths(one.points, event.tenths) }));
        reasons.push({ because: one.because, points: pointsOfTenths(one.points, tenths), events: parts });
      }
    const value = of && reading.attributes[of];
    const band = typeof value === "number" ? steps.find(({ from }) => from <= value) : undefined;
    if (band) reasons.push({ ...band.reason });
    const added = reasons.reduce((total, { points = 0 }) => total + Math.max(0, points), 0);
    const taken = reasons.reduce((total, { points = 0 }) => total + Math.min(0, points), 0);
    return { dimension, max, points: Math.min(max, added) + taken, reasons };
  });
  return {
    total: exact(
      Math.max(
        0,
        dimensions.reduce((total, dimension) => total + dimension.points, 0),
      ),
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
  const points = score(reading, policy, lead.facts.events ?? [], at);
  known.score = points.total;
  reading.forget(decided.score);
  const priority = prioritise(reading, policy);
  known.priority = priority.level;
  reading.forget(decided.priority);
  const { lane, because, action } = pickLane(reading, policy);
  return { score: points, priority, lane: { lane, because }, action };
}
