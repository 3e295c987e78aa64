import type * as en from "../en/person.ts";

export const standing: typeof en.standing = {
  searching: {
    title: () => "Buscamos a la persona indicada para usted",
    text: (who) =>
      `Alguien de nuestro equipo recibe su solicitud enseguida. Hasta que tenga un nombre, ${who} responde por ella.`,
  },
  waiting: {
    title: () => "Su solicitud tiene su lugar en la fila",
    text: (who) =>
      `En este momento no hay nadie libre que sea indicado. En cuanto lo haya, recibe su solicitud. Hasta entonces, ${who} responde por ella.`,
  },
  "with-manager": {
    title: (who) => `${who} tiene su solicitud`,
    text: (who) => `${who} dirige el equipo y se ocupa personalmente de que usted reciba respuesta.`,
  },
  coming: {
    title: (who) => `${who} se comunicará con usted`,
    text: (who) => `${who} tiene su solicitud y todo lo que usted nos contó.`,
  },
  late: {
    title: (who) => `${who} tiene su solicitud`,
    text: (who) => `Si todavía no ha tenido noticias nuestras, escriba a ${who}.`,
  },
  "in-touch": {
    title: (who) => `${who} está en contacto con usted`,
    text: (who) => `Para cualquier novedad, escriba a ${who}.`,
  },
  "by-mail": {
    title: () => "Por ahora le respondemos por correo",
    text: (who) => `No le llamaremos. Si prefiere hablar con alguien del equipo, escriba a ${who}.`,
  },
  "not-taken": {
    title: () => "No seguimos adelante con esta solicitud",
    text: () => "Si cree que es un error, pida aquí abajo que una persona lo revise.",
  },
  done: {
    title: () => "Esta solicitud está cerrada",
    text: (who) => `Si algo quedó pendiente, escriba a ${who}.`,
  },
  customer: {
    title: (who) => `${who} está a su disposición`,
    text: (who) => `Para lo que necesite, escriba a ${who}.`,
  },
  withdrawn: {
    title: () => "Retiró esta solicitud",
    text: () => "Nadie se comunicará con usted por ella. Si cambia de idea, envíe una nueva.",
  },
};

export const request: typeof en.request = {
  by: (time, left) => `Tendrá noticias nuestras a más tardar: ${time}, ${left}.`,
  byPast: (time) => `Debía tener noticias nuestras a más tardar: ${time}.`,
  notice: {
    again: "Pulse el botón una vez más. La primera vez se pulsó antes de que se pudiera leer la página.",
    saved: "Guardado. Avisamos a quien tiene su solicitud.",
    unchanged: "No había nada distinto, así que no se cambió nada.",
    "too-much": "No se guardó nada: no guardamos más en un día. Vuelva mañana.",
    over: "No se cambió nada: esta solicitud está cerrada.",
    asked: "Una persona lo revisa y le responde por correo.",
    withdrawn: "Hecho. Avisamos a quien tenía su solicitud.",
  },
  contact: "Su contacto",
  told: "Lo que tenemos de su solicitud",
  message: "Su mensaje",
  change: {
    open: "Agregar o corregir algo",
    hint: "Lo que deje igual se queda así. Lo que borre se elimina.",
    address: (email) => `Esta página es de ${email}. Para usar otra dirección, envíe una nueva solicitud.`,
    more: "¿Algo que agregar?",
    send: "Guardar",
  },
  why: {
    open: "Cómo se decidió",
    program: (company) =>
      `Un programa decidió quién recibe su solicitud y en qué plazo, según reglas que escribieron personas de ${company}.`,
    considered: (facts) => `De lo que sabemos, esas reglas miran: ${facts}.`,
    lookedUp: "Una parte no la dijo usted: se consultó sobre su organización.",
    person: (time) => `El resultado: una persona se comunica con usted, en ${time} del horario laboral del equipo.`,
    byMail: "El resultado: recibe un correo y, por ahora, ninguna llamada.",
    personSometime: "El resultado: una persona se comunicará con usted.",
    notTaken: "El resultado: no se pidió a nadie que se comunicara con usted.",
    nobody: "Todavía no se ha decidido nada.",
    ask: "Puede pedir que una persona revise esta decisión. Le responderá por correo.",
    note: "¿Qué debería saber? (opcional)",
    send: "Pedir que una persona lo revise",
    asked: (day, who) => `El ${day} pidió que una persona lo revise. ${who} le responderá por correo.`,
  },
  data: "Llevarse todo lo que guardamos de usted (un archivo)",
  withdraw: {
    open: "Retirar esta solicitud",
    text: "Nadie más se comunicará con usted por ella. No se puede deshacer.",
    send: "Retirarla",
  },
  form: "Enviar una nueva solicitud",
};

export const acknowledgement: typeof en.acknowledgement = {
  title: {
    received: "Recibimos su solicitud",
    "handed-on": "Otra persona se ocupa de su solicitud",
    escalated: "Quien dirige el equipo se ocupa de su solicitud",
    waiting: "Su solicitud tarda un poco más",
    added: "Recibimos lo que envió",
  },
  first: {
    received: "Gracias por su solicitud.",
    "handed-on": "La persona que iba a comunicarse con usted al final no puede, así que pasamos su solicitud a otra.",
    escalated: "Nuestro equipo no llegó a atenderla a tiempo.",
    waiting: "Le dijimos que alguien la estaba viendo; todavía nadie pudo tomarla.",
    added: "Está junto con el resto de su solicitud; no hace falta enviar nada dos veces.",
  },
  due: "Tendrá noticias nuestras a más tardar",
  later: "Si tarda más, se lo diremos.",
  button: "Ver o cambiar su solicitud",
  reply: (who) => `¿Alguna pregunta? Si responde a este correo, le llega a ${who}.`,
};

export const times: typeof en.times = {
  title: "Elija con quién hablar y cuándo",
  titleWith: (who) => `Elija una hora con ${who}`,
  intro: (company) =>
    `Estas personas de ${company} pueden atender su solicitud. Tome la hora que le convenga; la invitación llega por correo.`,
  introWith: "Tome la hora que le convenga; la invitación llega por correo.",
  zone: (zone, length) => `Todo en ${zone}; una reunión dura ${length}.`,
  speaks: (languages) => `Habla ${languages}`,
  free: (count) => (count === 1 ? "1 libre" : `${count} libres`),
  take: (who) => `Reunirme con ${who}`,
  move: "Cambiar la reunión",
  other: "Tomar otra hora",
  cancel: { open: "Cancelar la reunión", text: (who) => `También se le avisa a ${who}.`, send: "Cancelarla" },
  none: {
    title: "Ahora no hay horas para elegir",
    text: "Su solicitud sigue su camino de todos modos: tendrá noticias nuestras por correo.",
  },
  notYet: {
    title: "Un momento",
    text: "Estamos viendo quién puede atenderle. Vuelva a cargar esta página en un minuto.",
  },
  notice: {
    again: "Pulse el botón una vez más. La primera vez se pulsó antes de que se pudiera leer la página.",
    missing: "Elija una hora.",
    taken: "Esa hora se acaba de ocupar. Ahora están libres estas:",
    busy: "Muchas personas eligen en este momento. Pulse el botón una vez más.",
    booked: "Listo. La invitación llega por correo en uno o dos minutos.",
    moved: "Listo. La nueva invitación llega por correo en uno o dos minutos.",
    cancelled: "Listo. La reunión está cancelada.",
  },
  back: "Volver a su solicitud",
};

export const choosing: typeof en.choosing = {
  meeting: (who) => `Tiene una reunión con ${who}`,
  link: "Elegir una hora",
  linkMeeting: "Cambiarla o cancelarla",
  linkCall: "Elegir la hora de su primera llamada",
};
