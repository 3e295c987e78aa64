import { MailRefused } from "../../adapters/faults.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import { lookMail } from "../../adapters/mail/look-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import { type Page, seeOther } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { readNote } from "../../routing/lead/clean-text.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { managerOf } from "../../routing/offers/promise.ts";
import { deliver } from "../deliver.ts";
import { policyFor } from "../people.ts";

export interface Deps {
  leads: LeadStore;
  links: Pick<PersonLinks, "leadOf">;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  now: () => string;
}

/**
 * Takes a person's wish that somebody looks at how their request was decided: mails the manager what was decided and why,
 * once, and keeps that they asked. The mail comes first, since only it brings an answer; where it is refused, pressing
 * again sends it.
 */
export async function askForLook(
  link: string,
  pressed: { token: string; note: string },
  fallback: Locale,
  deps: Deps,
): Promise<Page> {
  const now = deps.now();
  const id = await deps.links.leadOf(link, now);
  const lead = id === undefined ? undefined : await deps.leads.get(id);
  if (!lead) return messagePage({ locale: fallback, state: "not-found" });
  const back = (notice: string) => seeOther(`../${link}?said=${notice}`);
  if (whenShown(pressed.token, link, now) !== "read") return back("again");
  if (lead.closed && !lead.look) return back("over");
  const note = readNote(pressed.note);
  const look = lead.look ?? { at: now, ...(note && { note }) };
  const [policy, reps] = await Promise.all([policyFor(lead, deps.policies), deps.reps.all()]);
  const manager = managerOf(lead, policy, reps);
  const { email: replyTo, language: locale } = lead.facts;
  const mail = { ...lookMail({ lead: { ...lead, look }, manager, policy }), to: manager.email, replyTo };
  try {
    await deliver({ ...mail, leadId: lead.id, kind: "look", attempt: 1 }, deps.mailer);
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    return messagePage({ locale, state: "unavailable" });
  }
  await deps.leads.update(lead.id, (lead) => {
    if (lead.look) return undefined;
    return { ...lead, look, timeline: [...lead.timeline, { at: look.at, event: "look-asked" }] };
  });
  return back("asked");
}
