import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, notFound } from "../../adapters/api/problem.ts";
import type { AuditLog } from "../../adapters/audit/audit-log.ts";
import type { LeadList, ListedLead } from "../../adapters/leads/lead-list.ts";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { renderTable } from "../../policy/read/csv-file.ts";
import { type Act, acts } from "../../routing/acts/acts.ts";
import { type Asked, toPerson } from "../asking-person.ts";
import { leadFilterIn } from "../lead-filter.ts";

export interface Deps {
  people: Pick<RosterPeople, "get" | "names">;
  list: Pick<LeadList, "page">;
  audit: Pick<AuditLog, "keep">;
  /** ISO 8601. */
  now: () => string;
}

/** The most leads of a file: a function answers with 6 MB at most. */
const most = 5000;

/** What each route does. */
export const exporting: Readonly<Record<string, { act: Act }>> = { "POST /api/leads/export": { act: "export leads" } };

type Named = ListedLead & { holderNames: string };
const columns = (
  ["id", "receivedAt", "status", "outcome", "name", "company", "country", "priority", "lane", "source"] as const
).map((name) => ({
  name: name === "receivedAt" ? "received" : name,
  write: (lead: Named) => String(lead[name] ?? ""),
}));
const holding = [
  { name: "with", write: ({ holderNames }: Named) => holderNames },
  { name: "pool", write: ({ pool }: Named) => pool ?? "" },
  { name: "by", write: ({ by }: Named) => by ?? "" },
];

/**
 * The leads of a filter as CSV, which no spreadsheet takes for formulas, the latest first. Who took how many by which filter is in the
 * audit before they are told. `more`: there are more than a file has, the latest are in it.
 */
export const exportLeads = (
  asked: Asked,
  { people, list, audit, now }: Deps,
): Promise<APIGatewayProxyStructuredResultV2> =>
  toPerson(asked, { people, now }, async (person) => {
    if (acts["export leads"][person.role] !== "all") return notFound();
    const query = asked.queryStringParameters ?? {};
    const filter = leadFilterIn(query);
    const leads: ListedLead[] = [];
    let after: string | undefined;
    do {
      const page = await list.page(filter, { most: Math.min(1000, most - leads.length), after });
      leads.push(...page.leads);
      after = page.next;
    } while (after !== undefined && leads.length < most);
    const names = await people.names();
    const detail = `${leads.length} leads, ${new URLSearchParams(query as Record<string, string>).toString() || "all open"}`;
    await audit.keep({ at: now(), by: person.id, act: "export", detail: detail.slice(0, 500) });
    const rows = leads.map((lead) => ({ ...lead, holderNames: lead.holders.map((id) => names[id] ?? id).join("; ") }));
    return json(200, {
      csv: renderTable(rows, [...columns, ...holding]),
      count: leads.length,
      more: after !== undefined,
    });
  });
