import type * as en from "../en/mails.ts";

export const offer: typeof en.offer = {
  subject: (priority, who) => (priority ? `Nuevo prospecto ${priority}: ${who}` : `Nuevo prospecto: ${who}`),
  kicker: "Nuevo prospecto para ti",
  due: "Responde a más tardar",
  button: "Ver el prospecto y responder",
  hint: (time) =>
    `Tienes ${time} de tiempo laboral; después, el prospecto pasa a otra persona. Al aceptar recibes los datos de contacto.`,
  lastCall:
    "Nadie lo ha tomado hasta ahora; si nadie lo toma, pasa al gerente. Quien lo pida recibe los datos de contacto.",
};

export const reminder: typeof en.reminder = {
  subject: (who) => `Recordatorio, falta tu respuesta: ${who}`,
  kicker: "Este prospecto espera tu respuesta",
  due: "Responde a más tardar",
  button: "Ver el prospecto y responder",
  hint: (offered) => `Te lo ofrecimos ${offered}. Si no respondes, pasa a otra persona.`,
};

export const lapsed: typeof en.lapsed = {
  subject: (who) => `Oferta vencida: ${who}`,
  kicker: "Esta oferta venció",
  offered: "Ofrecido",
  ended: "Fin del plazo",
  intro: "No hubo respuesta tuya a tiempo, así que el prospecto pasa a otra persona. No tienes que hacer nada.",
  hint: "Si por ahora no puedes recibir prospectos, avisa a quien dirige tu equipo.",
};

export const paused: typeof en.paused = {
  rep: {
    subject: "Estás en pausa: por ahora, sin prospectos nuevos",
    kicker: "Tus ofertas vencieron",
    title: "Estás en pausa",
    intro: (count) =>
      `${count === 1 ? "Tu última oferta venció" : `Tus últimas ${count} ofertas vencieron`} sin respuesta, así que no recibirás prospectos nuevos hasta que vuelvas. Los que ya tienes siguen siendo tuyos.`,
    button: "Volver a recibir prospectos",
    hint: "También avisamos a quien dirige tu equipo. Si vas a faltar más tiempo, pide que lo registre como ausencia.",
  },
  manager: {
    subject: (name) => `En pausa: ${name}`,
    kicker: "Ofertas vencidas",
    title: (name) => `${name} está en pausa`,
    intro: (name, count) =>
      `${name} dejó vencer sin respuesta ${count === 1 ? "una oferta" : `${count} ofertas seguidas`}, así que los prospectos nuevos pasan a los demás.`,
    hint: (email) =>
      `Su dirección es ${email}. La pausa termina cuando esa persona vuelve con el enlace de su correo, o cuando tú la terminas.`,
  },
};

export const escalation: typeof en.escalation = {
  subject: (who) => `Nadie ha tomado este prospecto: ${who}`,
  reminderSubject: (n, who) => `Recordatorio ${n}, este prospecto sigue esperando: ${who}`,
  kicker: "Nadie ha tomado este prospecto",
  reminderKicker: (n) => `Recordatorio ${n}: este prospecto sigue esperando`,
  since: "Recibido",
  button: "Ver el prospecto y tomarlo",
  hint: "Espera tu respuesta; ya no se ofrece a nadie más. Al tomarlo recibes los datos de contacto.",
  footer: (company) =>
    `Recibes este correo porque en ${company} te corresponden los prospectos que nadie del equipo ha tomado.`,
};

export const toPerson: typeof en.toPerson = {
  hello: (name) => (name ? `Hola, ${name}:` : "Hola:"),
  footer: (company, day) => `Recibe este correo porque envió una solicitud a ${company} el ${day}.`,
};

export const introduction: typeof en.introduction = {
  subject: (owner, company) => `${owner}, de ${company}, se comunicará con usted`,
  title: (owner) => `${owner} se comunicará con usted`,
  due: "Nos comunicaremos a más tardar",
  steps: "Próximos pasos",
  first: (owner, phone) => `${owner} le ${phone ? "llamará o escribirá" : "escribirá"}.`,
  calendar: "Si le conviene otro momento, elíjalo en el calendario.",
  before: (owner, phone) => `¿Alguna pregunta antes? Escriba${phone ? " o llame" : ""} a ${owner}.`,
  button: "Elegir un horario",
  times: "También puede elegir usted una hora.",
  meetingSubject: (owner, company) => `Tiene una reunión con ${owner}, de ${company}`,
  meetingDue: "Cuándo",
  invited: "La invitación para su calendario llega en otro correo.",
  meetingMoves: "Si le conviene otra hora, cambie la reunión.",
  buttonWithoutCalendar: (owner) => `Escribir a ${owner}`,
};

export const details: typeof en.details = {
  subject: (who) => `Tu prospecto: ${who}`,
  kicker: "Este prospecto es tuyo",
  due: "Primer contacto a más tardar",
  call: (phone) => `Llamar al ${phone}`,
  write: (email) => `Escribir a ${email}`,
  email: "Correo",
  phone: "Teléfono",
  told: (language) => `Le avisamos, en ${language}, que te comunicarás antes de esa hora.`,
  meeting: "Se reúnen",
  chose: (language) => `La persona eligió la hora, y le escribimos en ${language}. La invitación llega en otro correo.`,
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
  page: "Ver el prospecto o devolverlo",
  calendar: "También puede elegir un horario en tu calendario",
};

export const unreachable: typeof en.unreachable = {
  subject: (who) => `No le llegan nuestros correos: ${who}`,
  kicker: "No le llegan nuestros correos",
  why: {
    refused: "Su dirección no admite nuestros correos, así que nadie le ha escrito.",
    bounced: "Nuestro correo fue devuelto: ese buzón no existe.",
    complained: "Marcó nuestro correo como no deseado, así que no le enviamos más.",
    limited: "A esa dirección ya le enviamos un correo así en el último día; por este prospecto no se envió otro.",
  },
  call: "Llama, y pide otra dirección.",
  noPhone: "No dejó teléfono. Revisa si la dirección tiene un error, o busca el teléfono de la empresa.",
};

export const giveBack: typeof en.giveBack = {
  subject: (rep, who) => `${rep} quiere devolver un prospecto: ${who}`,
  kicker: "Quieren devolver este prospecto",
  intro: (rep, count) =>
    `${rep} quiere devolver este prospecto y ya usó ${count === 1 ? "la única devolución" : `las ${count} devoluciones`} que la política permite por semana. Sigue siendo suyo hasta que hablen.`,
  reason: "Su motivo",
  hint: (email) => `Su dirección es ${email}; una respuesta a este correo le llega.`,
  button: "Ver el prospecto y decidir",
};

export const nurture: typeof en.nurture = {
  subject: (company) => `Su solicitud a ${company}`,
  thanks: "Gracias por escribirnos.",
  about: (products) => `Nos preguntó por: ${products}.`,
  nurture: {
    title: "Recibimos su solicitud",
    withPage: "Por ahora no le llamaremos. En esta página puede conocer más cuando quiera:",
    button: "Conocer más",
  },
  "self-service": {
    title: "Puede empezar ahora mismo",
    withPage: "No hace falta esperar una llamada. En esta página puede empezar por su cuenta:",
    button: "Empezar",
  },
  step: { button: "Leer más" },
  withoutPage: "Por ahora no le llamaremos.",
  talk: "Si prefiere hablar con alguien del equipo, responda a este correo.",
};

export const frame: typeof en.frame = {
  repFooter: (company) => `Recibes este correo porque eres parte del equipo de ventas de ${company}.`,
  references: (company) => `Empresas de su sector que trabajan con ${company}`,
  unsubscribe: { hint: "¿No quiere correos como este?", label: "Darse de baja" },
  request: { hint: "¿Algo que agregar o corregir?", label: "Ver su solicitud" },
};

export const additions: typeof en.additions = {
  subject: (who) => `Alguien envió algo más: ${who}`,
  kicker: "Alguien envió algo más",
  intro: "Alguien llenó de nuevo el formulario con la dirección de este prospecto.",
  hint: "No se sabe quién lo envió; por eso, lo que se supo primero queda al lado. Si hoy llega algo más, lo recibes en un solo correo dentro de un día.",
  button: "Ver el prospecto",
  own: {
    subject: (who) => `Cambió su solicitud: ${who}`,
    kicker: "Cambió su solicitud",
    intro: "Esta persona completó o corrigió su solicitud en su propia página.",
    hint: "Es palabra suya: a esa página solo llevan los enlaces enviados a su dirección. Lo que ves aquí vale desde ahora.",
  },
};

export const held: typeof en.held = {
  subject: (count, one) =>
    one
      ? `${count} solicitud está retenida para que la revises`
      : `${count} solicitudes están retenidas para que las revises`,
  kicker: "Retenido para revisar",
  title: (count, one) => (one ? `${count} solicitud parece automática` : `${count} solicitudes parecen automáticas`),
  atLeast: (count) => `al menos ${count}`,
  intro:
    "Cada una parece enviada por un programa; por eso no se creó ningún prospecto y no se avisó a nadie. Aun así, puede ser de una persona.",
  hint: "Una solicitud liberada se convierte en prospecto en un minuto. Una descartada se borra para siempre. No confíes en los nombres ni en las empresas de abajo: los escribió quien la envió.",
  why: "Por qué, y cuántas",
  reason: {
    trap: "llenó un campo que las personas no ven",
    "too-soon": "se envió antes de lo que tarda una persona en escribir",
    forged: "traía un código que no es de ningún formulario nuestro",
    "used-up": "es uno de demasiados textos distintos de un mismo formulario",
    flood: "llegó mientras enviaban demasiados programas",
    crowded: "llegó cuando ese día ya se había enviado mucho para el mismo prospecto",
  },
  removedOn: (day) => `Se borra el ${day} si nadie hace nada`,
  discard: "Para descartar todas las de esta lista",
  list: "Para verlas con dirección y mensaje",
  more: "Estas son las más recientes. Para ver todas, con dirección y mensaje",
  footer: (company) => `Recibes este correo, a lo sumo una vez al día, porque diriges un equipo en ${company}.`,
};

export const reviews: typeof en.reviews = {
  title: (owner) => `Lo que dicen de ${owner}`,
  said: (text, by) => `«${text}» – ${by}`,
};

export const look: typeof en.look = {
  subject: (who) => `Piden que una persona revise una decisión: ${who}`,
  kicker: "Piden una persona",
  intro:
    "Esta persona pide que alguien revise cómo se decidió su solicitud. Es su derecho (RGPD, artículo 22; LGPD, artículo 20).",
  asked: "Lo pidió",
  button: (email) => `Escribir a ${email}`,
  hint: (email) =>
    `Revísalo, cambia lo que haga falta y respóndele a ${email} en un mes a más tardar; una respuesta a este correo le llega.`,
  note: "Lo que dice",
  decided: "Lo que se decidió",
  rejected: (because) => `No se aceptó: ${because}`,
  lane: (lane, because) => `Carril: ${lane} (${because})`,
  points: "Puntos del puntaje",
};

export const invitation: typeof en.invitation = {
  subject: {
    booked: (who, time) => `Reunión con ${who}: ${time}`,
    moved: (who, time) => `Cambio de hora de la reunión con ${who}: ${time}`,
    cancelled: (who, time) => `Reunión con ${who} cancelada: ${time}`,
  },
  kicker: { booked: "Reunión", moved: "La reunión cambió de hora", cancelled: "Reunión cancelada" },
  event: (who) => `Reunión con ${who}`,
  when: { booked: "Cuándo", moved: "La nueva hora", cancelled: "Iba a ser" },
  hint: {
    booked: "La invitación para el calendario viene en este correo.",
    moved: "La invitación de este correo reemplaza a la anterior.",
    cancelled: "Este correo la quita del calendario.",
  },
};

export const withdrawn: typeof en.withdrawn = {
  subject: (who) => `Retiró su solicitud: ${who}`,
  kicker: "Esta solicitud fue retirada",
  intro: "Esta persona retiró su solicitud. No la contactes por ella.",
  hint: "El prospecto está cerrado y tu lugar quedó libre. No tienes que hacer nada.",
};
