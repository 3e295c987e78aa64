import type { Rep } from "../../routing/reps/rep.ts";
import { type Document, list, record, valueIssue } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";
import { describeValue, suggest } from "./problem.ts";

/** Issues of the effort section: unknown lanes, and several bands from the same value. */
export function effortIssues(effort: Document, lanes: readonly string[]): Issue[] {
  return Object.entries(effort).flatMap(([lane, expected]) => {
    const froms = list(record(expected).bands).map((band) => record(band).from);
    return [
      ...(lanes.includes(lane)
        ? []
        : [
            {
              path: ["effort", lane],
              at: "key" as const,
              expected: `there is no lane ${describeValue(lane)}${suggest(lane, lanes)}`,
            },
          ]),
      ...froms.flatMap((from, n) =>
        typeof from === "number" && froms.indexOf(from) < n
          ? [valueIssue(["effort", lane, "bands", n, "from"], `there is another band from ${from} above`)]
          : [],
      ),
    ];
  });
}

/** Issues for a limit of what is in flight where the policy says of no lead how long it takes to close. */
export function inFlightIssues(inFlight: unknown, effort: Document): Issue[] {
  const said = Object.values(effort).flatMap((expected) => [expected, ...list(record(expected).bands)]);
  if (inFlight === undefined || said.some((one) => record(one).close !== undefined)) return [];
  return [
    valueIssue(["in_flight"], "expected `close` in effort as well: no lane says how long its leads take to close"),
  ];
}

/** Issues for efforts above every active rep's limit, so that nobody could ever take such a lead. */
export function excessiveEffortIssues(effort: Document, roster: readonly Rep[]): Issue[] {
  const limits = roster.filter(({ role, active }) => role === "rep" && active).map((rep) => rep.effort);
  const most = Math.max(0, ...limits.map((limit) => limit ?? Number.POSITIVE_INFINITY));
  if (limits.length === 0) return [];
  const points = Object.entries(effort).flatMap(([lane, expected]): [Path, unknown][] => [
    [["effort", lane, "points"], record(expected).points],
    ...list(record(expected).bands).map((band, n): [Path, unknown] => [
      ["effort", lane, "bands", n, "points"],
      record(band).points,
    ]),
  ]);
  return points.flatMap(([path, value]) =>
    typeof value === "number" && value > most
      ? [
          valueIssue(
            path,
            `expected at most ${most}, the most that a rep of the roster may have at one time, found ${value}`,
          ),
        ]
      : [],
  );
}
