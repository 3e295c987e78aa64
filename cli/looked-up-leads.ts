import { PastLeads } from "../policy/replay/leads.ts";
import { asNewLead, type Side } from "../policy/replay/simulation.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { PreviewSources } from "./preview-sources.ts";

/** What of a policy decides what is looked up, and how it is matched. */
const lookUpOf = ({ enrichment, accounts }: Policy): string => JSON.stringify([enrichment, accounts.match_name_at]);

/**
 * The leads of a file with what is looked up of each, once for both sides where both ask for the same; and the sides,
 * which know where theirs is.
 */
export async function lookedUpLeads(
  leads: PastLeads,
  { before, after }: { before: Side; after: Side },
  sources: PreviewSources,
): Promise<{ leads: PastLeads; before: Side; after: Side }> {
  const same = lookUpOf(before.policy) === lookUpOf(after.policy);
  const policies = same ? [before.policy] : [before.policy, after.policy];
  const known = new PastLeads();
  for (let position = 0; position < leads.length; position++) {
    const past = leads.at(position);
    const lead = asNewLead(past);
    const found = past.lookedUp ? undefined : await Promise.all(policies.map((policy) => sources.find(lead, policy)));
    known.add(found ? { ...past, found } : past);
  }
  return { leads: known, before: { ...before, lookUp: 0 }, after: { ...after, lookUp: same ? 0 : 1 } };
}
