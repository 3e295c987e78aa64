import { closeLead } from "../../adapters/claims/close-lead.ts";
import type { ActDeps } from "../../adapters/claims/end-lead.ts";
import { MailRefused } from "../../adapters/faults.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { withdrawnMail } from "../../adapters/mail/withdrawn-mail.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import { type Page, seeOther } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { deliver } from "../deliver.ts";
import { policyFor, repWith } from "../people.ts";

export interface Deps extends ActDeps {
  links: Pick<PersonLinks, "leadOf">;
  mailer: Mailer;
}

/**
 * Withdraws a person's request, from whatever open status: lead, places, effort and ledger are one write, the workflows that
 * wait for it end, and whoever had it is told, once each. Pressed twice, at once or late it is withdrawn once; one that was
 * closed otherwise stays so.
 */
export async function withdrawRequest(link: string, token: string, fallback: Locale, deps: Deps): Promise<Page> {
  const at = deps.now();
  const id = await deps.links.leadOf(link, at);
  const seen = id === undefined ? undefined : await deps.leads.get(id);
  if (id === undefined || !seen) return messagePage({ locale: fallback, state: "not-found" });
  if (whenShown(token, link, at) !== "read") return seeOther(`../${link}?said=again`);
  const { as } = await closeLead(id, { outcome: "withdrawn", at, by: "person" }, deps);
  if (as !== "withdrawn") return seeOther(`../${link}?said=over`);
  try {
    await tellHolders(await deps.leads.load(id), deps);
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    return messagePage({ locale: seen.facts.language, state: "unavailable" });
  }
  return seeOther(`../${link}?said=withdrawn`);
}

/** Tells whoever had the lead when it was withdrawn: its owner, its manager, or the reps with an open offer. */
async function tellHolders(lead: Lead, deps: Deps): Promise<void> {
  const asked = lead.offers.flatMap(({ outcome, repId }) => (outcome === "withdrawn" ? [repId] : []));
  const manager = lead.escalation && !lead.escalation.answeredAt ? [lead.escalation.managerId] : [];
  const holders = lead.ownerId ? [lead.ownerId] : [...new Set([...asked, ...manager])];
  const policy = await policyFor(lead, deps.policies);
  for (const [n, id] of holders.entries()) {
    const rep = await repWith(id, deps.reps);
    const about = { leadId: lead.id, kind: "withdrawn" as const, attempt: n + 1, to: rep.email };
    await deliver({ ...withdrawnMail({ lead, rep, policy }), ...about }, deps.mailer);
  }
}
