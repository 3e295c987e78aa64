import type { AuditLog } from "../../adapters/audit/audit-log.ts";
import type { HandsOnDeps } from "../../adapters/claims/hands-on.ts";
import type { LeadList } from "../../adapters/leads/lead-list.ts";
import type { PlanStore } from "../../adapters/plans/plan-store.ts";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";

/** What a plan may need of the outside world, to be made and to be run. */
export type Deps = HandsOnDeps & {
  people: Pick<RosterPeople, "get" | "names">;
  list: Pick<LeadList, "page">;
  plans: PlanStore;
  audit: AuditLog;
  newId: () => string;
};
