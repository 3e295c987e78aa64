import type { LeadFacts, Locale } from "../../routing/lead/lead.ts";

/** Apart from the form's texts, since pages and mails about a lead need no more of them. */
export const urgencyTexts = {
  en: {
    now: "Now",
    "this-quarter": "This quarter",
    "this-year": "This year",
    exploring: "Just exploring",
  },
  es: {
    now: "Ahora",
    "this-quarter": "Este trimestre",
    "this-year": "Este año",
    exploring: "Solo explorando",
  },
  pt: {
    now: "Agora",
    "this-quarter": "Neste trimestre",
    "this-year": "Neste ano",
    exploring: "Só explorando",
  },
} satisfies Record<Locale, Record<NonNullable<LeadFacts["urgency"]>, string>>;
