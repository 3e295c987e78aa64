import type { Locale } from "../../routing/lead/lead.ts";

interface IntroductionMailTexts {
  subject: (owner: string, company: string) => string;
  /** @param name of the lead, empty when it cannot be greeted */
  hello: (name: string) => string;
  title: (owner: string) => string;
  due: string;
  steps: string;
  /** @param phone whether the lead left a number */
  first: (owner: string, phone: boolean) => string;
  calendar: string;
  /** @param phone whether the owner has a number */
  before: (owner: string, phone: boolean) => string;
  button: string;
  buttonWithoutCalendar: (owner: string) => string;
  footer: (company: string, day: string) => string;
}

export const introductionMailTexts = {
  en: {
    subject: (owner, company) => `${owner} of ${company} will contact you`,
    hello: (name) => (name ? `Hello ${name},` : "Hello,"),
    title: (owner) => `${owner} will contact you`,
    due: "You hear from us by",
    steps: "What happens next",
    first: (owner, phone) => `${owner} ${phone ? "calls or writes to you" : "writes to you"}.`,
    calendar: "If another time suits you better, choose it in the calendar.",
    before: (owner, phone) => `Questions before that? Write to ${phone ? "or call " : ""}${owner}.`,
    button: "Choose a time",
    buttonWithoutCalendar: (owner) => `Write to ${owner}`,
    footer: (company, day) => `You get this email because you sent ${company} a request on ${day}.`,
  },
  es: {
    subject: (owner, company) => `${owner}, de ${company}, te contactará`,
    hello: (name) => (name ? `Hola, ${name}:` : "Hola:"),
    title: (owner) => `${owner} te contactará`,
    due: "Te contactaremos a más tardar",
    steps: "Próximos pasos",
    first: (owner, phone) => `${owner} te ${phone ? "llamará o escribirá" : "escribirá"}.`,
    calendar: "Si te conviene otro momento, elígelo en el calendario.",
    before: (owner, phone) => `¿Alguna pregunta antes? Escribe${phone ? " o llama" : ""} a ${owner}.`,
    button: "Elegir un horario",
    buttonWithoutCalendar: (owner) => `Escribir a ${owner}`,
    footer: (company, day) => `Recibes este correo porque enviaste una solicitud a ${company} el ${day}.`,
  },
  pt: {
    subject: (owner, company) => `${owner}, de ${company}, vai falar com você`,
    hello: (name) => (name ? `Olá, ${name},` : "Olá,"),
    title: (owner) => `${owner} vai falar com você`,
    due: "Entraremos em contato até",
    steps: "Próximos passos",
    first: (owner, phone) => `${owner} vai ${phone ? "ligar ou escrever" : "escrever"} para você.`,
    calendar: "Se outro horário for melhor para você, escolha na agenda.",
    before: (owner, phone) => `Alguma dúvida antes disso? Escreva${phone ? " ou ligue" : ""} para ${owner}.`,
    button: "Escolher um horário",
    buttonWithoutCalendar: (owner) => `Escrever para ${owner}`,
    footer: (company, day) => `Você recebe este e-mail porque enviou uma solicitação a ${company} em ${day}.`,
  },
} satisfies Record<Locale, IntroductionMailTexts>;
