import type { Lead } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import { type ClosingsByKind, noClosings } from "./closings.ts";
import { assumedResults } from "./win-rate.ts";

/** The effort of a lead in points, by the policy for its lane and value; 1 if the policy says nothing. */
export function pointsOf({ lane, facts }: Pick<Lead, "lane" | "facts">, policy: Pick<Policy, "effort">): number {
  return expectedEffort({ lane, facts }, policy)?.points ?? 1;
}

/** The expected effort of a lead: that of the highest band that its value reaches, or of its lane. */
export function expectedEffort(
  { lane, facts }: Pick<Lead, "lane" | "facts">,
  { effort }: Pick<Policy, "effort">,
): { points: number; close?: number | undefined } | undefined {
  return bandOf({ lane, facts }, { effort }) ?? (lane && effort[lane.lane]);
}

/** The highest band of its lane's effort that the lead's value reaches. */
function bandOf(
  { lane, facts: { value } }: Pick<Lead, "lane" | "facts">,
  { effort }: Pick<Policy, "effort">,
): Policy["effort"][string]["bands"][number] | undefined {
  const bands = (lane && effort[lane.lane]?.bands) ?? [];
  const reached = bands.filter(({ from }) => value !== undefined && value >= from);
  return reached.sort((a, b) => b.from - a.from)[0];
}

/**
 * How many minutes a lead is expected to take until it is closed: what the policy says of its kind, as the mean of ten
 * leads, together with those of the kind that were closed. Undefined where the policy says nothing. Clock time.
 */
export function timeToClose(
  lead: Pick<Lead, "lane" | "facts">,
  policy: Pick<Policy, "effort">,
  closings: ClosingsByKind,
): number | undefined {
  const close = expectedEffort(lead, policy)?.close;
  const { won, lost, minutes } = closings.get(kindOf(lead, policy) ?? "") ?? noClosings;
  return close === undefined
    ? undefined
    : Math.round((assumedResults * close + minutes) / (assumedResults + won + lost));
}

/** The kind of a lead, by which the time to close is learnt: its lane, with the band of its value where the lane has such. */
export function kindOf(lead: Pick<Lead, "lane" | "facts">, policy: Pick<Policy, "effort">): string | undefined {
  const band = bandOf(lead, policy);
  return lead.lane && band ? nameOf(lead.lane.lane, band) : lead.lane?.lane;
}

const nameOf = (lane: string, { from }: { from: number }): string => `${lane} from ${from}`;

/** How long leads of each kind are expected to take until they are closed, in minutes, where the policy says so. */
export const expectedTimes = ({ effort }: Pick<Policy, "effort">): Map<string, number> =>
  new Map(
    Object.entries(effort).flatMap(([lane, { close, bands }]): [string, number][] => [
      ...(close === undefined ? [] : [[lane, close] as [string, number]]),
      ...bands.flatMap((band): [string, number][] =>
        band.close === undefined ? [] : [[nameOf(lane, band), band.close]],
      ),
    ]),
  );
