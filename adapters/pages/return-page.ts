import type { Locale } from "../../routing/lead/lead.ts";
import { returnTexts } from "../../texts/by-language.ts";
import { type Page, renderPage } from "./page.ts";
import template from "./return-page.hbs";

/** Asks a paused rep whether they are back, or says that they are. `action` is the last part of the page's address. */
export function returnPage({ locale, back, action }: { locale: Locale; back: boolean; action: string }): Page {
  const texts = returnTexts[locale];
  const words = back ? texts.back : texts.paused;
  const view = { words, button: texts.button, action: back ? "" : action };
  return renderPage(template, { locale, title: words.title }, view);
}
