import { closingOutcomes } from "./follow.ts";
import type { Lead, LeadStatus } from "./lead.ts";

/** How leads end, as far as that says how long they are kept: by their outcome, or without a rep. */
export const retainedEnds = [...closingOutcomes, "rejected", "nurtured"] as const;
export type RetainedEnd = (typeof retainedEnds)[number];

/** How long leads are kept after they ended, in minutes, by how they did; those without a time are kept until somebody erases them. */
export type Retention = Readonly<Partial<Record<RetainedEnd, number | undefined>>>;

/** How a lead ended; undefined for one that is open. */
function endOf({ status, closed }: Lead): RetainedEnd | undefined {
  if (status === "closed") return closed?.outcome;
  return status === "rejected" || status === "nurtured" ? status : undefined;
}

/** When a lead is to be erased, ISO 8601; undefined for one that is open, or kept. What happened last counts. */
export function expiresAt(lead: Lead, retention: Retention): string | undefined {
  const end = endOf(lead);
  const minutes = end && retention[end];
  if (minutes === undefined) return undefined;
  const last = [lead.timeline.at(-1)?.at, lead.closed?.at, lead.receivedAt].filter((at) => at !== undefined).sort();
  return later(last.at(-1) as string, minutes);
}

/** The statuses of which some leads are kept for a time. */
export const retainedStatuses = (retention: Retention): LeadStatus[] =>
  (["closed", "rejected", "nurtured"] as const).filter((status) => shortest(retention, status) !== undefined);

/** A lead of this status that was received after this time (ISO 8601) is kept still. */
export const earliestEnd = (retention: Retention, status: LeadStatus, now: string): string =>
  later(now, -(shortest(retention, status) ?? 0));

function shortest(retention: Retention, status: LeadStatus): number | undefined {
  const ends = status === "closed" ? closingOutcomes : retainedEnds.filter((end) => end === status);
  return ends
    .map((end) => retention[end])
    .filter((minutes) => minutes !== undefined)
    .sort((a, b) => a - b)[0];
}

const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();
