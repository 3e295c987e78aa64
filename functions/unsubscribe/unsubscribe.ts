import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { NurtureStore } from "../../adapters/leads/nurture-store.ts";
import type { Suppressions } from "../../adapters/leads/suppressions.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { unsubscribePage } from "../../adapters/pages/unsubscribe-page.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { Locale } from "../../routing/lead/lead.ts";

interface Deps {
  nurture: Pick<NurtureStore, "leadOf" | "end">;
  suppressions: Pick<Suppressions, "add">;
  leads: LeadStore;
  policies: Pick<PolicyStore, "active">;
  now: () => string;
}

/**
 * Asks whether to stop the mails that nobody needs or, when posted to, stops them: at once, whatever is posted, since mail
 * programs do so by themselves (RFC 8058). To look changes nothing, since scanners follow links. The address is
 * suppressed first; whatever fails after that is done by the next press. `link` is the last part of the address.
 */
export async function unsubscribe(link: string, isPost: boolean, fallback: Locale, deps: Deps): Promise<Page> {
  const leadId = await deps.nurture.leadOf(link);
  const lead = leadId === undefined ? undefined : await deps.leads.get(leadId);
  if (!lead) return messagePage({ locale: fallback, state: "not-found" });
  if (isPost) {
    const at = deps.now();
    await deps.suppressions.add(lead.facts.email, { at, why: "unsubscribed", by: "the person" });
    await deps.nurture.end(lead.id, "unsubscribed");
    await deps.leads.update(lead.id, (lead) =>
      lead.timeline.some(({ event }) => event === "unsubscribed")
        ? undefined
        : { ...lead, timeline: [...lead.timeline, { at, event: "unsubscribed" }] },
    );
  }
  const { policy } = await deps.policies.active();
  return unsubscribePage({ locale: lead.facts.language, company: policy.name, done: isPost, action: link });
}
