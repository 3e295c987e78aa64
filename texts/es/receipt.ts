import type { receipt as english } from "../en/receipt.ts";

export const receipt: typeof english = {
  title: (rep, from, to) => `Comprobante de equidad de ${rep}, del ${from} al ${to}`,
  unit: "En prospectos. Por encima de 0, se le deben prospectos; por debajo de 0, los recibió por adelantado.",
  ledger: (name) => `Cuenta ${name}`,
  opening: "Se le debía al principio",
  shares: (leads) => (leads === 1 ? "Su parte de 1 prospecto" : `Sus partes de ${leads} prospectos`),
  offers: (offers) => (offers === 1 ? "1 prospecto que se le ofreció" : `${offers} prospectos que se le ofrecieron`),
  credits: "Abonado",
  corrections: "Corregido",
  handedOn: "Repartido por quienes se fueron",
  faded: "Reducido por el tiempo",
  closing: "Se le debe al final",
  outcomes: {
    accepted: (count) => `${count} aceptados`,
    declined: (count) => `${count} rechazados`,
    lapsed: (count) => `${count} vencidos`,
    taken: (count) => `${count} tomados por otras personas`,
    "given-back": (count) => `${count} devueltos`,
    "handed-on": (count) => `${count} pasados a otra persona`,
    withdrawn: (count) => `${count} retirados por la persona`,
    open: (count) => `${count} abiertos`,
    unknown: (count) => `${count} de prospectos que ya no se guardan`,
  },
  pool: (pool, shares, leads, offers, outcomes) =>
    `${pool}: ${shares} de ${leads} prospectos, ${offers} ofrecidos${outcomes ? ` (${outcomes})` : ""}`,
  balanced: (version) =>
    `Cuadra: el diario de la cuenta da sus saldos, versión ${version}, hasta la última milmillonésima de prospecto.`,
  unbalanced: (version) =>
    `No cuadra: el diario de la cuenta no da sus saldos, versión ${version}. Avise a quien administra Turno.`,
  keptSince: (time) => `El diario se guarda desde ${time}; lo anterior está en la cantidad del principio.`,
  nothing: "Nada cambió para usted.",
  noLedgers: "No está en ningún grupo, así que ninguna cuenta tiene una línea suya.",
  lines: "Línea por línea",
  line: {
    share: (amount, among, lead, chosen) =>
      `${amount}, su parte entre ${among} del prospecto ${lead}, que fue para ${chosen}`,
    offer: (amount, among, lead, outcome) =>
      `${amount} por el prospecto ${lead}, que se le ofreció, con su parte entre ${among}: ${outcome}`,
    claimed: "usted lo tomó primero",
    credit: (amount, lead, by, reason) => `${amount} abonado por el prospecto ${lead}, por ${by}: ${reason}`,
    correction: (amount, by, reason) => `${amount} corregido por ${by}: ${reason}`,
    handedOn: (amount) => `${amount} repartido por quienes se fueron`,
    faded: (amount) => `${amount} reducido por el tiempo`,
    pending: "aún sin asentar",
  },
  outcome: {
    accepted: "aceptado",
    declined: "rechazado",
    lapsed: "vencido",
    taken: "lo tomó otra persona",
    "given-back": "devuelto",
    "handed-on": "pasado a otra persona",
    withdrawn: "retirado por la persona",
    open: "abierto",
    unknown: "el prospecto ya no se guarda",
  },
  whyNot: {
    title: (lead, rep) => `Prospecto ${lead}, y por qué no ${rep}`,
    none: "Aún no se ha elegido a nadie para este prospecto, así que nadie quedó fuera.",
    decision: (time, outcome) => `${time}: ${outcome}`,
    chosen: "Se le ofreció.",
    noPools: "No se comparó a nadie: fue para quien nombra la regla o la cuenta.",
    otherPools: (pools) => `No está en ninguno de los grupos a los que se preguntó: ${pools}.`,
    ahead: (place, pool, rep) => `Era la persona número ${place} del grupo ${pool}; ${rep} iba antes.`,
    differed: (preference, chosen, theirs) => `${preference}: ${chosen}; en su caso, ${theirs}.`,
    equal: "En todas las preferencias eran iguales; se preguntó a la primera persona por su id.",
    owed: (chosen, theirs) => `Se le debía con este prospecto: ${chosen}; en su caso, ${theirs}.`,
    leftOut: (pool, because) => `Quedó fuera en el grupo ${pool}: ${because}.`,
    notListed: (pool) =>
      `En el grupo ${pool} iba detrás de las primeras de muchas personas, o quedó fuera por un motivo que también tenían otras; el registro solo nombra a algunas.`,
  },
};
