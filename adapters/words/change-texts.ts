import type { Locale } from "../../routing/lead/lead.ts";

/** A change as the clause that begins a sentence. Nouns have their article, values are ready. */
export interface ChangeTexts {
  set: (noun: string, value: string) => string;
  justUnder: (noun: string, value: string) => string;
  justOver: (noun: string, value: string) => string;
  add: (noun: string, value: string) => string;
  drop: (noun: string, value: string) => string;
  other: (noun: string) => string;
  known: (noun: string) => string;
  unknown: (noun: string) => string;
  publicMail: string;
  ownMail: string;
  /** `name` is empty for the reader themself, where they can be meant. */
  placeFree: (name: string) => string;
  onShift: (name: string) => string;
  /** @param leads empty for a part of a lead too small to say */
  owed: (name: string, leads: string) => string;
  skill: (name: string, need: string) => string;
  needs: Record<"language" | "product" | "industry" | "use-case" | "country", string>;
  effortFree: (name: string) => string;
  quotaFree: (name: string) => string;
  resumed: (name: string) => string;
  active: (name: string) => string;
  full: (name: string) => string;
}

export const changeTexts = {
  en: {
    set: (noun, value) => `If ${noun} were ${value}`,
    justUnder: (noun, value) => `If ${noun} were just under ${value}`,
    justOver: (noun, value) => `If ${noun} were just over ${value}`,
    add: (noun, value) => `If ${noun} included ${value}`,
    drop: (noun, value) => `If ${noun} did not include ${value}`,
    other: (noun) => `If ${noun} were one that the policy does not name`,
    known: (noun) => `If ${noun} were known`,
    unknown: (noun) => `If ${noun} were not known`,
    publicMail: "If the e-mail address belonged to a public mail service",
    ownMail: "If the e-mail address belonged to an organization",
    placeFree: (name) => `If ${name} had had a free place`,
    onShift: (name) => `If ${name} had been at work`,
    owed: (name, leads) => `If ${name} had been owed ${leads ? `${leads} leads` : "a little"} more`,
    skill: (name, need) => `If ${name} covered ${need}`,
    needs: {
      language: "the lead's language",
      product: "the products asked for",
      industry: "the lead's industry",
      "use-case": "the lead's use case",
      country: "the lead's country",
    },
    effortFree: (name) => `If ${name} had had less work in hand`,
    quotaFree: (name) => `If ${name} had been given fewer new leads`,
    resumed: (name) => `If ${name} had not been paused`,
    active: (name) => `If ${name} had been active`,
    full: (name) => `If ${name || "you"} had had no free place`,
  },
  es: {
    set: (noun, value) => `Si ${noun} fuera ${value}`,
    justUnder: (noun, value) => `Si ${noun} fuera apenas menor que ${value}`,
    justOver: (noun, value) => `Si ${noun} fuera apenas mayor que ${value}`,
    add: (noun, value) => `Si ${noun} incluyeran ${value}`,
    drop: (noun, value) => `Si ${noun} no incluyeran ${value}`,
    other: (noun) => `Si ${noun} fuera algo que la política no nombra`,
    known: (noun) => `Si se conociera ${noun}`,
    unknown: (noun) => `Si no se conociera ${noun}`,
    publicMail: "Si el correo fuera de un servicio público",
    ownMail: "Si el correo fuera de una organización",
    placeFree: (name) => `Si ${name} hubiera tenido un lugar libre`,
    onShift: (name) => `Si ${name} hubiera estado en su horario de trabajo`,
    owed: (name, leads) => `Si a ${name} se le ${leads ? `debieran ${leads} prospectos` : "debiera un poco"} más`,
    skill: (name, need) => `Si ${name} cubriera ${need}`,
    needs: {
      language: "el idioma del prospecto",
      product: "los productos de interés",
      industry: "la industria del prospecto",
      "use-case": "el uso previsto",
      country: "el país del prospecto",
    },
    effortFree: (name) => `Si ${name} hubiera tenido menos trabajo en curso`,
    quotaFree: (name) => `Si ${name} hubiera recibido menos prospectos nuevos`,
    resumed: (name) => `Si ${name} no hubiera estado en pausa`,
    active: (name) => `Si ${name} hubiera estado en activo`,
    full: (name) => (name ? `Si ${name} no hubiera tenido lugares libres` : "Si no hubieras tenido lugares libres"),
  },
  pt: {
    set: (noun, value) => `Se ${noun} fosse ${value}`,
    justUnder: (noun, value) => `Se ${noun} fosse um pouco menor que ${value}`,
    justOver: (noun, value) => `Se ${noun} fosse um pouco maior que ${value}`,
    add: (noun, value) => `Se ${noun} incluíssem ${value}`,
    drop: (noun, value) => `Se ${noun} não incluíssem ${value}`,
    other: (noun) => `Se ${noun} fosse algo que a política não cita`,
    known: (noun) => `Se fosse possível saber ${noun}`,
    unknown: (noun) => `Se não se soubesse ${noun}`,
    publicMail: "Se o e-mail fosse de um serviço público",
    ownMail: "Se o e-mail fosse de uma organização",
    placeFree: (name) => `Se ${name} tivesse um lugar livre`,
    onShift: (name) => `Se ${name} estivesse em horário de trabalho`,
    owed: (name, leads) => `Se ${name} tivesse ${leads ? `${leads} leads a mais` : "um pouco mais"} a receber`,
    skill: (name, need) => `Se ${name} atendesse ${need}`,
    needs: {
      language: "o idioma do lead",
      product: "os produtos de interesse",
      industry: "o setor do lead",
      "use-case": "o uso previsto",
      country: "o país do lead",
    },
    effortFree: (name) => `Se ${name} tivesse menos trabalho em andamento`,
    quotaFree: (name) => `Se ${name} tivesse recebido menos leads novos`,
    resumed: (name) => `Se ${name} não estivesse em pausa`,
    active: (name) => `Se ${name} estivesse ativo na equipe`,
    full: (name) => (name ? `Se ${name} não tivesse lugares livres` : "Se você não tivesse lugares livres"),
  },
} satisfies Record<Locale, ChangeTexts>;
