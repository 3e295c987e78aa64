import { inLocale, type Locale, type Words } from "../../routing/lead/lead.ts";
import type { Form } from "../../routing/policy/form.ts";
import { thanksTexts } from "../../texts/by-language.ts";
import { brandStyle } from "./asked-form.ts";
import { type Page, renderPage } from "./page.ts";
import template from "./thanks-page.hbs";

interface ThanksPage {
  locale: Locale;
  company?: string | undefined;
  /** Whether the policy tells people by mail that their request arrived. */
  acknowledges?: boolean | undefined;
  /** The policy's form, for its own words and where it leads. */
  form?: Form | undefined;
  languages?: readonly Locale[];
  /** Shown inside another site. */
  embed?: boolean;
  embedOrigins?: readonly string[];
}

/** What the person sees after sending the form. */
export function thanksPage({
  locale,
  company,
  acknowledges = false,
  form,
  languages = [],
  embed,
  embedOrigins,
}: ThanksPage): Page {
  const texts = thanksTexts[locale];
  const { title, text, redirect } = form?.thanks ?? {};
  const words = (own: Words | undefined, otherwise: string) =>
    own === undefined ? otherwise : inLocale(own, locale, languages);
  return renderPage(
    template,
    {
      locale,
      title: words(title, texts.title),
      company: form?.brand?.name ?? company,
      embed,
      embedOrigins,
      brand: form ? brandStyle(form) : "",
    },
    {
      title: words(title, texts.title),
      next: words(text, acknowledges ? texts.told : texts.next),
      missing: acknowledges ? texts.missing : "",
      redirect: embed ? (redirect ?? "") : "",
      on: texts.on,
    },
  );
}
