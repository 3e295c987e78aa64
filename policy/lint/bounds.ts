import type { Test } from "../../routing/conditions/condition.ts";
import { conditionFacts, isNumber } from "../../routing/facts.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Finding } from "./finding.ts";
import { conditionPlaces, testPlaces } from "./places.ts";

/** The most points that a lead can have: of each dimension what its lines give together, up to its cap. */
const mostPoints = ({ score }: Pick<Policy, "score">): number =>
  score.reduce((total, { max, weight, points, behaviour, bands }) => {
    const lines = points.reduce((sum, { give }) => sum + Math.max(0, give), 0);
    const band = Math.max(0, ...(bands?.steps ?? []).map(({ give }) => give));
    const did = behaviour.reduce((sum, { give, at_most }) => sum + Math.max(0, give * at_most), 0);
    return total + Math.min(max, lines + did + band) * weight;
  }, 0);

/** The least and the greatest that a number of leads can be; undefined for what is no number, or of which nobody knows. */
function rangeOf(attribute: string, policy: Policy): readonly [number, number] | undefined {
  if (attribute === "score") return [0, mostPoints(policy)];
  if (hours.has(attribute)) return [0, 23];
  const fact = [...conditionFacts, ...ownFacts(policy.attributes)].find(({ name }) => name === attribute)?.fact;
  return fact && isNumber(fact) && "most" in fact ? [("least" in fact && fact.least) || 0, fact.most] : undefined;
}
const hours: ReadonlySet<string> = new Set(["local_hour", "office_hour"]);

/**
 * Findings for numbers that are out of reach: more points than there are, an hour that no clock shows, an own number out of its
 * range; in conditions and as the beginning of a band.
 */
export function outOfReach(policy: Policy): Finding[] {
  const near = 1e-6;
  const bands = policy.score.flatMap(({ bands }, n) => {
    const [low, high] = (bands && rangeOf(bands.of, policy)) ?? [];
    return (bands?.steps ?? []).flatMap(({ from }, m): Finding[] =>
      high === undefined || from <= high
        ? []
        : [
            {
              check: "out-of-reach",
              path: ["score", n, "bands", "steps", m, "from"],
              about: [bands?.of ?? ""],
              says: `is never reached: ${bands?.of} is from ${low} to ${high}`,
            },
          ],
    );
  });
  const tests = conditionPlaces(policy).flatMap(({ path, when }) =>
    testPlaces(path, when).flatMap(({ path: at, attribute, test }): Finding[] => {
      const [low, high] = rangeOf(attribute, policy) ?? [];
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
  return [...bands, ...tests];
}

/** Findings for events that are counted twice, and for those that can never count since the dimension's points are used up. */
export function behaviourFindings({ score }: Policy): Finding[] {
  const first = new Map<string, string>();
  return score.flatMap(({ dimension, max, behaviour }, n) =>
    behaviour.flatMap(({ event, give, at_most }, m): Finding[] => {
      const path = ["score", n, "behaviour", m];
      const above = first.get(event);
      first.set(event, above ?? dimension);
      const counted = give > 0 ? Math.ceil(max / give) : at_most;
      return [
        ...(above !== undefined
          ? [
              {
                check: "behaviour" as const,
                path: [...path, "event"],
                about: [event],
                says: `each ${event} is counted twice: ${above} counts it as well`,
              },
            ]
          : []),
        ...(give === 0 || max === 0
          ? [
              {
                check: "behaviour" as const,
                path: [...path, "give"],
                about: [event],
                says: `${event} never gives a point`,
              },
            ]
          : at_most > counted
            ? [
                {
                  check: "behaviour" as const,
                  path: [...path, "at_most"],
                  about: [event],
                  says: `of ${event} the latest ${counted} give all of the dimension's ${max} points while they are fresh; at_most is ${at_most}`,
                },
              ]
            : []),
      ];
    }),
  );
}

interface End {
  than: number;
  open: boolean;
}

const leastOf = (test: Test): End | undefined => endOf(test, "above", "at_least", 0);
const greatestOf = (test: Test): End | undefined => endOf(test, "below", "at_most", 1);

/** The lower or the upper end of what a test of a number allows. */
function endOf(test: Test, beyond: "above" | "below", until: "at_least" | "at_most", n: 0 | 1): End | undefined {
  if (typeof test === "number") return { than: test, open: false };
  if (typeof test !== "object" || Array.isArray(test)) return undefined;
  const { [beyond]: open, [until]: closed, between } = test;
  if (open !== undefined) return { than: open, open: true };
  const than = closed ?? between?.[n];
  return than === undefined ? undefined : { than, open: false };
}

/** Findings for limits of a pool that are never reached, since a longer time allows no more. */
export const neverReached = ({ pools }: Policy): Finding[] =>
  Object.entries(pools).flatMap(([id, { per_rep = {} }]) =>
    lengths.flatMap((kind, n): Finding[] => {
      const most = per_rep[kind];
      const longer = lengths.slice(n + 1).find((other) => (per_rep[other] ?? Number.POSITIVE_INFINITY) <= (most ?? 0));
      if (most === undefined || longer === undefined) return [];
      const says = `is never reached: a rep gets ${per_rep[longer]} in a ${longer} at most`;
      return [{ check: "limit", path: ["pools", id, "per_rep", kind], about: [id, kind, longer], says }];
    }),
  );
const lengths = ["hour", "day", "week", "month"] as const;

/** A finding for further rounds in which nobody can be asked, since who lets a lead lapse is paused at once. */
export const emptyRounds = ({ after_attempts, pause_after }: Policy): Finding[] =>
  after_attempts?.again === undefined || pause_after !== 1
    ? []
    : [
        {
          check: "limit",
          path: ["after_attempts", "again"],
          about: ["again"],
          says: "asks nobody who let the lead lapse, since pause_after pauses them at once; only who was not asked yet is",
        },
      ];
