import type { Locale } from "../../routing/lead/lead.ts";
import type { Factor } from "../../routing/lead/why.ts";

/** The sentences of a rep: why a lead came to their group, why it is theirs, and what would have changed that. */
export interface WhyTexts {
  /** Of a lead that came to a group which is none of its own. */
  waitedOut: (pool: string) => string;
  /** @param reason a clause, from `reasons` */
  yours: (reason: string) => string;
  /** @param who the reps that were compared, from `available` or `bestSuited`; for `only`, the pool. @param figure what was seen */
  reasons: Record<Factor, (who: string, figure: string) => string>;
  /** The reps of a pool who could take a lead; those of them who were equal in all preferences so far. */
  available: (pool: string) => string;
  bestSuited: (pool: string) => string;
  years: (amount: string) => string;
  wins: (percent: string) => string;
  /** Between a change and what would have become of the lead. */
  would: (change: string, outcome: string) => string;
  toRep: (name: string) => string;
  /** To the rep whose state is the change. */
  theirs: string;
  toPool: (pool: string) => string;
  outcomes: Record<"wait" | "escalate" | "nurtured" | "rejected", string>;
}

export const whyTexts = {
  en: {
    waitedOut: (pool) => `It waited its longest and nobody of its own group could take it, so it came to ${pool}.`,
    yours: (reason) => `It is yours because ${reason}.`,
    reasons: {
      named: () => "the rule names you",
      account: () => "their organization is yours already",
      colleague: () => "you have the lead of a colleague of theirs",
      only: (pool) => `you were the only one available in ${pool}`,
      order: (who) => `nothing told you apart from the others ${who}, and somebody had to be first`,
      owner: (who) => `you, ${who}, know them already`,
      "same-company": (who) => `you, ${who}, have had leads of the same organization`,
      "most-experienced": (who, figure) => `you have the most experience ${who} (${figure})`,
      "best-performer": (who, figure) => `you have the best results ${who} (${figure})`,
      "least-loaded": (who, figure) => `you have the fewest open leads ${who} (${figure})`,
      "highest-capacity-left": (who, figure) => `you have the most free places ${who} (${figure})`,
      "nearest-time-zone": (who) => `your time zone is the nearest to theirs ${who}`,
      nearest: (who, figure) => `you are the nearest to them ${who} (${figure})`,
      fairness: (who, figure) => `your turn came first ${who} (leads owed to you: ${figure})`,
    },
    available: (pool) => `of those available in ${pool}`,
    bestSuited: (pool) => `of the best suited in ${pool}`,
    years: (amount) => (amount === "1" ? "1 year" : `${amount} years`),
    wins: (percent) => `${percent} won`,
    would: (change, outcome) => `${change}, ${outcome}.`,
    theirs: "it would have been theirs",
    toRep: (name) => `it would have gone to ${name}`,
    toPool: (pool) => `it would have gone to ${pool}`,
    outcomes: {
      wait: "it would be waiting for somebody to be available",
      escalate: "it would have gone to the manager",
      nurtured: "it would have been answered by mail, without a rep",
      rejected: "it would have been turned away",
    },
  },
  es: {
    waitedOut: (pool) => `Esperó el tiempo máximo y nadie de su propio grupo podía tomarlo, así que llegó a ${pool}.`,
    yours: (reason) => `Es tuyo porque ${reason}.`,
    reasons: {
      named: () => "la regla te nombra",
      account: () => "su organización ya es tuya",
      colleague: () => "ya tienes el prospecto de un colega suyo",
      only: (pool) => `eras la única persona disponible en ${pool}`,
      order: (who) => `nada te distinguía de las demás personas ${who} y alguien tenía que ser la primera`,
      owner: (who) => `tú, ${who}, ya le conoces`,
      "same-company": (who) => `tú, ${who}, ya tuviste prospectos de la misma organización`,
      "most-experienced": (who, figure) => `tienes la mayor experiencia ${who} (${figure})`,
      "best-performer": (who, figure) => `tienes los mejores resultados ${who} (${figure})`,
      "least-loaded": (who, figure) => `tienes menos prospectos abiertos que nadie ${who} (${figure})`,
      "highest-capacity-left": (who, figure) => `tienes más lugares libres que nadie ${who} (${figure})`,
      "nearest-time-zone": (who) => `tu zona horaria es la más cercana a la suya ${who}`,
      nearest: (who, figure) => `estás más cerca que nadie ${who} (${figure})`,
      fairness: (who, figure) => `tu turno era el primero ${who} (prospectos que se te deben: ${figure})`,
    },
    available: (pool) => `entre quienes estaban disponibles en ${pool}`,
    bestSuited: (pool) => `entre quienes mejor encajaban en ${pool}`,
    years: (amount) => (amount === "1" ? "1 año" : `${amount} años`),
    wins: (percent) => `${percent} ganados`,
    would: (change, outcome) => `${change}, ${outcome}.`,
    theirs: "habría sido para esa persona",
    toRep: (name) => `habría sido para ${name}`,
    toPool: (pool) => `habría ido a ${pool}`,
    outcomes: {
      wait: "estaría esperando a que alguien estuviera disponible",
      escalate: "habría pasado al gerente del grupo",
      nurtured: "se le habría respondido por correo, sin pasar por nadie del equipo",
      rejected: "no se habría aceptado",
    },
  },
  pt: {
    waitedOut: (pool) =>
      `Esperou o tempo máximo e ninguém do próprio grupo podia ficar com ele, por isso veio para ${pool}.`,
    yours: (reason) => `É seu porque ${reason}.`,
    reasons: {
      named: () => "a regra cita você",
      account: () => "a organização já é sua",
      colleague: () => "você já tem o lead de um colega da mesma organização",
      only: (pool) => `você era a única pessoa disponível em ${pool}`,
      order: (who) => `nada distinguia você das outras pessoas ${who}, e alguém precisava ser a primeira`,
      owner: (who) => `você, ${who}, já conhece quem pediu`,
      "same-company": (who) => `você, ${who}, já teve leads da mesma organização`,
      "most-experienced": (who, figure) => `você tem a maior experiência ${who} (${figure})`,
      "best-performer": (who, figure) => `você tem os melhores resultados ${who} (${figure})`,
      "least-loaded": (who, figure) => `você tem menos leads em aberto ${who} (${figure})`,
      "highest-capacity-left": (who, figure) => `você tem mais lugares livres ${who} (${figure})`,
      "nearest-time-zone": (who) => `seu fuso horário é o mais próximo ${who}`,
      nearest: (who, figure) => `você está mais perto ${who} (${figure})`,
      fairness: (who, figure) => `a sua vez vinha primeiro ${who} (leads a receber: ${figure})`,
    },
    available: (pool) => `entre quem estava disponível em ${pool}`,
    bestSuited: (pool) => `entre quem melhor se encaixava em ${pool}`,
    years: (amount) => (amount === "1" ? "1 ano" : `${amount} anos`),
    wins: (percent) => `${percent} ganhos`,
    would: (change, outcome) => `${change}, ${outcome}.`,
    theirs: "teria ido para essa pessoa",
    toRep: (name) => `teria ido para ${name}`,
    toPool: (pool) => `teria ido para ${pool}`,
    outcomes: {
      wait: "estaria esperando alguém ficar disponível",
      escalate: "teria ido para o gerente do grupo",
      nurtured: "teria sido respondido por e-mail, sem passar por ninguém da equipe",
      rejected: "não teria sido aceito",
    },
  },
} satisfies Record<Locale, WhyTexts>;
