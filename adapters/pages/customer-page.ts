import type { Lead } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { stepsOf } from "../../routing/onboarding/plan.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { customerTexts, leadTexts, messageTexts, standingTexts } from "../../texts/by-language.ts";
import { whoIs } from "../../texts/legible.ts";
import { milestoneNames } from "../../texts/milestone-words.ts";
import { clockTime } from "../../texts/times.ts";
import { dayOf } from "../../texts/when.ts";
import { mailtoUrl, telUrl } from "../mail/links.ts";
import template from "./customer-page.hbs";
import { additionRows } from "./lead-additions.ts";
import { leadRows, phoneAsWritten } from "./lead-summary.ts";
import { type Page, renderPage } from "./page.ts";
import { tokenAgain } from "./page-token.ts";

interface CustomerPage {
  lead: Lead;
  customer: Onboarding;
  /** Who has the customer, and reads. */
  manager: Rep;
  policy: Policy;
  /** The last part of the page's address. */
  link: string;
  /** ISO 8601 in UTC. */
  now: string;
  /** The token that came with a button which does not count yet, so that the page asks again (422). */
  asked?: { token: string } | undefined;
}

/** For a success manager: a customer's first steps, each to be logged with a button, and how to reach them. */
export function customerPage({ lead, customer, manager, policy, link, now, asked }: CustomerPage): Page {
  const { locale } = manager;
  const texts = customerTexts[locale];
  const names = policy.onboarding ? milestoneNames(policy.onboarding, locale, policy.languages) : [];
  const token = tokenAgain(asked?.token, link, now);
  const over = customer.ended?.how;
  const planned = policy.onboarding ? stepsOf(policy.onboarding) : [];
  const met = meetingOf(lead);
  const call = met?.ofCustomer && !customer.steps[0]?.doneAt ? met : undefined;
  const isTold = (n: number) => !lead.unreachable && ["customer", "both"].includes(planned[n]?.tell ?? "");
  const steps = customer.steps.map(({ dueAt, doneAt }, n) => {
    const name = names[n] ?? "";
    const day = dayOf(doneAt ?? dueAt, manager);
    const said = doneAt ? texts.done(day) : dueAt < now ? texts.late(day) : texts.due(day);
    return {
      ...{ n, name, when: said, done: doneAt !== undefined, open: doneAt === undefined && !over },
      tells: isTold(n) ? texts.tells : "",
      ...{ action: link, token, label: texts.log, say: texts.logStep(name) },
    };
  });
  const { email, phone } = lead.facts;
  const written = phoneAsWritten(lead);
  const { email: emailLabel, phone: phoneLabel } = messageTexts[locale];
  return renderPage(
    template,
    { locale, title: texts.title(whoIs(lead, 60)), company: policy.name, statusCode: asked ? 422 : 200 },
    {
      texts,
      lead: leadTexts[locale],
      who: whoIs(lead),
      since: texts.since(dayOf(customer.wonAt, manager)),
      over: over ? texts.over[over] : "",
      meeting: call ? standingTexts[locale].meeting(clockTime(call.at, now, manager)) : "",
      again: asked && !over ? texts.again : "",
      steps,
      contacts: [
        ...(written ? [{ label: phoneLabel, value: written, href: telUrl(phone) ?? "" }] : []),
        { label: emailLabel, value: email, href: mailtoUrl(email) },
      ],
      rows: [...leadRows(lead, policy, locale), ...additionRows(lead, { ...manager, contacts: true })],
      message: lead.facts.message ?? "",
    },
  );
}
