import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { mailFrameTexts } from "../../texts/by-language.ts";

const most = 3;

interface References {
  title: string;
  items: { company: string; text: string }[];
}

/** Companies of the lead's own industry, as the policy tells of them: parts/references. False when there are none. */
export function references({ facts }: Lead, policy: Policy, locale: Locale): References | false {
  const plain = (text: string) => text.trim().toLocaleLowerCase();
  const industry = plain(facts.industry ?? "");
  const items = policy.references
    .filter((reference) => plain(reference.industry) === industry)
    .slice(0, most)
    .map(({ company, text }) => ({ company, text: inLocale(text, locale, policy.languages) }));
  return items.length > 0 && { title: mailFrameTexts[locale].references(policy.name), items };
}
