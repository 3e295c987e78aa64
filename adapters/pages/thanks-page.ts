import type { Locale } from "../../routing/lead/lead.ts";
import { type Page, renderPage } from "./page.ts";
import template from "./thanks-page.hbs";

const texts = {
  en: { title: "Thank you: we have your request", next: "Our answer comes by email." },
  es: { title: "Gracias: recibimos tu solicitud", next: "La respuesta llega por correo." },
  pt: { title: "Obrigado: recebemos a sua solicitação", next: "A resposta chega por e-mail." },
} satisfies Record<Locale, { title: string; next: string }>;

interface ThanksPage {
  locale: Locale;
  company?: string | undefined;
  /** Shown inside another site. */
  embed?: boolean;
  embedOrigins?: readonly string[];
}

/** What the person sees after sending the form. */
export function thanksPage({ locale, company, embed, embedOrigins }: ThanksPage): Page {
  const { title } = texts[locale];
  return renderPage(template, { locale, title, company, embed, embedOrigins }, { texts: texts[locale] });
}
