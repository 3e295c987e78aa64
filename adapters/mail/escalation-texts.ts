import type { Locale } from "../../routing/lead/lead.ts";

interface EscalationMailTexts {
  subject: (who: string) => string;
  reminderSubject: (n: number, who: string) => string;
  kicker: string;
  reminderKicker: (n: number) => string;
  since: string;
  button: string;
  hint: string;
  footer: (company: string) => string;
}

export const escalationMailTexts = {
  en: {
    subject: (who) => `Nobody has taken this lead: ${who}`,
    reminderSubject: (n, who) => `Reminder ${n}, this lead still waits: ${who}`,
    kicker: "Nobody has taken this lead",
    reminderKicker: (n) => `Reminder ${n}: this lead still waits`,
    since: "Received",
    button: "See the lead and take it",
    hint: "It waits for you; nobody else is being asked. You get the contact details when you take it.",
    footer: (company) =>
      `You get this email because, at ${company}, you are the manager for leads that no rep has taken.`,
  },
  es: {
    subject: (who) => `Nadie ha tomado este prospecto: ${who}`,
    reminderSubject: (n, who) => `Recordatorio ${n}, este prospecto sigue esperando: ${who}`,
    kicker: "Nadie ha tomado este prospecto",
    reminderKicker: (n) => `Recordatorio ${n}: este prospecto sigue esperando`,
    since: "Recibido",
    button: "Ver el prospecto y tomarlo",
    hint: "Espera tu respuesta; ya no se ofrece a nadie más. Al tomarlo recibes los datos de contacto.",
    footer: (company) =>
      `Recibes este correo porque en ${company} te corresponden los prospectos que nadie del equipo ha tomado.`,
  },
  pt: {
    subject: (who) => `Ninguém ficou com este lead: ${who}`,
    reminderSubject: (n, who) => `Lembrete ${n}, este lead continua esperando: ${who}`,
    kicker: "Ninguém ficou com este lead",
    reminderKicker: (n) => `Lembrete ${n}: este lead continua esperando`,
    since: "Recebido",
    button: "Ver o lead e ficar com ele",
    hint: "Ele espera por você; ninguém mais está sendo consultado. Ao ficar com ele, você recebe os dados de contato.",
    footer: (company) =>
      `Você recebe este e-mail porque, em ${company}, responde pelos leads com que ninguém da equipe ficou.`,
  },
} satisfies Record<Locale, EscalationMailTexts>;
