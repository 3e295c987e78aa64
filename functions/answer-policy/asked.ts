import type { LeadList } from "../../adapters/leads/lead-list.ts";
import type { PastLeadStore } from "../../adapters/leads/past-leads.ts";
import type { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import type { PolicyDrafts } from "../../adapters/policies/policy-drafts.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { PolicyVersions } from "../../adapters/policies/policy-versions.ts";
import type { ShadowStore } from "../../adapters/policies/shadow-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";

/** What an answer about the policy may need of the outside world. */
export interface Deps {
  people: Pick<RosterPeople, "get">;
  policies: Pick<PolicyStore, "find" | "ifActive">;
  versions: Pick<PolicyVersions, "active" | "activation" | "history">;
  drafts: Pick<PolicyDrafts, "get" | "tests">;
  shadows: Pick<ShadowStore, "get" | "differences">;
  team: Pick<RepStore, "team">;
  ledgers: Pick<LedgerStore, "of">;
  list: Pick<LeadList, "page">;
  past: Pick<PastLeadStore, "of">;
  /** ISO 8601. */
  now: () => string;
}
