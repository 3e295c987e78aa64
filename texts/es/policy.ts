import type * as en from "../en/policy.ts";

export const policy: typeof en.policy = {
  title: (name) => `${name}: cómo se reparten los prospectos`,
  intro: "Este documento se escribe a partir de la política misma, que está al final.",

  rules: "Quién recibe qué",
  firstMatch: "Las líneas se leen desde arriba y vale la primera que encaja con el prospecto.",
  when: (clause) => `Cuando ${clause}`,
  everyLead: "Todos los prospectos",
  firstAsked: (rep, wait) =>
    wait === undefined
      ? `primero se pregunta a ${rep}`
      : `primero se pregunta a ${rep}; si está fuera de horario o sin cupo, el prospecto espera ${wait} como máximo`,
  owners: {
    owner: "quien tiene la cuenta, su oportunidad o el prospecto de un colega",
    "account-owner": "quien tiene la cuenta",
    "opportunity-owner": "quien tiene la oportunidad de la cuenta",
    colleague: "quien tiene el prospecto de un colega",
  },
  ownerIn: (fact) => `el vendedor que nombra ${fact}`,
  goesOn: "Si no es nadie, o es alguien que se fue o que no lo tomó, siguen las líneas de abajo",
  otherwiseGoes: (clause) => `Si no, ${clause}`,
  goesTo: ([first = "", ...others]) =>
    [`el prospecto va al grupo ${first}`, ...others.map((pool) => `si ahí no hay nadie disponible, a ${pool}`)].join(
      "; ",
    ),
  beforeNext: (time) =>
    `Mientras alguien de un grupo pueda estar disponible, el siguiente se consulta, como pronto, ${time} después.`,
  split: (parts) => `Cada prospecto empieza por uno de los grupos, según sus partes: ${parts}.`,
  splitPart: (pool, part) => `${pool} ${part}`,
  ownAnswer: (time) => (time === undefined ? "No hay plazo para responder." : `Plazo para responder aquí: ${time}.`),
  ownContact: (time) =>
    time === undefined
      ? "No se promete un plazo para el primer contacto."
      : `Plazo para el primer contacto aquí: ${time}.`,
  prefersHere: (preferences) => `Orden de preferencia para estos prospectos: ${preferences}.`,
  because: (reason) => `Por qué: ${reason}`,
  otherwise: "Los demás prospectos",

  formRequired: "obligatorio",
  formFields: (fields: string) => `El formulario pide ${fields}.`,
  formHidden: (fields: string) => `El formulario sabe por su dirección ${fields}.`,
  formStep: (title: string) => `Una parte del formulario se llama «${title}».`,
  formHint: (text: string) => `El formulario indica: «${text}».`,
  formConsent: (id: string, version: string, wording: string, required: boolean) =>
    `Consentimiento ${id}, versión ${version} (${required ? "obligatorio" : "opcional"}): ${wording}`,
  /** @param colours may be empty */
  formBrand: (name: string, colours: string) =>
    `El formulario es el de ${name}${colours && `, con los colores ${colours}`}.`,
  formThanks: (text: string) => `Quien envía el formulario lee «${text}».`,
  formRedirect: (address: string) => `Quien envía el formulario va a ${address}.`,
  formName: (name: string, fact: string) => `El campo ${name} de otro formulario significa ${fact}.`,
  source: (address: string) => `También llegan prospectos por ${address}.`,
  channel: (name: string, kind: string, news: string, pools: string | undefined) =>
    `El canal ${name} en ${kind} se entera de ${news}${pools === undefined ? "" : ` en ${pools}`}.`,
  channelNews: { offers: "ofertas", breaches: "lo que se atrasa o nadie toma", digests: "las cifras de la semana" },
  regionList: (name: string, regions: string) =>
    `Con «${name}», las condiciones sobre regiones se refieren a ${regions}.`,
  territories: "Territorios",
  noTerritories: "La política no nombra territorios.",

  qualification: "A quién no se atiende y qué se pregunta",
  rejects: "No se entregan a nadie:",
  rejectsNobody: "No se descarta a nadie.",
  asks: "Lo que el formulario no respondió lo pregunta el vendedor, en este orden:",

  score: "Puntos",
  scoreUpTo: (max) => `Un prospecto puede tener ${max} puntos.`,
  dimensions: {
    value: "Valor",
    geography: "Geografía",
    "use-case": "Uso previsto",
    engagement: "Interacción",
    size: "Tamaño de la organización",
  },
  upTo: (max) => `${max} puntos como máximo.`,
  weighs: (weight, max) => `${max} puntos como máximo, y cada uno cuenta ${weight} veces.`,
  pointsHead: ["Cuándo", "Puntos", "Por qué"],
  chance: (leads: string, from: string, to: string) =>
    `Qué tan probable es ganar según los puntos, como muestran ${leads} leads del ${from} al ${to}; entre dos líneas vale lo intermedio:`,
  chanceHead: ["Puntos", "Probabilidad de ganar"],
  learnNever: (facts: string) => `Nunca se aprenden puntos de: ${facts}.`,
  learnAllow: (facts: string) => `También se pueden aprender puntos de: ${facts}.`,
  learnRising: (facts: string) => `Los puntos solo pueden subir con: ${facts}.`,
  learnFalling: (facts: string) => `Los puntos solo pueden bajar con: ${facts}.`,
  bandsBy: (noun) => `Según ${noun}, el escalón más alto que se alcanza:`,
  fromStep: (from) => `desde ${from}`,
  behaviour: "Por lo que hizo la persona:",
  behaviourHead: ["Evento", "Puntos", "Por qué"],
  behaviourCounts: (times, fades) =>
    `cada uno, como máximo los ${times} últimos${fades === undefined ? "" : `; la mitad después de ${fades}`}`,

  priority: "Prioridad",
  elseCold: "La prioridad de los demás prospectos es fría.",

  lanes: "Flujos",
  actions: {
    route: "un vendedor toma el prospecto",
    nurture: "nadie llama; el prospecto recibe nuestro correo para quienes aún no están listos",
    "self-service": "nadie llama; el prospecto recibe un correo que muestra cómo empezar por su cuenta",
  },

  pools: "Grupos",
  manager: (manager) => `Gerente: ${manager}.`,
  needs: (needs) => `El vendedor debe coincidir con el prospecto en: ${needs}.`,
  needsNothing: "Cualquier vendedor del grupo puede tomar el prospecto.",
  need: {
    language: "idioma",
    product: "productos",
    industry: "industria",
    "use-case": "uso previsto",
    country: "país",
  },
  prefers: (preferences) => `Orden de preferencia: ${preferences}.`,
  preference: {
    owner: "quien tiene la cuenta o el prospecto de un colega",
    specialist: "quien indica lo que pide el prospecto",
    "same-company": "quien tuvo prospectos de la misma empresa",
    "most-experienced": "quien tiene más experiencia",
    "best-performer": "quien gana más prospectos",
    "least-loaded": "quien tiene menos prospectos abiertos",
    "highest-capacity-left": "quien tiene más cupo libre",
    "nearest-time-zone": "la zona horaria más cercana",
    nearest: "la menor distancia",
    fairness: "a quien más se le debe de su parte justa",
  },
  showTo: (count) => `El prospecto se muestra a ${count} vendedores a la vez; se lo queda el primero que lo tome.`,
  sharesLedger: (pools) => `Las partes justas se cuentan junto con las de ${pools}.`,
  history: (time) => `De lo que se debe a cada quien, la mitad se olvida al cabo de ${time}.`,
  several: {
    all: "De varios productos, el vendedor debe conocer todos.",
    any: "De varios productos, basta con uno que el vendedor conozca.",
  },
  unlisted: {
    everything: "Quien no indica nada toma todo.",
    nothing: "Quien no indica nada no toma ningún prospecto que pida algo.",
  },
  perRep: (limits) => `Cada vendedor recibe de él como máximo ${limits} prospectos nuevos.`,
  perRepPart: {
    hour: (n) => `${n} en cualquier hora`,
    day: (n) => `${n} por día`,
    week: (n) => `${n} por semana`,
    month: (n) => `${n} por mes`,
  },
  mostAhead: (leads) => `Lo que se prefiere no pone a nadie más de ${leads} prospectos por delante de su parte justa.`,
  fairness: {
    eligible: "Un prospecto se reparte entre quienes podían tenerlo entonces: quien está ausente no gana ni debe nada.",
    "equal-counts":
      "Un prospecto se reparte entre todos aquellos para quienes es y que vuelven a trabajar en cuatro días: al final todos tienen los mismos según su peso, y quien empieza más tarde recibe los siguientes.",
  },
  namedCount: "Un prospecto de alguien del grupo a quien nombra la regla es uno de sus turnos.",
  anyHours:
    "Los prospectos se ofrecen a cualquier hora y cualquier día; el tiempo para responder sigue siendo tiempo de trabajo.",
  tie: "Lo que todo eso deja igual se decide por partes justas.",

  speed: "Con qué rapidez",
  speedHead: ["Prioridad", "Responder la oferta en", "Primer contacto en"],
  answerLearnt: (least, most) => `de ${least} a ${most}, según el tiempo medio de reasignación`,
  workingTime: "Se cuenta el horario de trabajo de cada vendedor.",
  reminders: (parts) => `Al vendedor que no ha respondido se le recuerda al pasar ${parts} del tiempo para responder.`,
  noReminders: "No se envían recordatorios antes de que se acabe el tiempo.",
  attempts: (count) => `Vendedores a los que se pregunta, uno tras otro: ${count} como máximo.`,
  maxWait: (time) => `Mientras no haya nadie disponible, el prospecto espera ${time} como máximo.`,
  afterMaxWait: ([first = "", ...others]) =>
    `${[
      `Cuando ya esperó ese tiempo y en sus propios grupos no hay nadie disponible, va al grupo ${first}`,
      ...others.map((pool) => `si ahí no hay nadie disponible, a ${pool}`),
    ].join("; ")}. No vuelve a esperar.`,

  choose: (lanes, reps, days) =>
    `Un prospecto de ${lanes} puede elegir por sí mismo: ve hasta ${reps} de los vendedores a quienes podría ofrecerse, el mejor primero, con sus horas libres de hasta ${days} días. Lo tiene quien elija; el turno cuenta como con cualquier oferta.`,
  chooseTimes: (length, notice) => `Una reunión dura ${length} y se elige con al menos ${notice} de anticipación.`,
  whenNot: "Qué pasa si no se cumple",
  nextRep: "A quien rechaza, o no responde a tiempo, no se le vuelve a preguntar: el prospecto pasa al siguiente.",
  askAgain: (count, times) =>
    `Si ${count} vendedores no lo toman o no queda nadie a quien preguntar, se pregunta a otros tantos ${times === 1 ? "una vez más" : `hasta ${times} veces más`}: se vuelve a preguntar a quien lo dejó vencer, y no a quien lo rechazó.`,
  afterAttempts: (count, [first = "", ...others], time) =>
    `${[
      `Si ${count} vendedores no lo toman, el prospecto se muestra a la vez a todo el grupo ${first}`,
      ...others.map((pool) => `si ahí no hay nadie disponible, a ${pool}`),
    ].join("; ")}. Se lo queda el primero que lo tome en ${time}.`,
  escalation: (count, time, more, shown) =>
    `Si ${shown ? "nadie de ellos lo toma" : `${count} vendedores no lo toman`}, o si esperó ${time}${more ? " y tampoco hay nadie disponible en los grupos a los que se pregunta después" : ""}, el prospecto pasa al gerente del grupo, a quien también se le recuerda.`,
  noPause: "Nadie queda en pausa por dejar vencer ofertas.",
  noGiveBack: "Quien aceptó un prospecto se queda con él.",
  giveBack: (time, count) =>
    `Quien aceptó un prospecto puede devolverlo en un plazo de ${time}, hasta ${count} por semana; entonces pasa a la persona siguiente.`,
  pauseAfter: (count) =>
    `Tras ${count} ofertas vencidas seguidas, la persona queda en pausa y se le avisa por correo, con un enlace para volver. También se avisa a quien dirige su equipo.`,

  acknowledge: "Qué se le dice a la persona",
  acknowledges: (what) =>
    `Por correo y en su idioma, con quién responde, hasta cuándo y un enlace a su propia solicitud: ${what}.`,
  occasion: {
    received: "que su solicitud llegó, en menos de un minuto",
    "handed-on": "que otra persona se ocupa de ella",
    escalated: "que está con quien dirige el equipo",
    waiting: "que espera a que alguien esté libre",
    added: "que llegó lo que envió después",
  },
  perDay: (count) => `Como máximo ${count} de estos correos al día por solicitud, y cada uno una sola vez.`,
  tellsNothing: "Nada antes de presentarle a su vendedor.",

  follow: "Qué pasa cuando un prospecto ya tiene vendedor",
  contactReminders: (parts) =>
    `A quien no ha registrado el primer contacto se le recuerda cuando pasó el ${parts} del tiempo previsto.`,
  noContactReminders: "No se recuerda el primer contacto antes de que se acabe el tiempo.",
  breachTells: "Si el primer contacto se retrasa, se avisa a quien dirige el equipo.",
  breachHandsOn: (count) =>
    `Si el primer contacto se retrasa, se avisa a quien dirige el equipo y el prospecto pasa a la persona siguiente según las reglas, hasta ${count} veces por prospecto. Quien ya intentó contactar a la persona se queda con él.`,
  nudges: (time, count) =>
    `Mientras no haya un resultado, a quien no registró nada en ${time} se le pregunta cómo va, hasta ${count} veces seguidas; después se avisa a quien dirige el equipo de que no hay resultado.`,
  noNudges: (time) => `Si no se registró nada en ${time}, se avisa a quien dirige el equipo de que no hay resultado.`,
  contactDetails: (time) =>
    `La página del prospecto muestra cómo contactar a la persona hasta ${time} después de cerrarlo.`,
  lostReasons: (reasons) => `Motivos por los que se pierde un prospecto: ${reasons}.`,

  onboarding: "Qué empieza cuando se gana un prospecto",
  onboardingIs: (pool, time) =>
    `El grupo ${pool} elige quién tiene al cliente desde entonces, como elige para cualquier prospecto. Esa persona llama dentro de ${time} y registra cada uno de estos pasos, que se le recuerdan cuando vencen:`,
  milestone: (name, time, told) => `${name}: después de ${time}; ${told}.`,
  told: {
    customer: "el cliente recibe un correo cuando se alcanza",
    manager: "quien tiene al cliente recibe un correo cuando se alcanza",
    both: "ambos reciben un correo cuando se alcanza",
  },
  milestoneMail: (subject, text) => `El cliente lee: «${subject}», ${text}`,

  nurture: "Qué se escribe después a los prospectos a los que nadie llama",
  nurtureIs:
    "Después del correo de su carril, hasta que envíen una solicitud, respondan o se den de baja, y cada uno al menos un día después del anterior:",
  nurtureMail: (time, subject, text) => `después de ${time}: «${subject}», ${text}`,
  nurturePage: (url) => `Su botón lleva a ${url}.`,

  receipts: "A quién se le debía qué",
  receiptsWeekly: (day, hour) =>
    `Cada vendedor recibe por correo su comprobante de equidad el ${day} a las ${hour}, según su propio reloj: qué se le debía, se le ofreció y se le abonó, y por qué.`,
  receiptsOff: "Los comprobantes de equidad no se envían por correo; se pueden pedir.",
  receiptsKept: (time) => `Aquello de lo que se suman se guarda durante ${time}.`,

  retention: "Cuánto tiempo se guarda lo que se sabe de las personas",
  ended: {
    won: "ganado",
    lost: "perdido",
    invalid: "inválido",
    withdrawn: "retirado por la persona",
    rejected: "rechazado",
    nurtured: "sin nadie que llame",
  },
  keptFor: (end, time) => `Un lead que terminó como ${end} se borra ${time} después, con todo lo que hay junto a él.`,
  keptUntilErased: (others) =>
    `${others ? "Cualquier otro lead" : "Todo lead"} se guarda hasta que la persona, o alguien por ella, lo hace borrar.`,

  effort: "Cuánto esfuerzo pide cada prospecto",
  effortIs:
    "Quien tiene un límite en puntos de esfuerzo nunca tiene más puntos en prospectos abiertos. Un prospecto de cualquier otro flujo vale 1.",
  effortOf: (points, close) => `${points} puntos${close === undefined ? "" : `, por lo general cerrado en ${close}`}`,
  effortFrom: (value, effort) => `desde un valor de ${value}: ${effort}`,
  inFlight: (time) =>
    `Los prospectos abiertos de un asesor nunca suman más tiempo de cierre que ${time} por cada prospecto de su capacidad, contado como arriba y corregido por los prospectos ya cerrados. Quien no tiene ninguno abierto puede tomar cualquiera.`,

  expectations: "Lo que esperamos de nosotros",
  noExpectations: "La política no nombra expectativas.",
  answeredInTime: (part) => `El ${part} de las ofertas se responde a tiempo.`,
  contactedInTime: (part) => `El ${part} de los prospectos recibe a tiempo el primer contacto.`,
  winRate: (part) => `El ${part} de los prospectos que tomó un vendedor se gana.`,

  enrichment: "Qué se consulta",
  noProviders: "No se consulta nada: solo se sabe lo que dice el formulario.",
  providers:
    "Antes de decidir nada, en este orden; cada fuente completa lo que aún no se sabe, y lo que dice el formulario siempre vale:",
  companies: "nuestra tabla de empresas",
  places: "la tabla de lugares",
  http: (name, url) => `el servicio ${name}, en ${url}`,
  httpHeader: (header, prefix) =>
    `su clave va en el encabezado ${header}${prefix === undefined ? "" : `, después de ${prefix}`}`,
  httpLimits: (timeout, retries, keep) =>
    `una respuesta puede tardar ${timeout}, se vuelve a pedir ${retries} veces y se guarda ${keep}`,
  httpMap: (noun, expression) => `${noun}: ${expression}`,
  limit: (time) => `Todo junto no detiene a un prospecto más de ${time}.`,

  accounts: "Cuentas y colegas",
  sameNameOnly:
    "Un prospecto es de una cuenta cuando coincide el dominio de su correo o el nombre exacto de su empresa.",
  similarNames: (part) =>
    `Un prospecto es de una cuenta cuando coincide el dominio de su correo, o cuando el nombre de su empresa se parece al menos en un ${part}.`,
  colleagues: {
    "same-owner": "El colega de alguien cuyo prospecto está abierto va con el mismo responsable.",
    "any-owner": "El colega de alguien cuyo prospecto está abierto puede ir con cualquiera.",
  },

  rest: "Qué más está definido",
  ownKinds: {
    text: "un texto",
    choice: "uno de",
    several: "algunos de",
    number: "un número",
    "yes-no": "sí o no",
    date: "un día",
  },
  ownAttribute: (noun: string, kind: string, values: string, signed: boolean) =>
    `De un prospecto también conocemos ${noun}: ${kind}${values === "" ? "" : ` ${values}`}${signed ? "; solo se cree a las fuentes que firman" : ""}.`,
  ownMail: (domains: string) => `Servicios de correo privado, además de los conocidos: ${domains}.`,
  office: (days: string, from: string, to: string, zone: string) =>
    `La oficina está abierta de ${from} a ${to}: ${days} (${zone}).`,
  currency: (code) => `Moneda: ${code}`,
  languages: (languages) => `Idiomas en que escribimos, el primero para todos los demás: ${languages}`,
  products: (products) => `Productos del formulario: ${products}`,
  privacy: (url) => `Aviso de privacidad: ${url}`,
  selfService: (url) => `Donde los clientes se atienden solos: ${url}`,
  positions: (level, words) => `Cargos que cuentan como “${level}”: ${words}`,
  references: "Clientes que nombramos a los prospectos de la misma industria:",
  reference: (industry, company, text) => `${industry}: ${company} (${text})`,

  appendix: "La política misma",
  appendixIntro: "Este documento se puede revisar y activar tal como está: lo que vale es el bloque de abajo.",
};
