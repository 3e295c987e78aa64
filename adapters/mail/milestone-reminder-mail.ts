import type { Rep } from "../../routing/reps/rep.ts";
import { milestoneTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { milestoneNames } from "../../texts/milestone-words.ts";
import { dayOf, when } from "../../texts/when.ts";
import { row } from "../pages/lead-summary.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailContent } from "./mail.ts";
import type { MilestoneMail } from "./milestone-mail.ts";
import type { CustomerMail } from "./welcome-mail.ts";

/** Reminds the success manager of a step that is due and not logged. */
export function milestoneReminderMail({
  lead: stored,
  customer,
  manager,
  policy,
  step,
  link,
  now,
}: MilestoneMail & { link: string }): MailContent {
  const { locale } = manager;
  const lead = legible(stored);
  const texts = milestoneTexts[locale].reminder;
  const name = policy.onboarding ? (milestoneNames(policy.onboarding, locale, policy.languages)[step] ?? "") : "";
  const due = { label: texts.due, value: when(customer.steps[step]?.dueAt ?? now, now, manager) };
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(name, whoIs(lead, 40)),
      preheader: texts.text(name),
      kicker: texts.kicker,
      title: whoIs(lead),
    },
    [{ text: texts.text(name) }, { due }, { button: { label: texts.button, href: link } }, { hint: texts.hint }],
  );
}

/** Tells the pool's manager that a customer's first steps were given up. @param head who is told */
export function onboardingStalledMail({
  lead: stored,
  customer,
  manager,
  policy,
  head,
}: CustomerMail & { head: Rep }): MailContent {
  const { locale } = head;
  const lead = legible(stored);
  const texts = milestoneTexts[locale].stalled;
  const names = policy.onboarding ? milestoneNames(policy.onboarding, locale, policy.languages) : [];
  const text = texts.text(manager.name);
  const open = customer.steps.flatMap(({ dueAt, doneAt }, n) =>
    doneAt === undefined ? [row(names[n] ?? "", dayOf(dueAt, head))] : [],
  );
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: text,
      kicker: texts.kicker,
      title: whoIs(lead),
    },
    [{ text }, { lead: { rows: open } }, { hint: texts.hint(manager.email) }],
  );
}
