import type { Locale } from "../../routing/lead/lead.ts";
import { returnTexts } from "../../texts/by-language.ts";
import { type Page, renderPage } from "./page.ts";
import { tokenAgain } from "./page-token.ts";
import template from "./return-page.hbs";

interface ReturnPage {
  locale: Locale;
  back: boolean;
  /** The last part of the page's address. */
  action: string;
  /** ISO 8601 in UTC. */
  now: string;
  /** The token that came with a button which does not count yet, so that the page asks again (422). */
  asked?: { token: string } | undefined;
}

/** Asks a paused rep whether they are back, or says that they are. */
export function returnPage({ locale, back, action, now, asked }: ReturnPage): Page {
  const texts = returnTexts[locale];
  const words = back ? texts.back : texts.paused;
  const view = {
    words,
    button: texts.button,
    action: back ? "" : action,
    token: tokenAgain(asked?.token, action, now),
    again: asked ? texts.again : "",
  };
  return renderPage(template, { locale, title: words.title, statusCode: asked ? 422 : 200 }, view);
}
