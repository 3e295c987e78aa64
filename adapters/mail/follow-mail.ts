import type { RejectReason } from "../../routing/follow/hands-on.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { followMailTexts, manageTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { dayOf, when } from "../../texts/when.ts";
import { row } from "../pages/lead-summary.ts";
import type { Block } from "./block.ts";
import { composeMail } from "./compose-mail.ts";
import { leadBody } from "./lead-body.ts";
import type { MailContent } from "./mail.ts";

interface OwnersMail {
  lead: Lead;
  rep: Rep;
  policy: Policy;
  /** The absolute URL of the lead's page. */
  link: string;
  /** ISO 8601 in UTC. */
  now: string;
}

/** Reminds the owner of the first contact, with the page where it is logged. */
export function contactReminderMail({ lead, rep, policy, link, now }: OwnersMail): MailContent {
  const { contactReminder: texts } = followMailTexts[rep.locale];
  const by = lead.follow?.contactBy ?? now;
  const due = { label: texts.due, value: when(by, now, rep) };
  return toOwner({ lead, rep, policy }, texts, `${due.label}: ${due.value}`, [
    { due },
    { button: { label: texts.button, href: link } },
    { hint: texts.hint },
  ]);
}

/** Asks the owner how it goes, after they said nothing for a while. */
export function nudgeMail({ lead, rep, policy, link }: OwnersMail): MailContent {
  const { nudge: texts } = followMailTexts[rep.locale];
  const since = lead.follow?.quietSince ?? lead.receivedAt;
  const text = texts.text(dayOf(since, rep));
  return toOwner({ lead, rep, policy }, texts, text, [
    { text },
    { button: { label: texts.button, href: link } },
    { hint: texts.hint },
  ]);
}

/** Tells who owned the lead that it has gone to somebody else. It holds no means of contact. */
export function handedOnMail({ lead, rep, policy }: Omit<OwnersMail, "link" | "now">): MailContent {
  const { handedOn: texts } = followMailTexts[rep.locale];
  return composeMail(
    {
      ...{ locale: rep.locale, policy, kicker: texts.kicker, preheader: texts.text },
      ...{ subject: texts.subject(whoIs(legible(lead), 40)), title: whoIs(legible(lead)) },
    },
    [{ text: texts.text }, { hint: texts.hint }],
  );
}

/** Tells who owned the lead that a manager turned it away, and why. It holds no means of contact. */
export function turnedAwayMail({
  lead,
  rep,
  policy,
  because,
}: Omit<OwnersMail, "link" | "now"> & { because: RejectReason }): MailContent {
  const { turnedAway: texts } = followMailTexts[rep.locale];
  const text = texts.text(manageTexts[rep.locale].reasons[because]);
  const about = { locale: rep.locale, policy, kicker: texts.kicker, preheader: text };
  const who = legible(lead);
  return composeMail({ ...about, subject: texts.subject(whoIs(who, 40)), title: whoIs(who) }, [
    { text },
    { hint: texts.hint },
  ]);
}

interface ManagersMail {
  lead: Lead;
  rep: Rep;
  manager: Rep;
  policy: Policy;
  /** The absolute URL of the lead's page for the manager. */
  link: string;
  /** ISO 8601 in UTC. */
  now: string;
}

/** Tells a manager that a first contact is late, how often its rep tried, and whether the lead goes to somebody else. */
export function contactLateMail(mail: ManagersMail & { goesOn: boolean }): MailContent {
  const { lead, rep, manager, link, goesOn, now } = mail;
  const { contactLate: texts } = followMailTexts[manager.locale];
  const by = lead.follow?.contactBy ?? now;
  return toManager(mail, texts, texts.text(rep.name), [
    { text: texts.text(rep.name) },
    { due: { label: texts.due, value: when(by, now, manager) } },
    triesOf(mail),
    { button: { label: texts.button, href: link } },
    { hint: goesOn ? texts.goesOn : texts.stays(rep.email) },
  ]);
}

/** Tells a manager that a lead has no outcome, and that its rep is asked no more. */
export function unresolvedMail(mail: ManagersMail): MailContent {
  const { lead, rep, manager, link } = mail;
  const { unresolved: texts } = followMailTexts[manager.locale];
  const text = texts.text(rep.name, lead.follow?.nudged ?? 0);
  return toManager(mail, texts, text, [
    { text },
    triesOf(mail),
    { button: { label: texts.button, href: link } },
    { hint: texts.hint(rep.email) },
  ]);
}

/** How often the rep tried, and since when they have the lead. */
function triesOf({ lead, manager, now }: ManagersMail): Block {
  const { facts } = followMailTexts[manager.locale];
  const { acceptedAt, follow } = lead;
  const rows = [
    ...(acceptedAt ? [row(facts.accepted, when(acceptedAt, now, manager))] : []),
    row(facts.tries, follow && follow.tried > 0 ? String(follow.tried) : facts.none),
    ...(follow?.contactedAt ? [row(facts.contacted, when(follow.contactedAt, now, manager))] : []),
  ];
  return { lead: { rows } };
}

interface Words {
  subject: (who: string) => string;
  kicker: string;
}

function toOwner(
  { lead: stored, rep, policy }: Pick<OwnersMail, "lead" | "rep" | "policy">,
  { subject, kicker }: Words,
  preheader: string,
  blocks: Block[],
): MailContent {
  const lead = legible(stored);
  const about = { ...head(lead, rep.locale, policy), subject: subject(whoIs(lead, 40)), kicker, preheader };
  return composeMail(about, [...blocks, { lead: leadBody(lead, policy, { ...rep, contacts: true }) }]);
}

function toManager(
  { lead: stored, rep, manager, policy }: ManagersMail,
  { subject, kicker }: { subject: (rep: string, who: string) => string; kicker: string },
  preheader: string,
  blocks: Block[],
): MailContent {
  const lead = legible(stored);
  const about = {
    ...head(lead, manager.locale, policy),
    subject: subject(rep.name, whoIs(lead, 40)),
    kicker,
    preheader,
  };
  return composeMail(about, blocks);
}

const head = (lead: Lead, locale: Locale, policy: Policy) => ({
  locale,
  policy,
  title: whoIs(lead),
  priority: lead.priority,
});
