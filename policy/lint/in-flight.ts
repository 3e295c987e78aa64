import type { Policy } from "../../routing/policy/policy.ts";
import { mostInFlight } from "../../routing/reps/capacity.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Finding } from "./finding.ts";

/**
 * Findings for a limit of what is in flight: lanes whose leads count nothing in it and, with a roster, leads that alone take
 * longer to close than any rep may have in flight.
 */
export function inFlightFindings(policy: Policy, reps: readonly Rep[] | undefined): Finding[] {
  if (policy.in_flight === undefined) return [];
  const routed = policy.lanes.filter(({ action }) => action === "route").map(({ lane }) => lane);
  const most = reps
    ?.filter(({ role, active }) => role === "rep" && active)
    .reduce((longest, rep) => Math.max(longest, mostInFlight(rep, policy)), 0);
  return [
    ...routed
      .filter((lane) => policy.effort[lane]?.close === undefined)
      .map(
        (lane): Finding => ({
          check: "in-flight",
          path: ["in_flight"],
          about: [lane],
          says: `effort does not say how long leads of the lane "${lane}" take to close, so none of them counts as in flight`,
        }),
      ),
    ...Object.entries(policy.effort).flatMap(([lane, { close, bands }]) =>
      [
        { close, path: ["effort", lane, "close"] },
        ...bands.map((band, n) => ({ close: band.close, path: ["effort", lane, "bands", n, "close"] })),
      ].flatMap(({ close, path }): Finding[] =>
        close === undefined || most === undefined || close <= most
          ? []
          : [
              {
                check: "in-flight",
                path,
                about: [lane],
                says: "such a lead takes longer to close than any rep may have in flight, so only who has nothing in flight gets it, and nothing beside it",
              },
            ],
      ),
    ),
  ];
}
