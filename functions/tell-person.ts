import type { LeadStore } from "../adapters/leads/lead-store.ts";
import type { PersonLinks } from "../adapters/leads/person-link.ts";
import { acknowledgementMail } from "../adapters/mail/acknowledgement-mail.ts";
import type { Delivery, Mailer } from "../adapters/mail/mailer.ts";
import type { PolicyStore } from "../adapters/policies/policy-store.ts";
import type { RepStore } from "../adapters/reps/rep-store.ts";
import { count, logger } from "../adapters/step.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { unreachable } from "../routing/lead/move-lead.ts";
import { type Occasion, occasions } from "../routing/lead/told.ts";
import { contactOf, promisedBy } from "../routing/offers/promise.ts";
import { notTold, tellsOf, toTell } from "../routing/offers/tell-person.ts";
import { deliver } from "./deliver.ts";
import { policyFor } from "./people.ts";

interface Deps {
  leads: LeadStore;
  links: Pick<PersonLinks, "create">;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  now: () => string;
}

/**
 * The lead with a mail to its person claimed, where there is something to tell them, and what that is about: for the write
 * that a step makes anyway.
 * @param of which occasions alone
 */
export async function claimTold(
  lead: Lead,
  { policies, now }: Pick<Deps, "policies" | "now">,
  of: readonly Occasion[] = occasions,
): Promise<{ lead: Lead; about: Occasion | undefined }> {
  const due = toTell(lead, await policyFor(lead, policies), now()).filter((one) => of.includes(one));
  return { lead: tellsOf(lead, due, now()), about: due[0] };
}

/**
 * Sends the mail to the lead's person that was claimed. It never keeps the lead from its rep: where it fails, it is left to a
 * later step. Where the address takes no mails the lead is marked, as whoever gets it reads; a mail that is one too many for it that day is left out.
 */
export async function tellPerson(lead: Lead, about: Occasion | undefined, deps: Deps): Promise<void> {
  if (!about) return;
  try {
    const delivery = await send(lead, about, deps, deps.now());
    if (delivery !== "undeliverable") return;
    const mark = { at: deps.now(), why: "refused" as const };
    await deps.leads.update(lead.id, (lead) => (lead.unreachable ? undefined : unreachable(lead, mark)));
  } catch (error) {
    count("PersonNotTold");
    logger.warn("the person is told later", { leadId: lead.id, about, errorName: (error as Error).name });
    await deps.leads.update(lead.id, (lead) => notTold(lead, about));
  }
}

async function send(lead: Lead, about: Occasion, deps: Deps, now: string): Promise<Delivery> {
  const [policy, reps, request] = await Promise.all([
    policyFor(lead, deps.policies),
    deps.reps.all(),
    deps.links.create(lead.id, now),
  ]);
  const contact = contactOf(lead, policy, reps);
  const by = promisedBy(lead, policy, reps, now);
  const mail = acknowledgementMail({ lead, policy, about, contact, by, request, now });
  return deliver(
    { ...mail, ...numbered(lead, about), leadId: lead.id, to: lead.facts.email, replyTo: contact.email },
    deps.mailer,
  );
}

/** Each is sent once: that a request arrived once for it and for each that was sent again, the others once for a lead. */
function numbered({ told }: Lead, about: Occasion) {
  if (about === "received") return { kind: "acknowledgement" as const, attempt: 1 };
  if (about === "added") return { kind: "acknowledgement" as const, attempt: told?.upTo ?? 1 };
  return { kind: "acknowledgement-later" as const, attempt: occasions.indexOf(about) };
}
