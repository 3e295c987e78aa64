import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { mailFrameTexts } from "../../texts/by-language.ts";

const most = 3;

export interface References {
  title: string;
  lines: { company: string; text: string }[];
}

/** Companies of the lead's own industry, as the policy tells of them, at most three. */
export function references({ facts }: Lead, policy: Policy, locale: Locale): References {
  const plain = (text: string) => text.trim().toLocaleLowerCase();
  const industry = plain(facts.industry ?? "");
  const lines = policy.references
    .filter((reference) => plain(reference.industry) === industry)
    .slice(0, most)
    .map(({ company, text }) => ({ company, text: inLocale(text, locale, policy.languages) }));
  return { title: mailFrameTexts[locale].references(policy.name), lines };
}
