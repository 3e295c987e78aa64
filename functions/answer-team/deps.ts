import type { AuditLog } from "../../adapters/audit/audit-log.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { TraceStore } from "../../adapters/leads/trace-store.ts";
import type { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RowStore } from "../../adapters/reports/row-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";

/** What an answer may need of the outside world. */
export interface Deps {
  people: Pick<RosterPeople, "get" | "names">;
  reps: Pick<RepStore, "all">;
  leads: Pick<LeadStore, "get" | "glance">;
  traces: Pick<TraceStore, "of">;
  ledgers: LedgerStore;
  policies: Pick<PolicyStore, "active">;
  rows: Pick<RowStore, "between">;
  audit: Pick<AuditLog, "page">;
  /** ISO 8601. */
  now: () => string;
}
