import { outlookOf } from "../../routing/explain/chance.ts";
import { inLocale, type Locale, type Score } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { languageTags, outlookTexts } from "../../texts/by-language.ts";
import { oneLine } from "../../texts/legible.ts";

/**
 * The chance of a win that a lead's points stand for, then what speaks most for it and against it, each as a sentence of its
 * own. For reps, managers and operators, beside the points and never in place of them; empty where the policy knows no chances.
 */
export function outlookLines(score: Score | undefined, policy: Policy, locale: Locale): string[] {
  const outlook = outlookOf(score, policy);
  if (!outlook || !policy.chance) return [];
  const texts = outlookTexts[locale];
  const { intl } = languageTags[locale];
  const percent = new Intl.NumberFormat(intl, { style: "percent" });
  const number = new Intl.NumberFormat(intl, { maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(intl, { signDisplay: "exceptZero", maximumFractionDigits: 1 });
  const lines = (head: string, speaking: typeof outlook.forIt) =>
    speaking.map(
      ({ because, points, lacks }) =>
        `${head} ${lacks ? texts.lacks(number.format(-points)) : signed.format(points)} ${oneLine(inLocale(because, locale, policy.languages))}`,
    );
  return [
    texts.chance(percent.format(outlook.chance), new Intl.NumberFormat(intl).format(policy.chance.leads)),
    ...lines(texts.forIt, outlook.forIt),
    ...lines(texts.againstIt, outlook.againstIt),
  ];
}
