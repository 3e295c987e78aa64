import { inLocale, type Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { nurtureMailTexts, toPersonTexts } from "../../texts/by-language.ts";
import { greetable, legible } from "../../texts/legible.ts";
import { dayOf, leadTimeZone } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import { httpsUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";
import { references } from "./references.ts";
import { requestBlock } from "./request-block.ts";
import { unsubscribeBlock } from "./unsubscribe-block.ts";

/**
 * Answers a lead that no rep is to call: their request has arrived, where they can help themselves, and how to reach
 * somebody all the same. Of the lead's own words it holds at most the name.
 */
export function nurtureMail({
  lead: stored,
  policy,
  request,
  unsubscribe,
}: {
  lead: Lead;
  policy: Policy;
  /** The address of the person's own page. */
  request: string;
  /** The address at which these mails are stopped. */
  unsubscribe: string;
}): MailContent {
  const lead = legible(stored);
  const locale = lead.facts.language;
  const texts = nurtureMailTexts[locale];
  const page = httpsUrl(policy.self_service_url);
  const lane = policy.lanes.find((candidate) => candidate.lane === lead.lane?.lane);
  const message = texts[page && lane?.action === "self-service" ? "self-service" : "nurture"];
  const products = policy.form.products
    .filter(({ id }) => lead.facts.products?.includes(id))
    .map(({ name }) => inLocale(name, locale, policy.languages));
  const lines = [
    [texts.thanks, ...(products.length > 0 ? [texts.about(products.join(", "))] : [])].join(" "),
    page ? message.withPage : texts.withoutPage,
  ];
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(policy.name),
      preheader: message.title,
      kicker: toPersonTexts[locale].hello(greetable(lead.facts.name)),
      title: message.title,
      footer: toPersonTexts[locale].footer(
        policy.name,
        dayOf(lead.receivedAt, { locale, timeZone: leadTimeZone(lead.facts) ?? "UTC" }),
      ),
    },
    [
      { paragraphs: lines },
      ...(page ? [{ button: { label: message.button, href: page } }] : []),
      { text: texts.talk },
      { references: references(lead, policy, locale) },
      requestBlock(request, locale),
      unsubscribeBlock(unsubscribe, locale),
    ],
  );
}
