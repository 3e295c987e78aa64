import type { LeadFacts, Locale, Score } from "../../routing/lead/lead.ts";

type Dimension = "value" | "geography" | "use-case" | "engagement" | "size";

export interface DetailsMailTexts {
  subject: (who: string) => string;
  kicker: string;
  due: string;
  call: (phone: string) => string;
  write: (email: string) => string;
  email: string;
  phone: string;
  told: (language: LeadFacts["language"]) => string;
  ask: string;
  score: ({ total, max }: Score) => string;
  /** The policy's names for the parts of the score. */
  dimension: Record<Dimension, string>;
  of: (points: number, max: number) => string;
  managed: string;
  calendar: string;
}

export const detailsMailTexts = {
  en: {
    subject: (who) => `Your lead: ${who}`,
    kicker: "This lead is yours",
    due: "First contact by",
    call: (phone) => `Call ${phone}`,
    write: (email) => `Write to ${email}`,
    email: "Email",
    phone: "Phone",
    told: (language) =>
      `They have been told, in ${{ en: "English", es: "Spanish", pt: "Portuguese" }[language]}, that you contact them by then.`,
    ask: "Ask them",
    score: ({ total, max }) => `Score: ${total} of ${max} points`,
    dimension: {
      value: "Value",
      geography: "Geography",
      "use-case": "Use case",
      engagement: "Engagement",
      size: "Size",
    },
    of: (points, max) => `${points} of ${max}`,
    managed: "No rep took it, and you did.",
    calendar: "They can also choose a time in your calendar",
  },
  es: {
    subject: (who) => `Tu prospecto: ${who}`,
    kicker: "Este prospecto es tuyo",
    due: "Primer contacto a más tardar",
    call: (phone) => `Llamar al ${phone}`,
    write: (email) => `Escribir a ${email}`,
    email: "Correo",
    phone: "Teléfono",
    told: (language) =>
      `Ya se le avisó, en ${{ en: "inglés", es: "español", pt: "portugués" }[language]}, que te comunicarás antes de esa hora.`,
    ask: "Para preguntar",
    score: ({ total, max }) => `Puntaje: ${total} de ${max}`,
    dimension: {
      value: "Valor",
      geography: "Geografía",
      "use-case": "Caso de uso",
      engagement: "Interacción",
      size: "Tamaño",
    },
    of: (points, max) => `${points} de ${max}`,
    managed: "Nadie del equipo lo tomó; lo tomaste tú.",
    calendar: "También puede elegir un horario en tu calendario",
  },
  pt: {
    subject: (who) => `Seu lead: ${who}`,
    kicker: "Este lead é seu",
    due: "Primeiro contato até",
    call: (phone) => `Ligar para ${phone}`,
    write: (email) => `Escrever para ${email}`,
    email: "E-mail",
    phone: "Telefone",
    told: (language) =>
      `A pessoa já foi avisada, em ${{ en: "inglês", es: "espanhol", pt: "português" }[language]}, de que você fará contato até esse horário.`,
    ask: "Para perguntar",
    score: ({ total, max }) => `Pontuação: ${total} de ${max}`,
    dimension: {
      value: "Valor",
      geography: "Geografia",
      "use-case": "Caso de uso",
      engagement: "Engajamento",
      size: "Tamanho",
    },
    of: (points, max) => `${points} de ${max}`,
    managed: "Ninguém da equipe ficou com ele; você ficou.",
    calendar: "Ela também pode escolher um horário na sua agenda",
  },
} satisfies Record<Locale, DetailsMailTexts>;
