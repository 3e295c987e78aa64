import type { Rep } from "../../routing/reps/rep.ts";
import { messageTexts, newCustomerMailTexts } from "../../texts/by-language.ts";
import { languageName } from "../../texts/language-name.ts";
import { legible, oneLine, whoIs } from "../../texts/legible.ts";
import { milestoneNames } from "../../texts/milestone-words.ts";
import { dayOf, when } from "../../texts/when.ts";
import { moneyOf, phoneAsWritten } from "../pages/lead-summary.ts";
import { composeMail } from "./compose-mail.ts";
import { leadBody, withLines } from "./lead-body.ts";
import { mailtoUrl, telUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";
import type { CustomerMail } from "./welcome-mail.ts";

interface NewCustomerMail extends CustomerMail {
  /** Whoever is known of those who had the lead or the customer before. */
  reps: readonly Rep[];
  /** The absolute URL of the customer's page. */
  link: string;
}

/** Gives a success manager everything about their new customer at once: how to reach them, until when to call, what comes. */
export function newCustomerMail({
  lead: stored,
  customer,
  manager,
  policy,
  reps,
  link,
  now,
}: NewCustomerMail): MailContent {
  const { locale } = manager;
  const lead = legible(stored);
  const texts = newCustomerMailTexts[locale];
  const contact = messageTexts[locale];
  const { email, phone, language } = lead.facts;
  const written = phoneAsWritten(lead);
  const [call] = customer.steps;
  const due = { label: texts.due, value: when(call?.dueAt ?? now, now, manager) };
  const names = policy.onboarding ? milestoneNames(policy.onboarding, locale, policy.languages) : [];
  const steps = customer.steps.map(({ dueAt, doneAt }, n) =>
    doneAt ? texts.done(names[n] ?? "") : texts.step(names[n] ?? "", dayOf(dueAt, manager)),
  );
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: `${due.label}: ${due.value}`,
      kicker: texts.kicker,
      title: whoIs(lead),
    },
    [
      ...(call?.doneAt ? [] : [{ due }]),
      {
        contacts: [
          ...(written ? [{ label: contact.phone, value: written, href: telUrl(phone) ?? "" }] : []),
          { label: contact.email, value: email, href: mailtoUrl(email) },
        ],
      },
      { button: { label: texts.button, href: link } },
      { hint: lead.unreachable ? texts.notTold : texts.told(languageName(language, locale)) },
      { sections: withLines([{ title: texts.steps, lines: steps }]) },
      { lead: leadBody(lead, policy, { ...manager, contacts: true }) },
      {
        sections: withLines([
          { title: texts.history, lines: historyOf({ lead, customer, manager, policy, reps, now }) },
        ]),
      },
    ],
  );
}

/** How the customer was won, by whom and for how much, and who had them before. */
function historyOf({ lead, customer, manager, policy, reps }: Omit<NewCustomerMail, "link">): string[] {
  const texts = newCustomerMailTexts[manager.locale];
  const nameOf = (id: string): string => reps.find((rep) => rep.id === id)?.name ?? id;
  const { ownerId, closed } = lead;
  const last = customer.before.at(-1);
  return [
    ...(ownerId === undefined ? [] : [texts.sold(nameOf(ownerId), dayOf(customer.wonAt, manager))]),
    ...(closed?.value === undefined ? [] : [texts.value(moneyOf(closed.value, policy, manager.locale))]),
    ...(closed?.note ? [`“${oneLine(closed.note)}”`] : []),
    ...(last === undefined ? [] : [texts.before(nameOf(last))]),
    ...(customer.held ? [] : [texts.managed]),
  ];
}
