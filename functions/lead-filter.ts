import { type LeadStatus, leadStatuses } from "../routing/lead/lead.ts";
import { isFinal } from "../routing/lead/lifecycle.ts";
import { Unusable } from "./asking-person.ts";

/** Which leads an address asks for, by `status`, `holder`, `pool`, `unresolved`, `since` and `until`. @throws Unusable */
export const leadFilterIn = ({
  status,
  holder,
  pool,
  unresolved,
  since,
  until,
}: Readonly<Record<string, string | undefined>>) => ({
  statuses: statusesIn(status),
  holder,
  pool,
  unresolved: isUnresolvedIn(unresolved),
  since: timeIn("since", since),
  until: timeIn("until", until),
});

/** Statuses with commas between them; all that are not over without any. */
function statusesIn(text: string | undefined): readonly LeadStatus[] {
  if (text === undefined) return leadStatuses.filter((status) => !isFinal(status));
  const wanted = text.split(",");
  const unknown = wanted.find((name) => !leadStatuses.some((status) => status === name));
  if (unknown !== undefined) throw new Unusable(`status: there is none of the name ${JSON.stringify(unknown)}`);
  return leadStatuses.filter((status) => wanted.includes(status));
}

function isUnresolvedIn(text: string | undefined): boolean {
  if (text !== undefined && text !== "true") throw new Unusable("unresolved: expected true, or nothing");
  return text === "true";
}

function timeIn(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Unusable(`${name}: expected a time such as 2026-11-02T15:00:00Z`);
  return new Date(text).toISOString();
}
