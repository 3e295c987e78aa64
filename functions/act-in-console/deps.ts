import type { ActRows } from "../../adapters/api/act-rows.ts";
import type { AuditLog } from "../../adapters/audit/audit-log.ts";
import type { OwnersDeps } from "../../adapters/claims/act-on-lead.ts";
import type { ActedLeads, Guard } from "../../adapters/claims/acted-leads.ts";
import type { AnswerDeps } from "../../adapters/claims/answer-offer.ts";
import type { HandsOnDeps } from "../../adapters/claims/hands-on.ts";
import type { HeldStore } from "../../adapters/intake/held-store.ts";
import type { ErasureStore } from "../../adapters/privacy/erasure-store.ts";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";
import type { ContinueDeps } from "../continue-lead.ts";

/** What acts in the console need of the outside world. */
export interface Deps extends OwnersDeps, HandsOnDeps, AnswerDeps, ContinueDeps {
  people: Pick<RosterPeople, "get" | "names">;
  rows: ActRows;
  audit: AuditLog;
  held: Pick<HeldStore, "all" | "release" | "discard">;
  erasures: Pick<ErasureStore, "asking">;
  /** The leads as one act may write them. */
  guarded: (guard: Guard) => ActedLeads;
}
