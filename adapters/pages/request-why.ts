import { considered } from "../../routing/explain/considered.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { longestAnswer } from "../../routing/offers/answer-limit.ts";
import { slaOf } from "../../routing/offers/sla.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { languageTags, requestTexts } from "../../texts/by-language.ts";
import { nounOf } from "../../texts/condition-words.ts";
import { dayOf, lengthOf } from "../../texts/when.ts";

interface Reader {
  locale: Locale;
  timeZone: string;
}

/**
 * How a request was decided, as far as its person may be told: that a program did it and by whose rules, which kinds of
 * facts those ask for, and what came of it. Not what anything was worth, and nothing of anybody else.
 */
export function requestWhy(lead: Lead, policy: Policy, manager: Rep, { locale, timeZone }: Reader): string[] {
  const texts = requestTexts[locale].why;
  if (!lead.qualification) return [texts.nobody];
  const nouns = considered(lead, policy).map((name) => nounOf(name, { locale, policy }));
  const list = new Intl.ListFormat(languageTags[locale].intl, { type: "conjunction" });
  const isLookedUp = lead.account !== undefined || lead.enrichment?.lookups.some(({ filled }) => filled.length > 0);
  return [
    texts.program(policy.name),
    ...(nouns.length > 0 ? [texts.considered(list.format(nouns))] : []),
    ...(isLookedUp ? [texts.lookedUp] : []),
    outcome(lead, policy, locale),
    ...(lead.look ? [texts.asked(dayOf(lead.look.at, { locale, timeZone }), manager.name)] : []),
  ];
}

function outcome(lead: Lead, policy: Policy, locale: Locale): string {
  const texts = requestTexts[locale].why;
  if (lead.status === "rejected") return texts.notTaken;
  if (lead.status === "nurtured" || lead.status === "qualified") return lead.lane ? texts.byMail : texts.nobody;
  const { answer, first_contact } = slaOf(lead, policy);
  if (answer === undefined || first_contact === undefined) return texts.personSometime;
  return texts.person(lengthOf(longestAnswer(answer) + first_contact, locale));
}
