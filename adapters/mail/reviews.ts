import type { Locale } from "../../routing/lead/lead.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Review } from "../../routing/reps/review.ts";
import { reviewTexts } from "../../texts/by-language.ts";
import { oneLine } from "../../texts/legible.ts";
import { dayOf } from "../../texts/when.ts";

/** What somebody said of a rep, and who, where and when. */
export interface Said {
  text: string;
  by: string;
}

/** Reviews as they are shown: word for word, each with its author, source and day. */
export const reviewsSaid = (reviews: readonly Review[], locale: Locale): Said[] =>
  reviews.map(({ text, author, source, date }) => ({
    text: oneLine(text),
    by: [oneLine(author), oneLine(source), dayOf(`${date}T12:00:00Z`, { locale, timeZone: "UTC" })].join(", "),
  }));

/** The part of a mail with what people said of the rep; nothing where nobody did. */
export function reviewsBlock(reviews: readonly Review[], { name }: Rep, locale: Locale) {
  const texts = reviewTexts[locale];
  const lines = reviewsSaid(reviews, locale).map(({ text, by }) => texts.said(text, by));
  return lines.length > 0 ? [{ sections: [{ title: texts.title(oneLine(name)), lines }] }] : [];
}
