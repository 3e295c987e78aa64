import { additionsMail } from "../../../adapters/mail/additions-mail.ts";
import { detailsMail } from "../../../adapters/mail/details-mail.ts";
import { escalationMail } from "../../../adapters/mail/escalation-mail.ts";
import { giveBackMail } from "../../../adapters/mail/give-back-mail.ts";
import { heldMail } from "../../../adapters/mail/held-mail.ts";
import { introductionMail } from "../../../adapters/mail/introduction-mail.ts";
import { lapsedMail } from "../../../adapters/mail/lapsed-mail.ts";
import type { MailContent, MailKind } from "../../../adapters/mail/mail.ts";
import { nurtureMail } from "../../../adapters/mail/nurture-mail.ts";
import { offerMail } from "../../../adapters/mail/offer-mail.ts";
import { pausedMail, pausedManagerMail } from "../../../adapters/mail/paused-mail.ts";
import { reminderMail } from "../../../adapters/mail/reminder-mail.ts";
import { unreachableMail } from "../../../adapters/mail/unreachable-mail.ts";
import type { Lead, LeadFacts, Locale } from "../../../routing/lead/lead.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import type { Rep } from "../../../routing/reps/rep.ts";
import { anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

export const link = "https://api.example/offers/secret?a=1&b=2";
export const contactBy = "2026-11-02T16:05:00.000Z";

/** A lead that was offered to `ana` and then to `bob`, went to the manager, and was accepted by `ana` after all. */
export function aTriedLead(overrides: Partial<Omit<Lead, "facts">> & { facts?: Partial<LeadFacts> } = {}): Lead {
  const lead = anOfferedLead(overrides);
  const [offer] = lead.offers;
  if (!offer) throw new Error("the builder makes an offer");
  return {
    acceptedAt: "2026-11-02T15:05:00.000Z",
    escalation: {
      managerId: "marta",
      cause: "attempts-used",
      at: "2026-11-02T16:00:00.000Z",
      remindAt: ["2026-11-03T16:00:00.000Z"],
      reminded: 0,
      linkHashes: [],
    },
    ...lead,
    offers: [
      { ...offer, outcome: "accepted" },
      { ...offer, attempt: 2, repId: "bob", outcome: "declined", declineReason: "no-time" },
    ],
  };
}

/** The mails that ask for nothing that a link can do. */
export const withoutButton: readonly MailKind[] = ["lapsed", "paused-manager", "give-back", "held"];

/** One mail of each kind, all in one language. */
export function everyMail(
  locale: Locale,
  {
    facts,
    rep: repFacts,
    lead: leadFacts,
    policy = aPolicy(),
  }: { facts?: Partial<LeadFacts>; rep?: Partial<Rep>; lead?: Partial<Lead>; policy?: Policy } = {},
): Record<MailKind, MailContent> {
  const rep = aRep({ locale, ...repFacts });
  const lead = aTriedLead({ ...leadFacts, facts: { language: locale, ...facts } });
  const reps = [rep, aRep({ id: "bob", name: "Bob Li" })];
  return {
    offer: offerMail({ lead, rep, policy, link }),
    reminder: reminderMail({ lead, rep, policy, link }),
    lapsed: lapsedMail({ lead, rep, policy }),
    paused: pausedMail({ rep, policy, link }),
    "paused-manager": pausedManagerMail({ rep: aRep({ id: "bob", name: "Bob Li" }), manager: rep, policy }),
    escalation: escalationMail({ lead, manager: rep, reps, policy, link, reminder: 0 }),
    "escalation-reminder": escalationMail({ lead, manager: rep, reps, policy, link, reminder: 1 }),
    introduction: introductionMail({ lead, owner: rep, policy, contactBy }),
    details: detailsMail({ lead, owner: rep, policy, contactBy, link }),
    additions: additionsMail({
      lead,
      rep,
      policy,
      additions: [
        { n: 2, at: "2026-11-03T16:00:00.000Z", field: "name", text: "Lucía F.", beside: true },
        { n: 2, at: "2026-11-03T16:00:00.000Z", field: "urgency", text: "now", before: "this-quarter" },
      ],
      link,
    }),
    nurture: nurtureMail({ lead, policy }),
    "give-back": giveBackMail({
      lead,
      rep: aRep({ id: "bob", name: "Bob Li" }),
      manager: rep,
      policy,
      reason: "no-time",
    }),
    held: heldMail({
      held: [
        {
          leadId: "0123456789abcdef0123456789abcdef",
          key: "k",
          reason: "trap",
          heldAt: "2026-11-02T15:00:00.000Z",
          facts: lead.facts,
          asWritten: [],
        },
      ],
      isAll: true,
      manager: rep,
      policy,
      stage: "prod",
      now: contactBy,
    }),
    unreachable: unreachableMail({
      lead: { ...lead, unreachable: { at: contactBy, why: "bounced" } },
      owner: rep,
      policy,
    }),
  };
}
