import type { Locale } from "../../routing/lead/lead.ts";
import { unsubscribeTexts } from "../../texts/by-language.ts";
import { type Page, renderPage } from "./page.ts";
import template from "./unsubscribe-page.hbs";

interface UnsubscribePage {
  locale: Locale;
  company: string;
  /** The mails were stopped. */
  done: boolean;
  /** The last part of the page's address. */
  action: string;
}

/** Asks a person whether to stop the mails that are about no request of theirs, or says that they are. */
export function unsubscribePage({ locale, company, done, action }: UnsubscribePage): Page {
  const texts = unsubscribeTexts[locale];
  const words = done ? texts.done : texts.ask;
  const view = { title: words.title, text: words.text(company), button: texts.button, action: done ? "" : action };
  return renderPage(template, { locale, title: words.title, company }, view);
}
