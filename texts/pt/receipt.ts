import type { receipt as english } from "../en/receipt.ts";

export const receipt: typeof english = {
  title: (rep, from, to) => `Comprovante de equidade de ${rep}, de ${from} a ${to}`,
  unit: "Em leads. Acima de 0, devem leads a você; abaixo de 0, você os recebeu adiantados.",
  ledger: (name) => `Conta ${name}`,
  opening: "Deviam a você no início",
  shares: (leads) => (leads === 1 ? "Sua parte de 1 lead" : `Suas partes de ${leads} leads`),
  offers: (offers) => (offers === 1 ? "1 lead oferecido a você" : `${offers} leads oferecidos a você`),
  credits: "Creditado de volta",
  corrections: "Corrigido",
  handedOn: "Repassado por quem saiu",
  faded: "Reduzido pelo tempo",
  closing: "Devem a você no fim",
  outcomes: {
    accepted: (count) => `${count} aceitos`,
    declined: (count) => `${count} recusados`,
    lapsed: (count) => `${count} vencidos`,
    taken: (count) => `${count} assumidos por outras pessoas`,
    "given-back": (count) => `${count} devolvidos`,
    "handed-on": (count) => `${count} repassados`,
    withdrawn: (count) => `${count} retirados pela pessoa`,
    open: (count) => `${count} em aberto`,
    unknown: (count) => `${count} de leads que não são mais guardados`,
  },
  pool: (pool, shares, leads, offers, outcomes) =>
    `${pool}: ${shares} de ${leads} leads, ${offers} oferecidos${outcomes ? ` (${outcomes})` : ""}`,
  balanced: (version) =>
    `Confere: o diário da conta chega aos saldos dela, versão ${version}, até o último bilionésimo de lead.`,
  unbalanced: (version) =>
    `Não confere: o diário da conta não chega aos saldos dela, versão ${version}. Avise quem administra o Turno.`,
  keptSince: (time) => `O diário é guardado desde ${time}; o que veio antes está no valor do início.`,
  nothing: "Nada mudou para você.",
  noLedgers: "Você não está em nenhum grupo, então nenhuma conta tem uma linha sua.",
  lines: "Linha por linha",
  line: {
    share: (amount, among, lead, chosen) =>
      `${amount}, sua parte entre ${among} do lead ${lead}, que foi para ${chosen}`,
    offer: (amount, among, lead, outcome) =>
      `${amount} pelo lead ${lead}, oferecido a você, com a sua parte entre ${among}: ${outcome}`,
    claimed: "você assumiu primeiro",
    credit: (amount, lead, by, reason) => `${amount} creditado de volta pelo lead ${lead}, por ${by}: ${reason}`,
    correction: (amount, by, reason) => `${amount} corrigido por ${by}: ${reason}`,
    handedOn: (amount) => `${amount} repassado por quem saiu`,
    faded: (amount) => `${amount} reduzido pelo tempo`,
    pending: "ainda não lançado",
  },
  outcome: {
    accepted: "aceito",
    declined: "recusado",
    lapsed: "vencido",
    taken: "outra pessoa assumiu",
    "given-back": "devolvido",
    "handed-on": "repassado",
    withdrawn: "retirado pela pessoa",
    open: "em aberto",
    unknown: "o lead não é mais guardado",
  },
  whyNot: {
    title: (lead, rep) => `Lead ${lead}, e por que não ${rep}`,
    none: "Nenhuma escolha foi feita para este lead até agora, então ninguém ficou de fora.",
    decision: (time, outcome) => `${time}: ${outcome}`,
    chosen: "O lead foi oferecido a esta pessoa.",
    noPools: "Ninguém foi comparado: foi para quem a regra ou a conta nomeia.",
    otherPools: (pools) => `Esta pessoa não está em nenhum dos grupos consultados: ${pools}.`,
    ahead: (place, pool, rep) => `Estava em ${place}º lugar no grupo ${pool}; ${rep} vinha antes.`,
    differed: (preference, chosen, theirs) => `${preference}: ${chosen}; no caso desta pessoa, ${theirs}.`,
    equal: "Em todas as preferências eram iguais; a primeira pela id foi consultada.",
    owed: (chosen, theirs) => `Deviam, com este lead: ${chosen}; a esta pessoa, ${theirs}.`,
    leftOut: (pool, because) => `Ficou de fora no grupo ${pool}: ${because}.`,
    notListed: (pool) =>
      `No grupo ${pool} estava atrás das primeiras de muitas pessoas, ou ficou de fora por um motivo que outras também tinham; o registro nomeia só algumas.`,
  },
};
