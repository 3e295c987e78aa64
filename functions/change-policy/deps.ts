import type { ActRows } from "../../adapters/api/act-rows.ts";
import type { PolicyDrafts } from "../../adapters/policies/policy-drafts.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { PolicyVersions } from "../../adapters/policies/policy-versions.ts";
import type { ShadowStore } from "../../adapters/policies/shadow-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";

/** What a change of the policy needs of the outside world. */
export interface Deps {
  people: Pick<RosterPeople, "get">;
  policies: Pick<PolicyStore, "find">;
  versions: Pick<PolicyVersions, "active" | "activation" | "switchTo" | "rollback">;
  drafts: Pick<PolicyDrafts, "get" | "keep" | "discard" | "ending">;
  shadows: Pick<ShadowStore, "start" | "end" | "get">;
  team: Pick<RepStore, "all">;
  /** What requests were answered, in the table of the leads. */
  requests: ActRows;
  /** ISO 8601. */
  now: () => string;
}
