import { type LeadStore, ownOf } from "../../adapters/leads/lead-store.ts";
import type { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { withMoreEvents } from "../../routing/lead/merge-lead.ts";
import type { ReadFacts } from "../../routing/lead/read-facts.ts";

interface Deps {
  leads: LeadStore;
  submissions: Pick<SubmissionStore, "addingEvents">;
  now: () => string;
}

/**
 * Adds what a person did to their open lead, which is then decided again; sent again it adds nothing. The id of the lead;
 * undefined where nobody with this address has an open one. It is no submission of its own: it takes no row, counts
 * towards no limit, and its person is told nothing.
 * @throws Contention
 */
export async function addEvents({ facts, asWritten }: ReadFacts, deps: Deps): Promise<string | undefined> {
  const before = await deps.leads.ofPerson(facts);
  const found = before && (await deps.leads.get(ownOf(before)));
  if (!found || isFinal(found.status)) return undefined;
  const { status } = await deps.leads.update(
    found.id,
    (lead) => {
      if (isFinal(lead.status)) return undefined;
      const more = withMoreEvents(lead, facts.events ?? [], asWritten);
      return more === lead ? undefined : { lead: more, also: [deps.submissions.addingEvents(more, deps.now())] };
    },
    found,
  );
  return isFinal(status) ? undefined : found.id;
}
