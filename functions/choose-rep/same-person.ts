import { randomDelay } from "../../adapters/dynamo.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { isBeingDecided, withWhoHas } from "../../routing/lead/same-person.ts";

/** How often it is asked who got the earlier lead, where that is being decided at the same time. */
const looks = 15;
const betweenMs = 400;
/** An earlier lead that has waited for its decision longer than this is not waited for. Milliseconds. */
const stillDeciding = 300_000;

/**
 * The lead with the rep to whom the earlier lead of perhaps the same person went. Two that came at once are decided at
 * once, so the later one waits some seconds for the first.
 */
export async function withWhoHasSame(
  lead: Lead,
  deps: { leads: Pick<LeadStore, "get">; now: () => string },
): Promise<Lead> {
  const { samePerson } = lead;
  if (!samePerson) return lead;
  for (let look = 0; look < looks; look++) {
    if (look > 0) await randomDelay(betweenMs);
    const first = await deps.leads.get(samePerson.leadId);
    const known = withWhoHas(lead, first);
    const age = Date.parse(deps.now()) - Date.parse(samePerson.receivedAt);
    if (known.samePerson?.repId || !first || !isBeingDecided(first) || age > stillDeciding) return known;
  }
  return withWhoHas(lead, undefined);
}
