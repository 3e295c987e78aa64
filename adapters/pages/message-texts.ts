import type { Locale } from "../../routing/lead/lead.ts";

/** What a page without a question can say, with the status that says the same. */
export const messageStates = {
  accepted: 200,
  "already-accepted": 200,
  declined: 200,
  "already-declined": 200,
  expired: 410,
  "already-taken": 410,
  full: 409,
  "not-found": 404,
  "too-large": 413,
  "too-fast": 429,
  unavailable: 503,
} as const;
export type MessageState = keyof typeof messageStates;

export interface MessageTexts {
  state: Record<MessageState, { title: string; text: string }>;
  contactBy: (time: string, left: string) => string;
  contactByPast: (time: string) => string;
  email: string;
  phone: string;
  questions: string;
}

export const messageTexts = {
  en: {
    state: {
      accepted: { title: "This lead is yours", text: "They get an email with your name." },
      "already-accepted": { title: "This lead is yours", text: "You have accepted it already." },
      declined: { title: "You declined this lead", text: "It goes to somebody else. You need to do nothing more." },
      "already-declined": { title: "You declined this lead already", text: "It has gone to somebody else." },
      expired: { title: "This offer has lapsed", text: "The time to answer is over, and the lead has gone on." },
      "already-taken": { title: "This lead is no longer open", text: "It is in other hands or closed." },
      full: {
        title: "You have no place for one more lead",
        text: "You hold as many open leads as you can. This one stays open to the others who see it.",
      },
      "not-found": {
        title: "There is nothing at this address",
        text: "If it came from an email, check that it was copied whole.",
      },
      "too-large": { title: "This is too much text", text: "Go back, shorten it and send it again." },
      "too-fast": { title: "Too many requests", text: "Wait a minute, then try again." },
      unavailable: {
        title: "This did not work",
        text: "The fault is ours. Try again in a minute; sending twice does no harm.",
      },
    },
    contactBy: (time, left) => `Contact them before ${time}, ${left}.`,
    contactByPast: (time) => `The first contact was due ${time}.`,
    email: "Email",
    phone: "Phone",
    questions: "Ask them",
  },
  es: {
    state: {
      accepted: { title: "Este prospecto es tuyo", text: "Le llega un correo con tu nombre." },
      "already-accepted": { title: "Este prospecto es tuyo", text: "Ya lo habías aceptado." },
      declined: { title: "Rechazaste este prospecto", text: "Pasa a otra persona. No hace falta nada más." },
      "already-declined": { title: "Ya habías rechazado este prospecto", text: "Ha pasado a otra persona." },
      expired: {
        title: "Esta oferta venció",
        text: "Se acabó el tiempo para responder y el prospecto siguió su camino.",
      },
      "already-taken": { title: "Este prospecto ya no está abierto", text: "Está en otras manos o se cerró." },
      full: {
        title: "No te queda lugar para otro prospecto",
        text: "Ya tienes todos los prospectos abiertos que puedes tener. Este sigue abierto para los demás que lo ven.",
      },
      "not-found": {
        title: "No hay nada en esta dirección",
        text: "Si venía en un correo, comprueba que esté copiada completa.",
      },
      "too-large": { title: "Es demasiado texto", text: "Vuelve atrás, acórtalo y envíalo de nuevo." },
      "too-fast": { title: "Demasiadas solicitudes", text: "Espera un minuto e inténtalo de nuevo." },
      unavailable: {
        title: "No funcionó",
        text: "La falla es nuestra. Inténtalo de nuevo en un minuto; enviarlo dos veces no causa problemas.",
      },
    },
    contactBy: (time, left) => `Límite para el primer contacto: ${time}, ${left}.`,
    contactByPast: (time) => `El primer contacto debía hacerse antes de esta hora: ${time}.`,
    email: "Correo",
    phone: "Teléfono",
    questions: "Para preguntar",
  },
  pt: {
    state: {
      accepted: { title: "Este lead é seu", text: "A pessoa recebe um e-mail com o seu nome." },
      "already-accepted": { title: "Este lead é seu", text: "Você já o tinha aceitado." },
      declined: { title: "Você recusou este lead", text: "Ele passa para outra pessoa. Nada mais a fazer." },
      "already-declined": { title: "Você já tinha recusado este lead", text: "Ele passou para outra pessoa." },
      expired: { title: "Esta oferta expirou", text: "O tempo para responder acabou, e o lead seguiu adiante." },
      "already-taken": { title: "Este lead não está mais aberto", text: "Está em outras mãos ou foi encerrado." },
      full: {
        title: "Você não tem lugar para mais um lead",
        text: "Você já está com todos os leads em aberto que pode ter. Este continua aberto para os outros que o veem.",
      },
      "not-found": {
        title: "Não há nada neste endereço",
        text: "Se veio em um e-mail, confira se foi copiado por inteiro.",
      },
      "too-large": { title: "É texto demais", text: "Volte, encurte e envie de novo." },
      "too-fast": { title: "Solicitações demais", text: "Espere um minuto e tente de novo." },
      unavailable: {
        title: "Não funcionou",
        text: "A falha é nossa. Tente de novo em um minuto; enviar duas vezes não causa problemas.",
      },
    },
    contactBy: (time, left) => `Prazo para o primeiro contato: ${time}, ${left}.`,
    contactByPast: (time) => `O prazo do primeiro contato era ${time}.`,
    email: "E-mail",
    phone: "Telefone",
    questions: "Para perguntar",
  },
} satisfies Record<Locale, MessageTexts>;
