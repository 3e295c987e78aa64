import type { ActRows } from "../../adapters/api/act-rows.ts";
import type { AuditLog } from "../../adapters/audit/audit-log.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";

/** What a change may need of the outside world. */
export interface Deps {
  people: Pick<RosterPeople, "get" | "names">;
  reps: RepStore;
  policies: PolicyStore;
  audit: AuditLog;
  /** What requests were answered, in the table of the leads. */
  requests: ActRows;
  /** ISO 8601. */
  now: () => string;
}
