import type { Rep } from "../../routing/reps/rep.ts";
import { type Document, list, record, say } from "./any-document.ts";
import type { Complaint, Path } from "./complaint.ts";
import { found, suggest } from "./problem.ts";

/** What does not fit in the effort section: lanes that do not exist, two bands from the same value. */
export function effortComplaints(effort: Document, lanes: readonly string[]): Complaint[] {
  return Object.entries(effort).flatMap(([lane, expected]) => {
    const froms = list(record(expected).bands).map((band) => record(band).from);
    return [
      ...(lanes.includes(lane)
        ? []
        : [
            {
              path: ["effort", lane],
              at: "key" as const,
              expected: `there is no lane ${found(lane)}${suggest(lane, lanes)}`,
            },
          ]),
      ...froms.flatMap((from, n) =>
        typeof from === "number" && froms.indexOf(from) < n
          ? [say(["effort", lane, "bands", n, "from"], `there is another band from ${from} above`)]
          : [],
      ),
    ];
  });
}

/** Efforts that nobody of the roster could ever take, since everybody's limit is below them. */
export function tooMuchEffort(effort: Document, roster: readonly Rep[]): Complaint[] {
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
      ? [say(path, `expected at most ${most}, the most that a rep of the roster may have at one time, found ${value}`)]
      : [],
  );
}
