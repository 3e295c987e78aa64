import { inLocale, type Lead, type Words } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { leadTexts, lookMailTexts } from "../../texts/by-language.ts";
import { legible, oneLine, whoIs } from "../../texts/legible.ts";
import { when } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import { leadBody, whySections, withLines } from "./lead-body.ts";
import { mailtoUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";

interface LookMail {
  /** With the request for a look. */
  lead: Lead;
  manager: Rep;
  policy: Policy;
}

/** Tells a manager that somebody wants a person to look at how their request was decided, with what was decided and why. */
export function lookMail({ lead: stored, manager, policy }: LookMail): MailContent {
  const { locale } = manager;
  const lead = legible(stored);
  const texts = lookMailTexts[locale];
  const { email } = lead.facts;
  const say = (words: Words) => inLocale(words, locale, policy.languages);
  const decided = [
    ...(lead.qualification?.reasons ?? []).map(({ because }) => texts.rejected(say(because))),
    ...(lead.lane ? [texts.lane(lead.lane.lane, say(lead.lane.because))] : []),
    ...(lead.rule ? [leadTexts[locale].rule(lead.rule.rule)] : []),
  ];
  const points = (lead.score?.dimensions ?? []).flatMap(({ reasons }) =>
    reasons.map(({ because, points = 0 }) => `${say(because)} (${points})`),
  );
  const note = oneLine(lead.look?.note ?? "");
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: texts.intro,
      kicker: texts.kicker,
      title: whoIs(lead),
      priority: lead.priority,
    },
    [
      { text: texts.intro },
      { due: { label: texts.asked, value: when(lead.look?.at ?? lead.receivedAt, lead.receivedAt, manager) } },
      { button: { label: texts.button(email), href: mailtoUrl(email) }, notInText: true },
      { hint: texts.hint(email) },
      {
        sections: withLines([
          { title: texts.note, lines: note ? [note] : [] },
          { title: texts.decided, lines: decided },
          ...whySections(lead, policy, undefined, locale),
          { title: texts.points, lines: points },
        ]),
      },
      { lead: leadBody(lead, policy, { ...manager, contacts: true }) },
    ],
  );
}
