import type { Lead } from "../../routing/lead/lead.ts";
import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { welcomeMailTexts } from "../../texts/by-language.ts";
import { greetable, legible } from "../../texts/legible.ts";
import { milestoneNames } from "../../texts/milestone-words.ts";
import { dayOf, leadTimeZone, when } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import type { Section } from "./lead-body.ts";
import { httpsUrl, mailtoUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";
import { ownerBlock } from "./owner-block.ts";

/** What every mail about a customer is made of. */
export interface CustomerMail {
  lead: Lead;
  customer: Onboarding;
  /** Who has the customer. */
  manager: Rep;
  policy: Policy;
  /** When it is written, ISO 8601. */
  now: string;
}

/**
 * Tells a customer who is there for them from now on, with the times at which they could call, and what comes next. It says
 * of the customer's own words at most the name.
 * @param times when the manager could call, ISO 8601, at most a few
 */
export function welcomeMail({
  lead: stored,
  customer,
  manager,
  policy,
  now,
  times,
  request,
}: CustomerMail & {
  times: readonly string[];
  /** The address of the person's own page. */
  request: string;
}): MailContent {
  const lead = legible(stored);
  const locale = lead.facts.language;
  const reader = { locale, timeZone: leadTimeZone(lead.facts) ?? manager.timeZone };
  const texts = welcomeMailTexts[locale];
  const names = policy.onboarding ? milestoneNames(policy.onboarding, locale, policy.languages) : [];
  const [call] = customer.steps;
  const open = customer.steps.flatMap(({ dueAt, doneAt }, n) =>
    doneAt === undefined && names[n] ? [texts.step(names[n], dayOf(dueAt, reader))] : [],
  );
  const due = call && !call.doneAt ? { label: texts.due, value: when(call.dueAt, now, reader) } : undefined;
  const intro = texts.intro(manager.name, policy.name, customer.assignments === 1);
  // Where leads choose among the free times that we know, customers do so too.
  const calendar = policy.choose.lanes.includes(lead.lane?.lane ?? "") ? undefined : httpsUrl(manager.calendarUrl);
  const href = due ? (calendar ?? `${request}/times`) : undefined;
  const proposed: Section = { title: texts.times, lines: times.map((at) => when(at, now, reader)) };
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(policy.name),
      preheader: intro,
      kicker: texts.hello(greetable(lead.facts.name)),
      title: texts.title(manager.name),
      footer: texts.footer(policy.name),
    },
    [
      { text: intro },
      ownerBlock(manager),
      ...(due ? [{ due }] : []),
      ...(due && times.length > 0 ? [{ sections: [proposed] }, { hint: texts.timesHint }] : []),
      href
        ? { button: { label: texts.button, href } }
        : { button: { label: texts.write(manager.name), href: mailtoUrl(manager.email) }, notInText: true },
      ...(open.length > 0 ? [{ steps: { title: texts.steps, lines: open } }] : []),
    ],
  );
}
