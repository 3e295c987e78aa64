import type { Exclusion } from "../../routing/eligible.ts";
import type { Escalation, Locale } from "../../routing/lead/lead.ts";

/** What the explanation of a decision says around the policy's own words. Values arrive ready. */
export interface ExplainTexts {
  lead: (id: string) => string;
  executions: (links: string) => string;
  statusPage: (url: string) => string;
  noTraces: string;
  now: string;
  /** Of a lead that nobody decides about any more. */
  again: string;

  offered: (rep: string, pool: string) => string;
  waits: (until: string) => string;
  escalated: (cause: string) => string;
  causes: Record<Escalation["cause"], string>;
  nurtured: (lane: string) => string;
  rejected: string;
  decidedAt: (time: string, version: number | undefined) => string;

  gates: string;
  noGates: string;
  score: (total: string, max: string) => string;
  points: (points: string, max: string) => string;
  priority: (level: string) => string;
  lane: (lane: string) => string;
  rule: (rule: string) => string;
  otherwise: string;
  tried: string;
  triedMore: (count: number) => string;
  holds: string;
  /** @param asked a clause @param found what the lead has */
  fails: (asked: string, found: string) => string;
  never: string;

  named: (rep: string) => string;
  namedOut: (rep: string, because: string) => string;
  pool: (pool: string, able: number) => string;
  /** Of a pool that is none of the lead's own. */
  waitedOut: string;
  owed: (before: string, claim: string, after: string) => string;
  openLeads: (count: string) => string;
  more: (count: number) => string;
  leftOut: string;
  because: Record<Exclusion | "unknown", string>;
  yes: string;
  no: string;

  deciding: string;
  against: (seen: string, next: string, rep: string) => string;
  only: string;
  byName: string;
  equal: string;
  account: string;
  colleague: string;

  whatIf: string;
  nothingElse: string;
  notSearched: string;
  notAll: (tried: number) => string;
}

export const explainTexts: Record<Locale, ExplainTexts> = {
  en: {
    lead: (id) => `Lead ${id}`,
    executions: (links) => `Its executions in Step Functions: ${links}`,
    statusPage: (url) => `Its execution, on the status page of the local run: ${url}`,
    noTraces: "No choice was made for it so far.",
    now: "What would be decided now",
    again: "What would be decided if it came again now",

    offered: (rep, pool) => `Offered to ${rep}, in ${pool}`,
    waits: (until) => `Waits until ${until}`,
    escalated: (cause) => `Goes to the manager: ${cause}`,
    causes: {
      "attempts-used": "those who were asked did not take it",
      "nobody-available": "nobody is available in time",
      fault: "a fault",
    },
    nurtured: (lane) => `Answered by mail, in the lane ${lane}`,
    rejected: "Turned away by a gate",
    decidedAt: (time, version) =>
      version === undefined ? `Decided at ${time}.` : `Decided at ${time}, with version ${version} of the policy.`,
    gates: "Gates, of which one that holds turns the lead away",
    noGates: "the policy has none",
    score: (total, max) => `Score: ${total} of ${max} points`,
    points: (points, max) => `${points} of ${max}`,
    priority: (level) => `Priority: ${level}`,
    lane: (lane) => `Lane: ${lane}`,
    rule: (rule) => `Rule: ${rule}`,
    otherwise: "none matched, so the default applies",
    tried: "Rules that were tried before it",
    triedMore: (count) => `${count} more rules did not hold`,
    holds: "holds",
    fails: (asked, found) => `no. Asked: ${asked}. Found: ${found}`,
    never: "never holds",
    named: (rep) => `Named by the rule: ${rep}, who may have it`,
    namedOut: (rep, because) => `Named by the rule: ${rep}, left out: ${because}`,
    pool: (pool, able) => `Group ${pool}: ${able === 1 ? "1 who could take it" : `${able} who could take it`}`,
    waitedOut: "asked as well because the lead had waited its longest",
    owed: (before, claim, after) => `ledger ${before}, ${claim} with this lead, ${after} after it`,
    openLeads: (count) => `open leads: ${count}`,
    more: (count) => `and ${count} more`,
    leftOut: "Left out",
    because: {
      inactive: "not active",
      "already-asked": "was asked already",
      language: "does not speak the language",
      product: "does not sell the products",
      industry: "does not cover the industry",
      "use-case": "does not cover the use case",
      country: "does not cover the country",
      paused: "is paused",
      "too-much": "asks more effort than they can ever take",
      full: "has no free place",
      "effort-full": "has as much effort in hand as they can take",
      "day-full": "has had today's new leads",
      "week-full": "has had this week's new leads",
      "month-full": "has had this month's new leads",
      "off-shift": "not at work",
      unknown: "not in the roster",
    },
    yes: "yes",
    no: "no",
    deciding: "What decided",
    against: (seen, next, rep) => `${seen}, against ${next} of ${rep}`,
    only: "nobody else could take it",
    byName: "the rule names them",
    equal: "all were equal, so the first by id",
    account: "they have the account",
    colleague: "they have the lead of a colleague",
    whatIf: "What would have changed it",
    nothingElse: "No single change that the policy can tell apart, nor of one rep's state.",
    notSearched: "Not searched: with what is known of the lead now it would be decided otherwise.",
    notAll: (tried) => `Not all was tried: the search ended after ${tried} decisions.`,
  },
  es: {
    lead: (id) => `Prospecto ${id}`,
    executions: (links) => `Sus ejecuciones en Step Functions: ${links}`,
    statusPage: (url) => `Su ejecución, en la página de estado de la instalación local: ${url}`,
    noTraces: "Todavía no se eligió a nadie para él.",
    now: "Qué se decidiría ahora",
    again: "Qué se decidiría si llegara de nuevo ahora",

    offered: (rep, pool) => `Se ofreció a ${rep}, en ${pool}`,
    waits: (until) => `Espera hasta ${until}`,
    escalated: (cause) => `Pasa al gerente del grupo: ${cause}`,
    causes: {
      "attempts-used": "las personas a las que se ofreció no lo tomaron",
      "nobody-available": "nadie está disponible a tiempo",
      fault: "una falla",
    },
    nurtured: (lane) => `Se responde por correo, en el flujo ${lane}`,
    rejected: "No pasó un filtro",
    decidedAt: (time, version) =>
      version === undefined ? `Decidido el ${time}.` : `Decidido el ${time}, con la versión ${version} de la política.`,
    gates: "Filtros: si uno se cumple, el prospecto no se acepta",
    noGates: "la política no tiene ninguno",
    score: (total, max) => `Puntaje: ${total} de ${max}`,
    points: (points, max) => `${points} de ${max}`,
    priority: (level) => `Prioridad: ${level}`,
    lane: (lane) => `Flujo: ${lane}`,
    rule: (rule) => `Regla: ${rule}`,
    otherwise: "ninguna se cumplió; se aplica la de los demás casos",
    tried: "Reglas que se probaron antes",
    triedMore: (count) => `otras ${count} reglas no se cumplieron`,
    holds: "se cumple",
    fails: (asked, found) => `no. Se pide: ${asked}. Se encontró: ${found}`,
    never: "nunca se cumple",
    named: (rep) => `La regla nombra a ${rep}, que puede tomarlo`,
    namedOut: (rep, because) => `La regla nombra a ${rep}, que queda fuera: ${because}`,
    pool: (pool, able) => `Grupo ${pool}: ${able === 1 ? "1 persona podía" : `${able} personas podían`} tomarlo`,
    waitedOut: "se le preguntó también porque el prospecto ya había esperado el tiempo máximo",
    owed: (before, claim, after) => `cuenta ${before}, ${claim} con este prospecto, ${after} después`,
    openLeads: (count) => `prospectos abiertos: ${count}`,
    more: (count) => `y ${count} más`,
    leftOut: "Quedaron fuera",
    because: {
      inactive: "no está en activo",
      "already-asked": "ya se le ofreció",
      language: "no habla el idioma",
      product: "no vende los productos",
      industry: "no cubre la industria",
      "use-case": "no cubre el uso previsto",
      country: "no cubre el país",
      paused: "está en pausa",
      "too-much": "exige más esfuerzo del que admite",
      full: "no tiene lugares libres",
      "effort-full": "ya tiene todo el esfuerzo que admite",
      "day-full": "ya recibió los prospectos nuevos de hoy",
      "week-full": "ya recibió los prospectos nuevos de esta semana",
      "month-full": "ya recibió los prospectos nuevos de este mes",
      "off-shift": "fuera de su horario de trabajo",
      unknown: "no está en el equipo",
    },
    yes: "sí",
    no: "no",
    deciding: "Qué lo decidió",
    against: (seen, next, rep) => `${seen}, frente a ${next} de ${rep}`,
    only: "nadie más podía tomarlo",
    byName: "la regla nombra a esta persona",
    equal: "todo era igual; va la primera persona por su id",
    account: "tiene la cuenta",
    colleague: "tiene el prospecto de un colega",
    whatIf: "Qué lo habría cambiado",
    nothingElse: "Ningún cambio único que la política distinga, ni el estado de una sola persona del equipo.",
    notSearched: "No se buscó: con lo que ahora se sabe del prospecto se decidiría otra cosa.",
    notAll: (tried) => `No se probó todo: la búsqueda terminó tras ${tried} decisiones.`,
  },
  pt: {
    lead: (id) => `Lead ${id}`,
    executions: (links) => `Suas execuções no Step Functions: ${links}`,
    statusPage: (url) => `Sua execução, na página de status da instalação local: ${url}`,
    noTraces: "Ainda não se escolheu ninguém para ele.",
    now: "O que se decidiria agora",
    again: "O que se decidiria se ele chegasse de novo agora",

    offered: (rep, pool) => `Oferecido a ${rep}, em ${pool}`,
    waits: (until) => `Espera até ${until}`,
    escalated: (cause) => `Vai para o gerente do grupo: ${cause}`,
    causes: {
      "attempts-used": "quem foi consultado não ficou com ele",
      "nobody-available": "ninguém está disponível a tempo",
      fault: "uma falha",
    },
    nurtured: (lane) => `Respondido por e-mail, no fluxo ${lane}`,
    rejected: "Não passou por um filtro",
    decidedAt: (time, version) =>
      version === undefined ? `Decidido em ${time}.` : `Decidido em ${time}, com a versão ${version} da política.`,
    gates: "Filtros: se um deles se aplica, o lead não é aceito",
    noGates: "a política não tem nenhum",
    score: (total, max) => `Pontuação: ${total} de ${max}`,
    points: (points, max) => `${points} de ${max}`,
    priority: (level) => `Prioridade: ${level}`,
    lane: (lane) => `Fluxo: ${lane}`,
    rule: (rule) => `Regra: ${rule}`,
    otherwise: "nenhuma se aplicou; vale a dos demais casos",
    tried: "Regras testadas antes",
    triedMore: (count) => `outras ${count} regras não se aplicaram`,
    holds: "aplica-se",
    fails: (asked, found) => `não. Pede-se: ${asked}. Encontrado: ${found}`,
    never: "nunca se aplica",
    named: (rep) => `A regra cita ${rep}, que pode ficar com ele`,
    namedOut: (rep, because) => `A regra cita ${rep}, que fica de fora: ${because}`,
    pool: (pool, able) => `Grupo ${pool}: ${able === 1 ? "1 pessoa podia" : `${able} pessoas podiam`} ficar com ele`,
    waitedOut: "consultado também porque o lead já tinha esperado o tempo máximo",
    owed: (before, claim, after) => `saldo ${before}, ${claim} com este lead, ${after} depois`,
    openLeads: (count) => `leads em aberto: ${count}`,
    more: (count) => `e mais ${count}`,
    leftOut: "Ficaram de fora",
    because: {
      inactive: "não está na ativa",
      "already-asked": "já foi consultado",
      language: "não fala o idioma",
      product: "não vende os produtos",
      industry: "não atende o setor",
      "use-case": "não atende o uso previsto",
      country: "não atende o país",
      paused: "está em pausa",
      "too-much": "exige mais esforço do que comporta",
      full: "não tem lugares livres",
      "effort-full": "já está com todo o esforço que comporta",
      "day-full": "já recebeu os leads novos de hoje",
      "week-full": "já recebeu os leads novos desta semana",
      "month-full": "já recebeu os leads novos deste mês",
      "off-shift": "fora do horário de trabalho",
      unknown: "não está na equipe",
    },
    yes: "sim",
    no: "não",
    deciding: "O que decidiu",
    against: (seen, next, rep) => `${seen}, contra ${next} de ${rep}`,
    only: "ninguém mais podia ficar com ele",
    byName: "a regra cita esta pessoa",
    equal: "tudo era igual; vai a primeira pessoa pelo id",
    account: "tem a conta",
    colleague: "tem o lead de um colega",
    whatIf: "O que teria mudado isso",
    nothingElse: "Nenhuma mudança única que a política distinga, nem o estado de uma só pessoa da equipe.",
    notSearched: "Não se procurou: com o que agora se sabe do lead, a decisão seria outra.",
    notAll: (tried) => `Nem tudo foi testado: a busca terminou após ${tried} decisões.`,
  },
};
