import type { Locale } from "../../routing/lead/lead.ts";

interface ReminderMailTexts {
  subject: (who: string) => string;
  kicker: string;
  due: string;
  button: string;
  hint: (offered: string) => string;
}

export const reminderMailTexts = {
  en: {
    subject: (who) => `Reminder, your answer is due: ${who}`,
    kicker: "This lead waits for your answer",
    due: "Answer by",
    button: "See the lead and answer",
    hint: (offered) => `It was offered to you ${offered}. Without an answer it goes to somebody else.`,
  },
  es: {
    subject: (who) => `Recordatorio, falta tu respuesta: ${who}`,
    kicker: "Este prospecto espera tu respuesta",
    due: "Responde a más tardar",
    button: "Ver el prospecto y responder",
    hint: (offered) => `Te lo ofrecimos ${offered}. Si no respondes, pasa a otra persona.`,
  },
  pt: {
    subject: (who) => `Lembrete, falta a sua resposta: ${who}`,
    kicker: "Este lead espera a sua resposta",
    due: "Responda até",
    button: "Ver o lead e responder",
    hint: (offered) => `Ele foi oferecido a você ${offered}. Sem resposta, passa para outra pessoa.`,
  },
} satisfies Record<Locale, ReminderMailTexts>;
