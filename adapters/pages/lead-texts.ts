import type { LeadFacts, Locale, Priority } from "../../routing/lead/lead.ts";

export interface LeadTexts {
  /** In the order in which a rep reads them. */
  facts: Record<
    | "company"
    | "role"
    | "country"
    | "size"
    | "products"
    | "urgency"
    | "value"
    | "useCase"
    | "industry"
    | "customerType"
    | "history"
    | "language",
    string
  >;
  customerType: Record<NonNullable<LeadFacts["customerType"]>, string>;
  language: Record<Locale, string>;
  priority: Record<Priority, string>;
  score: (total: number, max: number) => string;
  rule: (rule: string) => string;
  pool: (pool: string) => string;
  wrote: string;
  why: string;
  whyYou: string;
}

/** How a lead is described to a rep or a manager. */
export const leadTexts = {
  en: {
    facts: {
      company: "Organization",
      role: "Position",
      country: "Country",
      size: "People",
      products: "Interested in",
      urgency: "Needed",
      value: "Yearly value",
      useCase: "Use",
      industry: "Industry",
      customerType: "Relation",
      history: "History",
      language: "Language",
    },
    customerType: { new: "New", customer: "Customer already", former: "Former customer" },
    language: { en: "English", es: "Spanish", pt: "Portuguese" },
    priority: { hot: "Hot", warm: "Warm", cold: "Cold" },
    score: (total, max) => `Score: ${total} of ${max} points`,
    rule: (rule) => `Rule: ${rule}`,
    pool: (pool) => `Group: ${pool}`,
    wrote: "Their message",
    why: "Why this lead",
    whyYou: "Why you",
  },
  es: {
    facts: {
      company: "Organización",
      role: "Cargo",
      country: "País",
      size: "Personas",
      products: "Interés en",
      urgency: "Para cuándo",
      value: "Valor anual",
      useCase: "Uso",
      industry: "Industria",
      customerType: "Relación",
      history: "Antecedentes",
      language: "Idioma",
    },
    customerType: { new: "Nuevo", customer: "Ya es cliente", former: "Fue cliente" },
    language: { en: "Inglés", es: "Español", pt: "Portugués" },
    priority: { hot: "Caliente", warm: "Tibio", cold: "Frío" },
    score: (total, max) => `Puntaje: ${total} de ${max}`,
    rule: (rule) => `Regla: ${rule}`,
    pool: (pool) => `Grupo: ${pool}`,
    wrote: "Su mensaje",
    why: "Por qué este prospecto",
    whyYou: "Por qué tú",
  },
  pt: {
    facts: {
      company: "Organização",
      role: "Cargo",
      country: "País",
      size: "Pessoas",
      products: "Interesse em",
      urgency: "Para quando",
      value: "Valor anual",
      useCase: "Uso",
      industry: "Setor",
      customerType: "Relação",
      history: "Histórico",
      language: "Idioma",
    },
    customerType: { new: "Novo", customer: "Já é cliente", former: "Foi cliente" },
    language: { en: "Inglês", es: "Espanhol", pt: "Português" },
    priority: { hot: "Quente", warm: "Morno", cold: "Frio" },
    score: (total, max) => `Pontuação: ${total} de ${max}`,
    rule: (rule) => `Regra: ${rule}`,
    pool: (pool) => `Grupo: ${pool}`,
    wrote: "A mensagem",
    why: "Por que este lead",
    whyYou: "Por que você",
  },
} satisfies Record<Locale, LeadTexts>;
