import type { Locale } from "../../routing/lead/lead.ts";

interface Message {
  title: string;
  /** With the button that leads to the company's own page. */
  withPage: string;
  button: string;
}

interface NurtureMailTexts {
  subject: (company: string) => string;
  hello: (name: string) => string;
  thanks: string;
  about: (products: string) => string;
  nurture: Message;
  "self-service": Message;
  withoutPage: string;
  talk: string;
  footer: (company: string, day: string) => string;
}

export const nurtureMailTexts = {
  en: {
    subject: (company) => `Your request to ${company}`,
    hello: (name) => (name ? `Hello ${name},` : "Hello,"),
    thanks: "Thank you for writing to us.",
    about: (products) => `You asked about: ${products}.`,
    nurture: {
      title: "We have your request",
      withPage: "We will not call you for now. You can look around on this page whenever you like:",
      button: "Look around",
    },
    "self-service": {
      title: "You can start right away",
      withPage: "There is no need to wait for a call. On this page you can get started by yourself:",
      button: "Get started",
    },
    withoutPage: "We will not call you for now.",
    talk: "If you would like to talk to one of us, reply to this email.",
    footer: (company, day) => `You get this email because you sent ${company} a request on ${day}.`,
  },
  es: {
    subject: (company) => `Tu solicitud a ${company}`,
    hello: (name) => (name ? `Hola, ${name}:` : "Hola:"),
    thanks: "Gracias por escribirnos.",
    about: (products) => `Nos preguntaste por: ${products}.`,
    nurture: {
      title: "Recibimos tu solicitud",
      withPage: "Por ahora no te llamaremos. En esta página puedes conocer más cuando quieras:",
      button: "Conocer más",
    },
    "self-service": {
      title: "Puedes empezar ahora mismo",
      withPage: "No hace falta esperar una llamada. En esta página puedes empezar por tu cuenta:",
      button: "Empezar",
    },
    withoutPage: "Por ahora no te llamaremos.",
    talk: "Si prefieres hablar con alguien del equipo, responde a este correo.",
    footer: (company, day) => `Recibes este correo porque enviaste una solicitud a ${company} el ${day}.`,
  },
  pt: {
    subject: (company) => `Sua solicitação a ${company}`,
    hello: (name) => (name ? `Olá, ${name},` : "Olá,"),
    thanks: "Agradecemos o seu contato.",
    about: (products) => `Você perguntou sobre: ${products}.`,
    nurture: {
      title: "Recebemos a sua solicitação",
      withPage: "Por enquanto, não vamos ligar para você. Nesta página você pode conhecer mais quando quiser:",
      button: "Conhecer mais",
    },
    "self-service": {
      title: "Você já pode começar",
      withPage: "Não é preciso esperar uma ligação. Nesta página você pode começar por conta própria:",
      button: "Começar",
    },
    withoutPage: "Por enquanto, não vamos ligar para você.",
    talk: "Se preferir falar com alguém da equipe, responda a este e-mail.",
    footer: (company, day) => `Você recebe este e-mail porque enviou uma solicitação a ${company} em ${day}.`,
  },
} satisfies Record<Locale, NurtureMailTexts>;
