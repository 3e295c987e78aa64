import type * as en from "../en/customers.ts";

export const welcome: typeof en.welcome = {
  subject: (company) => `Le damos la bienvenida a ${company}`,
  hello: (name) => (name ? `Hola, ${name}:` : "Hola:"),
  title: (manager) => `${manager} está a su disposición`,
  intro: (manager, company, first) =>
    first
      ? `Gracias por elegir ${company}. Desde ahora ${manager} le acompaña en los primeros pasos y responde a lo que necesite.`
      : `Desde ahora ${manager} es su contacto en ${company} y sigue con usted desde donde está.`,
  due: "Su primera llamada, antes de",
  steps: "Próximos pasos",
  step: (name, day) => `${name}: antes del ${day}`,
  times: "Horarios para la llamada",
  timesHint: "Elija uno de estos u otro, o responda a este correo.",
  button: "Elegir un horario",
  write: (manager) => `Escribir a ${manager}`,
  footer: (company) => `Recibe este correo porque es cliente de ${company}.`,
};

export const newCustomer: typeof en.newCustomer = {
  subject: (who) => `Tu nuevo cliente: ${who}`,
  kicker: "Este cliente es tuyo",
  due: "Primera llamada, antes de",
  call: (phone) => `Llamar al ${phone}`,
  button: "Registrar sus pasos",
  told: (language) => `Le dijimos en ${language} quién eres, hasta cuándo lo llamas y qué viene después.`,
  notTold: "Nuestros correos no le llegan, así que aún no sabe de ti.",
  steps: "Sus pasos",
  step: (name, day) => `${name}: antes del ${day}`,
  done: (name) => `${name}: hecho`,
  sold: (seller, day) => `${seller} lo ganó el ${day}.`,
  value: (value) => `Valor: ${value}`,
  before: (name) => `Antes estaba con ${name}.`,
  managed: "Nadie del grupo podía tomarlo, así que es tuyo.",
  history: "Lo que hubo antes",
};

export const milestone: typeof en.milestone = {
  call: "Llamada de inicio",
  customer: {
    subject: (name) => `Ha alcanzado: ${name}`,
    text: "Le felicitamos: este paso está hecho.",
    next: (name, day) => `Lo siguiente es: ${name}, antes del ${day}.`,
    last: (manager) => `Era el último de los primeros pasos. ${manager} sigue siendo su contacto.`,
    write: (manager) => `Escribir a ${manager}`,
  },
  manager: {
    subject: (who, name) => `${who} ha alcanzado: ${name}`,
    kicker: "Un paso está hecho",
    text: (name) => `Quedó registrado: ${name}.`,
    left: (count) => (count === 0 ? "Era el último." : count === 1 ? "Falta un paso." : `Faltan ${count} pasos.`),
    button: "Ver el cliente",
  },
  reminder: {
    subject: (name, who) => `Vence: ${name}, ${who}`,
    kicker: "Este paso vence",
    due: "Vence",
    text: (name) => `${name} no está registrado como hecho.`,
    button: "Registrarlo",
    hint: "Si tarda más, no tienes que hacer nada: te lo recordamos dos veces más como máximo.",
  },
  stalled: {
    subject: (who) => `Primeros pasos sin terminar: ${who}`,
    kicker: "Primeros pasos sin terminar",
    text: (rep) =>
      `Hace un mes vencía el último paso y no todos están registrados. Desde ahora ya no se lo recordamos a ${rep}, y su lugar queda libre.`,
    hint: (email) => `Sigue siendo el contacto del cliente. Su dirección es ${email}.`,
  },
};

export const customer: typeof en.customer = {
  title: (who) => who,
  since: (day) => `Cliente desde el ${day}`,
  over: {
    completed: "Los primeros pasos están hechos. El cliente sigue siendo tuyo.",
    unfinished: "Ya no te recordamos estos pasos. El cliente sigue siendo tuyo.",
    reopened: "El prospecto se abrió de nuevo, así que estos pasos terminaron.",
  },
  contacts: "Cómo contactarle",
  steps: "Primeros pasos",
  due: (day) => `antes del ${day}`,
  late: (day) => `vencía el ${day}`,
  done: (day) => `hecho el ${day}`,
  log: "Hecho",
  logStep: (name) => `Registrar como hecho: ${name}`,
  tells: "recibe un correo cuando lo registras",
  again: "Pulsa el botón una vez más. La primera vez se pulsó antes de que se pudiera leer la página.",
  won: "Cómo se ganó",
};
