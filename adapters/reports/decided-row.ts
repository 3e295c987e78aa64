import { type LeadRow, rowOf } from "../../reports/row.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { PolicyStore } from "../policies/policy-store.ts";

/** A lead's row, with what the policy that decided it last asks of leads alone: as a version never changes, made again it is the same. */
export async function decidedRow(lead: Lead, policies: Pick<PolicyStore, "find">): Promise<LeadRow> {
  const decided = lead.policyVersion === undefined ? undefined : await policies.find(lead.policyVersion);
  return rowOf(lead, decided?.policy.attributes);
}
