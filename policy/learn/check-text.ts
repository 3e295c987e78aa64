import type { Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { languageTags, scoreCheckTexts } from "../../texts/by-language.ts";
import { nounOf } from "../../texts/condition-words.ts";
import type { Ageing, NotChecked, ScoreCheck } from "./check-score.ts";

/** What a check of the score found, in sentences: the figures, then why it has aged, if it has. */
export function checkLines(check: ScoreCheck, policy: Policy, locale: Locale): string[] {
  const texts = scoreCheckTexts[locale];
  const { intl } = languageTags[locale];
  const percent = (part: number) =>
    new Intl.NumberFormat(intl, { style: "percent", maximumFractionDigits: 1 }).format(part);
  const number = (value: number) => new Intl.NumberFormat(intl, { maximumFractionDigits: 2 }).format(value);
  const { since, expected, happened, auc, aged } = check;
  const why = (ageing: Ageing): string => {
    switch (ageing.why) {
      case "chances":
        return texts.chances;
      case "order":
        return texts.order;
      case "leads":
        return texts.leads(nounOf(ageing.fact, { locale, policy }), number(ageing.psi));
    }
  };
  return [
    texts.since(since, number(happened.n), number(happened.of)),
    texts.expected(percent(expected), percent(happened.share), percent(happened.low), percent(happened.high)),
    texts.auc(number(auc.value), number(auc.low), number(auc.high)),
    ...(aged.length === 0 ? [texts.fine] : aged.map(why)),
  ];
}

/** Why there is nothing to say yet. */
export function notCheckedText(why: NotChecked, locale: Locale): string {
  const texts = scoreCheckTexts[locale];
  return why.kind === "no-chances" ? texts.noChances : texts.few(why.since, String(why.leads), String(why.won));
}
