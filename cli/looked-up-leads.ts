import { PastLeads } from "../policy/replay/leads.ts";
import { asNewLead, type Side } from "../policy/replay/simulation.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { PreviewSources } from "./preview-sources.ts";

/** A key of the parts of a policy that determine look-ups and company matching. */
const lookUpOf = ({ enrichment, accounts }: Policy): string => JSON.stringify([enrichment, accounts.match_name_at]);

/**
 * Looks up the leads of a file for both sides of a replay, only once if both policies ask for the same. Returns the
 * leads and the sides.
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
