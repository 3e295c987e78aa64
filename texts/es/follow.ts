import type * as en from "../en/follow.ts";

export const acts: typeof en.acts = {
  heading: "¿Cómo va?",
  open: {
    contacted: "Hablé con la persona",
    "no-answer": "No respondió",
    meeting: "Acordamos una reunión",
    won: "Ganado",
    lost: "Perdido",
    invalid: "No es un prospecto real",
    "pass-on": "Calificado: pasarlo",
    "give-back": "Devolverlo",
  },
  send: {
    contacted: "Registrar el contacto",
    "no-answer": "Registrar el intento",
    meeting: "Registrar la reunión",
    won: "Cerrar como ganado",
    lost: "Cerrar como perdido",
    invalid: "Cerrar como no válido",
    "pass-on": "Pasarlo como calificado",
    "give-back": "Devolver este prospecto",
  },
  hint: {
    contacted: "Desde entonces se te pregunta de vez en cuando cómo va.",
    "no-answer": "El próximo intento se propone para cuando los dos trabajan.",
    meeting: "Cuenta como primer contacto.",
    won: "Tu lugar queda libre.",
    lost: "Tu lugar queda libre.",
    invalid: "Tu lugar queda libre y se te devuelve el turno.",
    "pass-on": "Pasa entonces a quien las reglas piden para prospectos calificados; tu turno sigue contado.",
    "give-back": "Pasa entonces a otra persona.",
  },
  how: "¿Cómo?",
  ways: {
    phone: "Por teléfono",
    email: "Por correo",
    whatsapp: "Por WhatsApp",
    meeting: "En una reunión",
    other: "De otra manera",
  },
  at: (zone) => `¿Cuándo? (${zone})`,
  value: (currency) => `Valor en ${currency} (opcional)`,
  why: "¿Por qué?",
  note: "Nota (opcional)",
  fault: {
    how: "Elige cómo",
    reason: "Elige un motivo",
    at: "Escribe una fecha y una hora",
    past: "Elige una hora que aún no haya pasado",
    value: "Escribe un monto, por ejemplo 12,000, o déjalo vacío",
    act: "Elige qué pasó",
  },
};

export const acted: typeof en.acted = {
  done: {
    contacted: "Registrado: hablaste con la persona.",
    "no-answer": "Registrado: no respondió.",
    meeting: "Registrado: acordaron una reunión.",
    won: "Registrado: este prospecto está ganado.",
    lost: "Registrado: este prospecto está perdido.",
    invalid: "Registrado: no era un prospecto real.",
    "pass-on": "Registrado: está calificado y sigue adelante.",
    "give-back": "Registrado: lo devolviste.",
  },
  before: "Esto ya estaba registrado. Nada cambió.",
  over: "Este prospecto ya se había cerrado, así que nada cambió.",
  "being-told": "Justo ahora se te envían todos los datos. Pulsa otra vez en un minuto.",
};

export const standing: typeof en.standing = {
  contacted: (time, way) => `Primer contacto: ${time}, ${way.toLowerCase()}.`,
  tried: (count) => (count === 1 ? "Un intento sin respuesta." : `${count} intentos sin respuesta.`),
  nextTry: (time) => `Próximo intento: ${time}.`,
  meeting: (time) => `Reunión: ${time}.`,
  unresolved: "Todavía no hay resultado, y ya no se pregunta por él.",
  closedTitle: "Este prospecto está cerrado",
  closed: {
    won: "Ganado",
    lost: "Perdido",
    invalid: "No es un prospecto real",
    withdrawn: "La persona retiró su solicitud",
  },
  closedAt: (outcome, time) => `${outcome}, ${time}.`,
  contactsGone: "Ya no se muestra cómo contactar a la persona.",
};

export const history: typeof en.history = {
  heading: "Qué pasó hasta ahora",
  zone: (zone) => `Todo en ${zone}.`,
  events: {
    received: "Llegó la solicitud",
    merged: "La persona volvió a escribir",
    accepted: "Aceptado",
    introduced: "Se le dijo a la persona quién la llama",
    "contact-reminded": "Recordatorio del primer contacto",
    "contact-late": "El primer contacto se retrasó y se avisó a quien dirige el equipo",
    contacted: "Contactado",
    "no-answer": "Sin respuesta",
    meeting: "Se acordó una reunión",
    nudged: "Se preguntó cómo va",
    unresolved: "Sin resultado; se avisó a quien dirige el equipo",
    "given-back": "Devuelto",
    "handed-on": "Pasó a otra persona",
    assigned: "Asignado por quien dirige el equipo",
    reopened: "Abierto de nuevo",
    escalated: "Pasó a quien dirige el equipo",
    unreachable: "Nuestros correos no le llegan a la persona",
    closed: "Cerrado",
  },
};

export const followMails: typeof en.followMails = {
  contactReminder: {
    subject: (who) => `Recordatorio, falta el primer contacto: ${who}`,
    kicker: "Este prospecto espera tu llamada",
    due: "Primer contacto a más tardar",
    button: "Ver el prospecto y registrar qué pasó",
    hint: "Se le dijo que te comunicas antes de esa hora. Si ya lo hiciste, regístralo y no te lo recordaremos más.",
  },
  nudge: {
    subject: (who) => `¿Cómo va? ${who}`,
    kicker: "¿Cómo va?",
    text: (day) => `Desde el ${day} no se registró nada de este prospecto. ¿Se ganó, se perdió o sigue abierto?`,
    button: "Ver el prospecto y registrar qué pasó",
    hint: "Un intento o una reunión que registres también es una novedad.",
  },
  handedOn: {
    subject: (who) => `Este prospecto pasa a otra persona: ${who}`,
    kicker: "El primer contacto se retrasó",
    text: "No hubo un primer contacto a tiempo, así que este prospecto pasa a otra persona. No tienes que hacer nada más.",
    hint: "Si de todos modos te comunicaste con la persona, avisa a quien dirige tu equipo.",
  },
  contactLate: {
    button: "Ver el prospecto y decidir",
    subject: (rep, who) => `${rep} no contactó a tiempo a este prospecto: ${who}`,
    kicker: "Un primer contacto se retrasó",
    text: (rep) =>
      `${rep} no registró un primer contacto con este prospecto, al que se le prometió uno para esta hora.`,
    due: "Prometido a más tardar",
    goesOn: "El prospecto pasa a la persona siguiente según las reglas.",
    stays: (email) => `El prospecto se queda con esa persona. Su dirección es ${email}.`,
  },
  turnedAway: {
    subject: (who) => `Cerrado por un gerente: ${who}`,
    kicker: "Este prospecto se descartó",
    text: (reason) =>
      `Un gerente cerró este prospecto, así que ya no hace falta llamar. El motivo: ${reason.toLowerCase()}.`,
    hint: "Tu cupo vuelve a estar libre y se te devuelve el turno.",
  },
  unresolved: {
    button: "Ver el prospecto y decidir",
    subject: (rep, who) => `Sin resultado de ${rep}: ${who}`,
    kicker: "Este prospecto no tiene resultado",
    text: (rep, count) =>
      `${rep} no registró qué resultó de este prospecto${count === 0 ? "" : count === 1 ? ", aunque se le preguntó" : `, aunque se le preguntó ${count} veces`}. Ya no se le pregunta más.`,
    hint: (email) =>
      `El prospecto sigue abierto, y sigue siendo suyo, hasta que alguien lo cierre. Su dirección es ${email}.`,
  },
  facts: { accepted: "Aceptado", tries: "Intentos sin respuesta", none: "Ninguno", contacted: "Primer contacto" },
};
