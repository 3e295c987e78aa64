import type { Locale } from "../../routing/lead/lead.ts";
import { thanksTexts } from "../../texts/by-language.ts";
import { type Page, renderPage } from "./page.ts";
import template from "./thanks-page.hbs";

interface ThanksPage {
  locale: Locale;
  company?: string | undefined;
  /** Whether the policy tells people by mail that their request arrived. */
  acknowledges?: boolean | undefined;
  /** Shown inside another site. */
  embed?: boolean;
  embedOrigins?: readonly string[];
}

/** What the person sees after sending the form. */
export function thanksPage({ locale, company, acknowledges = false, embed, embedOrigins }: ThanksPage): Page {
  const texts = thanksTexts[locale];
  return renderPage(
    template,
    { locale, title: texts.title, company, embed, embedOrigins },
    {
      title: texts.title,
      next: acknowledges ? texts.told : texts.next,
      missing: acknowledges ? texts.missing : "",
    },
  );
}
