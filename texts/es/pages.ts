import type * as en from "../en/pages.ts";

export const form: typeof en.form = {
  title: (company) => (company ? `Hablar con ${company}` : "Hablar con nosotros"),
  intro: "Bastan el nombre y el correo de trabajo. Respondemos por correo.",
  introOfMore: "Complete lo que no diga «opcional». Respondemos por correo.",
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
  consent: (company) =>
    company
      ? `Al enviar este formulario acepta que ${company} guarde estos datos y se comunique con usted por su solicitud.`
      : "Al enviar este formulario acepta que guardemos estos datos y nos comuniquemos con usted por su solicitud.",
  privacy: "Aviso de privacidad",
  /** In place of the form, on a site that may not show it; {origin} is its address. */
  refused:
    "El formulario no se puede mostrar en {origin}: quien opera Turno debe añadir esta dirección a los sitios que pueden mostrarlo (TURNO_EMBED_ORIGINS).",
  /** After the label of a field that may stay empty. */
  optionalMark: "(opcional)",
  /** First in a list of values. */
  noAnswer: "Elegir",
  /** Between the parts of a form; {n} and {all} are numbers. */
  next: "Siguiente",
  back: "Atrás",
  stepOf: "Paso {n} de {all}",
  consentMissing: "Hay que marcarlo para enviar el formulario",
  send: "Enviar",
  languages: "Idioma",
  frame: "Formulario de contacto",
  trap: "Dejar este campo vacío",
  errors: "Corrija esto y vuelva a enviar",
  notice: {
    "too-large": { title: "Es demasiado texto", text: () => "Vuelva atrás, acórtelo y envíelo de nuevo." },
    "too-many": {
      title: "Demasiadas solicitudes desde su red",
      text: (minutes) =>
        `No se envió nada. Lo que escribió sigue aquí: envíelo de nuevo en ${minutes === 1 ? "un minuto" : `${minutes} minutos`}.`,
    },
  },
  errorTitle: (title) => `Error: ${title}`,
  fault: {
    missing: "Complete este campo",
    invalid: "Este valor no es válido",
    "too-long": "Es demasiado largo: acórtelo",
    "name-missing": "Escriba su nombre",
    "email-missing": "Escriba su correo de trabajo",
    "email-invalid": "Escriba un correo como nombre@empresa.com",
    "size-invalid": "Escriba un número, por ejemplo 250",
    "country-invalid": "Elija un país de la lista",
    "phone-invalid": "Escriba un teléfono como +52 55 5555 0100",
  },
};

export const thanks: typeof en.thanks = {
  title: "Gracias: recibimos su solicitud",
  /** Where the site leads on to a page of its own. */
  on: "Continuar",
  next: "La respuesta llega por correo.",
  told: "Un correo le dirá quién le responde y hasta cuándo, con un enlace a su solicitud.",
  missing:
    "Si no llega en unos minutos, mire entre el correo no deseado; si tampoco está ahí, envíe de nuevo el formulario y revise la dirección.",
};

export const offer: typeof en.offer = {
  title: (who) => `Nuevo prospecto: ${who}`,
  deadline: (time, left) => `Límite para responder: ${time}, ${left}.`,
  accept: "Aceptar",
  claim: "Lo quiero",
  together: (others) =>
    others === 1
      ? "Otra persona del equipo también lo ve: se lo queda quien lo pida primero."
      : `Otras ${others} personas del equipo también lo ven: se lo queda quien lo pida primero.`,
  again: "Pulsa el botón una vez más. La primera vez se pulsó antes de que se pudiera leer la página.",
  afterAccept: "Después verás el correo y el teléfono.",
  decline: "Rechazar",
  reason: "¿Por qué?",
  reasons: {
    "wrong-fit": "Otra persona encaja mejor",
    "no-time": "No tengo tiempo",
    "not-a-lead": "No es un prospecto real",
    conflict: "Tengo un conflicto de intereses",
    other: "Otro motivo",
  },
  reasonMissing: "Elige un motivo",
  note: "Nota (opcional)",
  sendDecline: "Rechazar este prospecto",
  afterDecline: "El prospecto pasa a otra persona.",
  managerTitle: (who) => `Nadie ha tomado este prospecto: ${who}`,
  cause: {
    "attempts-used": "Las personas a las que se ofreció no lo tomaron.",
    "everybody-asked": "Se preguntó a todos los que podían tenerlo y nadie lo tomó.",
    "nobody-available": "Nadie estuvo disponible a tiempo.",
    fault: "No se pudo ofrecer a nadie por una falla.",
    "by-hand": "Lo tomó un gerente.",
  },
  take: "Lo tomo yo",
  tried: "A quién se ofreció",
  outcome: {
    accepted: "aceptó",
    declined: "rechazó",
    lapsed: "no respondió",
    "given-back": "lo devolvió",
    "handed-on": "pasó a otra persona",
    withdrawn: "el prospecto se cerró antes",
    taken: "no llegó primero",
    open: "sin respuesta aún",
  },
};

export const message: typeof en.message = {
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
    paused: {
      title: "Estás en pausa, así que ahora no recibes prospectos",
      text: "Cuando vuelvas podrás tomarlo, si nadie más lo ha tomado. Sigue abierto para los demás que lo ven.",
    },
    full: {
      title: "No te queda lugar para otro prospecto",
      text: "Ya tienes todos los prospectos abiertos que puedes tener. Este sigue abierto para los demás que lo ven.",
    },
    "given-back": { title: "Devolviste este prospecto", text: "Pasa a otra persona. No hace falta nada más." },
    "give-back-too-late": {
      title: "Ya es tarde para devolver este prospecto",
      text: "El plazo para eso terminó. Habla con quien dirige tu equipo si no puedes atenderlo.",
    },
    "give-back-too-many": {
      title: "Ya devolviste todos los prospectos que puedes esta semana",
      text: "Este sigue siendo tuyo. Avisamos a quien dirige tu equipo, que puede ayudarte.",
    },
    "not-found": {
      title: "No hay nada en esta dirección",
      text: "Si venía en un correo, quizá no se copió completa.",
    },
    unavailable: {
      title: "No funcionó",
      text: "La falla es nuestra. Se puede intentar de nuevo en un minuto; enviarlo dos veces no causa problemas.",
    },
  },
  contactBy: (time, left) => `Límite para el primer contacto: ${time}, ${left}.`,
  contactByPast: (time) => `El primer contacto debía hacerse antes de esta hora: ${time}.`,
  email: "Correo",
  phone: "Teléfono",
  questions: "Para preguntar",
};

export const unsubscribe: typeof en.unsubscribe = {
  ask: {
    title: "¿Dejar de recibir estos correos?",
    text: (company) =>
      `No recibirá más correos como este de ${company}. Si envía una solicitud, se le seguirá diciendo quién le llamará.`,
  },
  done: {
    title: "Ya no recibirá estos correos",
    text: (company) =>
      `Vale desde ahora para todo lo de este tipo de ${company}. Si envía una solicitud, se le seguirá diciendo quién le llamará.`,
  },
  button: "Dejar de recibirlos",
};

export const returning: typeof en.returning = {
  paused: { title: "Estás en pausa", text: "No recibes prospectos nuevos porque tus últimas ofertas vencieron." },
  back: { title: "Ya estás de vuelta", text: "Vuelves a recibir prospectos nuevos. No hace falta nada más." },
  again: "Pulsa el botón una vez más. La primera vez se pulsó antes de que se pudiera leer la página.",
  button: "Volver a recibir prospectos",
};

export const told = {
  title: "Lo que se contó a otros",
  intro:
    "Cada cambio de un lead va al bus de eventos como CloudEvent, y firmado a quien está en la lista de receptores. A un servidor que termina en .example se le responde aquí.",
  none: "Todavía nada. Envía un lead.",
  opened: "Lo que se contó",
  to: "A",
  at: "Cuándo",
  answer: "Respuesta",
  signed:
    "El receptor comprueba webhook-signature con su secreto y guarda webhook-id, porque cada evento se cuenta al menos una vez.",
};

export const channel = {
  offered: (names: string) => `Ofrecido a ${names}`,
  escalated: (name: string) => `Nadie lo tomó: lo tiene ${name}`,
  late: (name: string) => `El primer contacto se atrasa: ${name}`,
  pool: (name: string) => `Grupo: ${name}`,
  until: (time: string) => `Responder antes de ${time}`,
  open: "Abrir el prospecto",
};
