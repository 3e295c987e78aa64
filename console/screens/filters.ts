import { type LeadStatus, leadStatuses } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";

/** Groups of statuses, each a filter. */
export const groups = {
  open: leadStatuses.filter((status) => !isFinal(status)),
  waiting: ["new", "qualified", "ready", "waiting"],
  offered: ["offered"],
  escalated: ["escalated"],
  owned: ["accepted", "introduced", "contacted"],
  /** Of these only those whose outcome nobody asks for any more. */
  unresolved: ["introduced", "contacted"],
  over: leadStatuses.filter(isFinal),
  all: leadStatuses,
} as const satisfies Record<string, readonly LeadStatus[]>;
export type Group = keyof typeof groups;

export const spans = ["all", "7d", "30d", "90d"] as const;
export type Span = (typeof spans)[number];

/** Which leads are listed, as the address says. */
export interface Filters {
  status: Group;
  since: Span;
  holder?: string | undefined;
  pool?: string | undefined;
}

const idOf = (text: string | null): string | undefined => (text && /^[\w.-]{1,80}$/.test(text) ? text : undefined);

/** The filters of an address; what is none of them is left out. */
export const filtersIn = (query: URLSearchParams): Filters => ({
  status: (Object.keys(groups) as Group[]).find((group) => group === query.get("status")) ?? "open",
  since: spans.find((span) => span === query.get("since")) ?? "all",
  holder: idOf(query.get("holder")),
  pool: idOf(query.get("pool")),
});

/** Filters as an address has them: those that are as without any are left out. */
export const queryOf = ({ status, since, holder, pool }: Filters): Record<string, string | undefined> => ({
  status: status === "open" ? undefined : status,
  since: since === "all" ? undefined : since,
  holder,
  pool,
});

/** The path of the API for these filters. @param now ms since 1970 */
export function apiPath({ status, since, holder, pool }: Filters, now: number, after?: string): string {
  const days = Number.parseInt(since, 10);
  // To the hour, so that the same list is the same question for a while.
  const hour = 3_600_000;
  const from = Number.isNaN(days)
    ? undefined
    : new Date(Math.floor(now / hour) * hour - days * 24 * hour).toISOString();
  const asked = Object.entries({
    ...{ status: groups[status].join(","), unresolved: status === "unresolved" ? "true" : undefined },
    ...{ since: from, holder, pool, after },
  });
  const kept = asked.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/leads?${new URLSearchParams(kept)}`;
}
