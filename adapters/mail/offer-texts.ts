import type { Locale } from "../../routing/lead/lead.ts";

interface OfferMailTexts {
  /** @param priority in small letters, empty when unknown */
  subject: (priority: string, who: string) => string;
  kicker: string;
  due: string;
  button: string;
  /** @param time the answering time in words, "15 minutes" */
  hint: (time: string) => string;
}

export const offerMailTexts = {
  en: {
    subject: (priority, who) => (priority ? `New ${priority} lead: ${who}` : `New lead: ${who}`),
    kicker: "New lead, offered to you",
    due: "Answer by",
    button: "See the lead and answer",
    hint: (time) =>
      `You have ${time} of working time; then the lead goes to somebody else. You get the contact details when you accept.`,
  },
  es: {
    subject: (priority, who) => (priority ? `Nuevo prospecto ${priority}: ${who}` : `Nuevo prospecto: ${who}`),
    kicker: "Nuevo prospecto para ti",
    due: "Responde a más tardar",
    button: "Ver el prospecto y responder",
    hint: (time) =>
      `Tienes ${time} de tiempo laboral; después, el prospecto pasa a otra persona. Al aceptar recibes los datos de contacto.`,
  },
  pt: {
    subject: (priority, who) => (priority ? `Novo lead ${priority}: ${who}` : `Novo lead: ${who}`),
    kicker: "Novo lead para você",
    due: "Responda até",
    button: "Ver o lead e responder",
    hint: (time) =>
      `Você tem ${time} de expediente; depois, o lead passa para outra pessoa. Ao aceitar, você recebe os dados de contato.`,
  },
} satisfies Record<Locale, OfferMailTexts>;
