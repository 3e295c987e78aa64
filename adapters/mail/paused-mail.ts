import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { pausedMailTexts } from "../../texts/by-language.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailContent } from "./mail.ts";

interface Paused {
  rep: Rep;
  policy: Policy;
}

/** Tells a rep that they are paused because their offers lapsed, with the link that ends it. Nothing of any lead. */
export function pausedMail({ rep, policy, link }: Paused & { link: string }): MailContent {
  const { rep: texts } = pausedMailTexts[rep.locale];
  return mailOf(rep, policy, texts, texts.intro(policy.pause_after), { label: texts.button, href: link });
}

/** Tells their manager. */
export function pausedManagerMail({ rep, manager, policy }: Paused & { manager: Rep }): MailContent {
  const { manager: texts } = pausedMailTexts[manager.locale];
  const { kicker, subject, title, hint } = texts;
  const words = { kicker, subject: subject(rep.name), title: title(rep.name), hint: hint(rep.email) };
  return mailOf(manager, policy, words, texts.intro(rep.name, policy.pause_after), false);
}

function mailOf(
  { locale }: Rep,
  policy: Policy,
  { subject, kicker, title, hint }: { subject: string; kicker: string; title: string; hint: string },
  intro: string,
  button: { label: string; href: string } | false,
): MailContent {
  return composeMail({ locale, policy, subject, preheader: intro, kicker, title }, [
    { text: intro },
    ...(button ? [{ button }] : []),
    { hint },
  ]);
}
