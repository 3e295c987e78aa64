import { inLocale } from "../../routing/lead/lead.ts";
import { stepsOf } from "../../routing/onboarding/plan.ts";
import { milestoneTexts, welcomeMailTexts } from "../../texts/by-language.ts";
import { greetable, legible, oneLine, whoIs } from "../../texts/legible.ts";
import { milestoneNames } from "../../texts/milestone-words.ts";
import { dayOf, leadTimeZone } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import { mailtoUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";
import { ownerBlock } from "./owner-block.ts";
import type { CustomerMail } from "./welcome-mail.ts";

export interface MilestoneMail extends CustomerMail {
  /** The step by its place in the plan. */
  step: number;
}

/**
 * Celebrates a step with the customer, in the policy's words where it has some, and says what comes next. Of the
 * customer's own words it holds at most the name.
 */
export function milestoneMail({ lead: stored, customer, manager, policy, step }: MilestoneMail): MailContent {
  const lead = legible(stored);
  const locale = lead.facts.language;
  const reader = { locale, timeZone: leadTimeZone(lead.facts) ?? manager.timeZone };
  const texts = milestoneTexts[locale].customer;
  const plan = policy.onboarding;
  const names = plan ? milestoneNames(plan, locale, policy.languages) : [];
  const name = names[step] ?? "";
  const own = plan && stepsOf(plan)[step]?.mail;
  const said = own ? inLocale(own.text, locale, policy.languages) : texts.text;
  const paragraphs = said.split("\n").map(oneLine).filter(Boolean);
  const next = nextStep(customer.steps);
  const comes =
    next < 0
      ? texts.last(manager.name)
      : texts.next(names[next] ?? "", dayOf(customer.steps[next]?.dueAt ?? "", reader));
  return composeMail(
    {
      locale,
      policy,
      subject: own ? inLocale(own.subject, locale, policy.languages) : texts.subject(name),
      preheader: paragraphs[0] ?? name,
      kicker: welcomeMailTexts[locale].hello(greetable(lead.facts.name)),
      title: name,
      footer: welcomeMailTexts[locale].footer(policy.name),
    },
    [
      { paragraphs: [...paragraphs, comes] },
      ownerBlock(manager),
      { button: { label: texts.write(manager.name), href: mailtoUrl(manager.email) }, notInText: true },
    ],
  );
}

/** Tells the success manager of a step that is logged, and how many are left. */
export function milestoneManagerMail({
  lead: stored,
  customer,
  manager,
  policy,
  step,
  link,
}: MilestoneMail & { link: string }): MailContent {
  const { locale } = manager;
  const lead = legible(stored);
  const texts = milestoneTexts[locale].manager;
  const name = policy.onboarding ? (milestoneNames(policy.onboarding, locale, policy.languages)[step] ?? "") : "";
  const text = texts.text(name);
  const left = customer.steps.filter(({ doneAt }) => doneAt === undefined).length;
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40), name),
      preheader: text,
      kicker: texts.kicker,
      title: whoIs(lead),
    },
    [{ paragraphs: [text, texts.left(left)] }, { button: { label: texts.button, href: link } }],
  );
}

/** The open step that is due first, by its place; −1 when all are done. */
function nextStep(steps: CustomerMail["customer"]["steps"]): number {
  const [next] = steps
    .flatMap(({ dueAt, doneAt }, n) => (doneAt === undefined ? [{ dueAt, n }] : []))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return next?.n ?? -1;
}
