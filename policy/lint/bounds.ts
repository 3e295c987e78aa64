import type { Test } from "../../routing/conditions/condition.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Finding } from "./finding.ts";
import { conditionPlaces, testPlaces } from "./places.ts";

/** The most points that a lead can have: of each dimension what its lines give together, up to its cap. */
const mostPoints = ({ score }: Pick<Policy, "score">): number =>
  score.reduce((total, { max, weight, points, bands }) => {
    const lines = points.reduce((sum, { give }) => sum + Math.max(0, give), 0);
    const band = Math.max(0, ...(bands?.steps ?? []).map(({ give }) => give));
    return total + Math.min(max, lines + band) * weight;
  }, 0);

/** Findings for tests of a number that is out of its reach: more points than there are, an own number out of its range. */
export function outOfReach(policy: Policy): Finding[] {
  const most = mostPoints(policy);
  const near = 1e-6;
  return conditionPlaces(policy).flatMap(({ path, when }) =>
    testPlaces(path, when).flatMap(({ path: at, attribute, test }): Finding[] => {
      const [low, high] = attribute === "score" ? [0, most] : (policy.attributes[attribute]?.range ?? []);
      const least = leastOf(test);
      const greatest = greatestOf(test);
      if (low === undefined || high === undefined) return [];
      const over = least !== undefined && (least.open ? least.than >= high : least.than > high + near);
      const under = greatest !== undefined && (greatest.open ? greatest.than <= low : greatest.than < low);
      if (!over && !under) return [];
      const what =
        attribute === "score" ? `a lead has ${high} points at most` : `${attribute} is from ${low} to ${high}`;
      return [{ check: "out-of-reach", path: at, about: [attribute], says: `never holds: ${what}` }];
    }),
  );
}

interface End {
  than: number;
  open: boolean;
}

function leastOf(test: Test): End | undefined {
  if (typeof test === "number") return { than: test, open: false };
  if (typeof test !== "object" || Array.isArray(test)) return undefined;
  if (test.above !== undefined) return { than: test.above, open: true };
  const than = test.at_least ?? test.between?.[0];
  return than === undefined ? undefined : { than, open: false };
}

function greatestOf(test: Test): End | undefined {
  if (typeof test === "number") return { than: test, open: false };
  if (typeof test !== "object" || Array.isArray(test)) return undefined;
  if (test.below !== undefined) return { than: test.below, open: true };
  const than = test.at_most ?? test.between?.[1];
  return than === undefined ? undefined : { than, open: false };
}
