import type { NurtureStep } from "../../routing/follow/nurture.ts";
import { inLocale, type Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { nurtureMailTexts, toPersonTexts } from "../../texts/by-language.ts";
import { greetable, legible } from "../../texts/legible.ts";
import { dayOf, leadTimeZone } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import { httpsUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";
import { unsubscribeBlock } from "./unsubscribe-block.ts";

interface NurtureStepMail {
  lead: Lead;
  policy: Policy;
  step: NurtureStep;
  /** The address at which these mails are stopped. */
  unsubscribe: string;
}

/** A mail of the policy's sequence, in its author's words. Of the lead's own words it holds at most the name. */
export function nurtureStepMail({ lead: stored, policy, step, unsubscribe }: NurtureStepMail): MailContent {
  const lead = legible(stored);
  const locale = lead.facts.language;
  const texts = nurtureMailTexts[locale];
  const say = (words: Parameters<typeof inLocale>[0]) => inLocale(words, locale, policy.languages);
  const [subject, text, page] = [say(step.mail.subject), say(step.mail.text), httpsUrl(step.mail.url)];
  return composeMail(
    {
      locale,
      policy,
      subject,
      preheader: text.split("\n")[0] ?? "",
      kicker: toPersonTexts[locale].hello(greetable(lead.facts.name)),
      title: subject,
      footer: toPersonTexts[locale].footer(
        policy.name,
        dayOf(lead.receivedAt, { locale, timeZone: leadTimeZone(lead.facts) ?? "UTC" }),
      ),
    },
    [
      { paragraphs: text.split(/\n+/).filter((line) => line.trim() !== "") },
      ...(page ? [{ button: { label: texts.step.button, href: page } }] : []),
      { text: texts.talk },
      unsubscribeBlock(unsubscribe, locale),
    ],
  );
}
