import type { LeadFacts, Locale } from "../../routing/lead/lead.ts";
import { urgencyTexts } from "./urgency-texts.ts";

/** What can be wrong with one field of the form. */
export type Fault = "missing" | "invalid" | "too-long";

type Field = "name" | "email" | "company" | "size" | "country" | "phone" | "products" | "urgency" | "message";

export interface FormTexts {
  title: (company: string) => string;
  intro: string;
  label: Record<Field, string>;
  /** Over the fields that may stay empty. */
  optional: string;
  noChoice: string;
  sizeHint: string;
  urgency: Record<NonNullable<LeadFacts["urgency"]>, string>;
  consent: (company: string) => string;
  privacy: string;
  send: string;
  languages: string;
  /** For the trap that only programs fill in. */
  trap: string;
  errors: string;
  errorTitle: (title: string) => string;
  fault: Record<Fault, string> & Partial<Record<`${Field}-${Fault}`, string>>;
}

export const formTexts = {
  en: {
    title: (company) => (company ? `Talk to ${company}` : "Talk to us"),
    intro: "Name and work email are enough. We answer by email.",
    label: {
      name: "Name",
      email: "Work email",
      company: "Organization",
      size: "People in the organization",
      country: "Country",
      phone: "Phone",
      products: "Interested in",
      urgency: "When is it needed?",
      message: "Anything else we should know?",
    },
    optional: "Optional, so that the right person answers",
    noChoice: "Choose a country",
    sizeHint: "A rough number is fine",
    urgency: urgencyTexts.en,
    consent: (company) =>
      `By sending this form you agree that ${company || "we"} may keep these details and contact you about your request.`,
    privacy: "Privacy notice",
    send: "Send",
    languages: "Language",
    trap: "Leave this field empty",
    errors: "Please correct this and send it again",
    errorTitle: (title) => `Error: ${title}`,
    fault: {
      missing: "Fill in this field",
      invalid: "This value is not accepted",
      "too-long": "This is too long: please shorten it",
      "name-missing": "Enter your name",
      "email-missing": "Enter your work email",
      "email-invalid": "Enter an email address such as name@company.com",
      "size-invalid": "Enter a number, such as 250",
      "country-invalid": "Choose a country from the list",
      "phone-invalid": "Enter a phone number such as +1 212 555 0100",
    },
  },
  es: {
    title: (company) => (company ? `Hablar con ${company}` : "Hablar con nosotros"),
    intro: "Bastan el nombre y el correo de trabajo. Respondemos por correo.",
    label: {
      name: "Nombre",
      email: "Correo de trabajo",
      company: "Organización",
      size: "Personas en la organización",
      country: "País",
      phone: "Teléfono",
      products: "Interés en",
      urgency: "¿Para cuándo se necesita?",
      message: "¿Algo más que debamos saber?",
    },
    optional: "Opcional, para que responda la persona indicada",
    noChoice: "Elegir un país",
    sizeHint: "Basta un número aproximado",
    urgency: urgencyTexts.es,
    consent: (company) =>
      company
        ? `Al enviar este formulario aceptas que ${company} guarde estos datos y te contacte por tu solicitud.`
        : "Al enviar este formulario aceptas que guardemos estos datos y te contactemos por tu solicitud.",
    privacy: "Aviso de privacidad",
    send: "Enviar",
    languages: "Idioma",
    trap: "Dejar este campo vacío",
    errors: "Corrige esto y vuelve a enviar",
    errorTitle: (title) => `Error: ${title}`,
    fault: {
      missing: "Completa este campo",
      invalid: "Este valor no es válido",
      "too-long": "Es demasiado largo: acórtalo, por favor",
      "name-missing": "Escribe tu nombre",
      "email-missing": "Escribe tu correo de trabajo",
      "email-invalid": "Escribe un correo como nombre@empresa.com",
      "size-invalid": "Escribe un número, por ejemplo 250",
      "country-invalid": "Elige un país de la lista",
      "phone-invalid": "Escribe un teléfono como +52 55 5555 0100",
    },
  },
  pt: {
    title: (company) => (company ? `Fale com ${company}` : "Fale conosco"),
    intro: "Nome e e-mail de trabalho bastam. Respondemos por e-mail.",
    label: {
      name: "Nome",
      email: "E-mail de trabalho",
      company: "Organização",
      size: "Pessoas na organização",
      country: "País",
      phone: "Telefone",
      products: "Interesse em",
      urgency: "Para quando é necessário?",
      message: "Mais alguma coisa que devemos saber?",
    },
    optional: "Opcional, para que a pessoa certa responda",
    noChoice: "Escolha um país",
    sizeHint: "Um número aproximado basta",
    urgency: urgencyTexts.pt,
    consent: (company) =>
      company
        ? `Ao enviar este formulário, você concorda que ${company} guarde estes dados e entre em contato sobre a sua solicitação.`
        : "Ao enviar este formulário, você concorda que guardemos estes dados e entremos em contato sobre a sua solicitação.",
    privacy: "Aviso de privacidade",
    send: "Enviar",
    languages: "Idioma",
    trap: "Deixe este campo vazio",
    errors: "Corrija isto e envie de novo",
    errorTitle: (title) => `Erro: ${title}`,
    fault: {
      missing: "Preencha este campo",
      invalid: "Este valor não é aceito",
      "too-long": "Está longo demais: encurte, por favor",
      "name-missing": "Informe o seu nome",
      "email-missing": "Informe o seu e-mail de trabalho",
      "email-invalid": "Informe um e-mail como nome@empresa.com",
      "size-invalid": "Informe um número, por exemplo 250",
      "country-invalid": "Escolha um país da lista",
      "phone-invalid": "Informe um telefone como +55 11 5555 0100",
    },
  },
} satisfies Record<Locale, FormTexts>;

/** What is wrong with a field, in the reader's language, as the form shows it and the JSON answer may. */
export function faultText(field: string, fault: Fault, locale: Locale): string {
  const texts: Record<string, string> = formTexts[locale].fault;
  return texts[`${field}-${fault}`] ?? formTexts[locale].fault[fault];
}
