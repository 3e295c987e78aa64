import { LeadStore } from "../adapters/leads/lead-store.ts";
import type { PolicyVersion } from "../adapters/policies/policy-store.ts";
import type { Board } from "../routing/choice/board.ts";
import { deciding } from "../routing/decide-again.ts";
import { enriched } from "../routing/enrich.ts";
import { type Explanation, explainNext } from "../routing/explain/explain.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { withWhoHas } from "../routing/lead/same-person.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { boardNow } from "./explain-board.ts";
import type { Installation } from "./installation.ts";
import { storedPolicy } from "./policy-source.ts";
import { previewSources } from "./preview-sources.ts";

/** A decision that is not made yet, the policy that makes it, and the board that it is made on. */
export interface Preview {
  now: Explanation;
  by: { name: string; policy: Policy };
  board: Board;
}

const named = ({ version, policy }: Pick<PolicyVersion, "version" | "policy">) => ({
  name: `version ${version}`,
  policy,
});

/**
 * What the workflow decides next about a stored lead, were it to do so at `at` (ISO 8601): by its own version or, where
 * nobody of that is left, the active one, with the look-ups that it has still to make and the rep who has the same
 * person's earlier lead now. Who waits in front of it is not looked at.
 * @param own the lead's version, or the active one where it has none yet
 */
export async function nextOf(lead: Lead, own: PolicyVersion, place: Installation, at: string): Promise<Preview> {
  const active = await storedPolicy(place);
  const leads = new LeadStore(place.client, place.tables.leads);
  const found = lead.status === "new" && (await previewSources(undefined, place).find(lead, own.policy));
  const known = (found && enriched(lead, found, own.policy, at)) || lead;
  const told = withWhoHas(known, known.samePerson && (await leads.get(known.samePerson.leadId)));
  const board = await boardNow(place, own.policy, at, active.policy);
  if (lead.status === "new" || lead.status === "qualified") {
    return { now: explainNext(told, own.policy, board, at), by: named(own), board };
  }
  const { lead: decided, policy } = deciding(told, { own, active }, board.roster.reps, at);
  if (policy === own.policy) return { now: explainNext(decided, policy, board, at), by: named(own), board };
  const again = await boardNow(place, policy, at, policy);
  return { now: explainNext(decided, policy, again, at), by: named(active), board: again };
}
