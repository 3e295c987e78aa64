import type * as en from "../en/follow.ts";

export const acts: typeof en.acts = {
  heading: "Como está indo?",
  open: {
    contacted: "Falei com a pessoa",
    "no-answer": "Não atendeu",
    meeting: "Combinamos uma reunião",
    won: "Ganho",
    lost: "Perdido",
    invalid: "Não é um lead de verdade",
    "pass-on": "Qualificado: passar adiante",
    "give-back": "Devolver",
  },
  send: {
    contacted: "Registrar o contato",
    "no-answer": "Registrar a tentativa",
    meeting: "Registrar a reunião",
    won: "Fechar como ganho",
    lost: "Fechar como perdido",
    invalid: "Fechar como inválido",
    "pass-on": "Passar como qualificado",
    "give-back": "Devolver este lead",
  },
  hint: {
    contacted: "A partir daí perguntamos de vez em quando como está indo.",
    "no-answer": "A próxima tentativa é proposta para quando os dois trabalham.",
    meeting: "Conta como primeiro contato.",
    won: "Sua vaga fica livre.",
    lost: "Sua vaga fica livre.",
    invalid: "Sua vaga fica livre e a vez volta para você.",
    "pass-on": "Ele passa então para quem as regras pedem para leads qualificados; sua vez continua contada.",
    "give-back": "Ele então passa para outra pessoa.",
  },
  how: "Como?",
  ways: {
    phone: "Por telefone",
    email: "Por e-mail",
    whatsapp: "Por WhatsApp",
    meeting: "Em uma reunião",
    other: "De outra forma",
  },
  at: (zone) => `Quando? (${zone})`,
  value: (currency) => `Valor em ${currency} (opcional)`,
  why: "Por quê?",
  note: "Observação (opcional)",
  fault: {
    how: "Escolha como",
    reason: "Escolha um motivo",
    at: "Digite uma data e uma hora",
    past: "Escolha uma hora que ainda não passou",
    value: "Digite um valor como 12.000, ou deixe vazio",
    act: "Escolha o que aconteceu",
  },
};

export const acted: typeof en.acted = {
  done: {
    contacted: "Registrado: você falou com a pessoa.",
    "no-answer": "Registrado: a pessoa não atendeu.",
    meeting: "Registrado: vocês combinaram uma reunião.",
    won: "Registrado: este lead foi ganho.",
    lost: "Registrado: este lead foi perdido.",
    invalid: "Registrado: não era um lead de verdade.",
    "pass-on": "Registrado: está qualificado e segue adiante.",
    "give-back": "Registrado: você o devolveu.",
  },
  before: "Isso já estava registrado. Nada mudou.",
  over: "Este lead já tinha sido fechado, então nada mudou.",
  "being-told": "Você está recebendo todos os dados agora. Aperte de novo em um minuto.",
};

export const standing: typeof en.standing = {
  contacted: (time, way) => `Primeiro contato: ${time}, ${way.toLowerCase()}.`,
  tried: (count) => (count === 1 ? "Uma tentativa sem resposta." : `${count} tentativas sem resposta.`),
  nextTry: (time) => `Próxima tentativa: ${time}.`,
  meeting: (time) => `Reunião: ${time}.`,
  unresolved: "Ainda não há resultado, e não perguntamos mais por ele.",
  closedTitle: "Este lead está fechado",
  closed: {
    won: "Ganho",
    lost: "Perdido",
    invalid: "Não é um lead de verdade",
    withdrawn: "A pessoa retirou o pedido",
  },
  closedAt: (outcome, time) => `${outcome}, ${time}.`,
  contactsGone: "Como falar com a pessoa não é mais mostrado.",
};

export const history: typeof en.history = {
  heading: "O que aconteceu até agora",
  zone: (zone) => `Fuso: ${zone}.`,
  events: {
    received: "O pedido chegou",
    merged: "A pessoa escreveu de novo",
    accepted: "Aceito",
    introduced: "A pessoa soube quem vai ligar",
    "contact-reminded": "Lembrete do primeiro contato",
    "contact-late": "O primeiro contato atrasou e quem gerencia a equipe foi avisado",
    contacted: "Contatado",
    "no-answer": "Sem resposta",
    meeting: "Uma reunião foi combinada",
    nudged: "Perguntamos como está indo",
    unresolved: "Sem resultado; quem gerencia a equipe foi avisado",
    "given-back": "Devolvido",
    "handed-on": "Passou para outra pessoa",
    assigned: "Atribuído por quem gerencia a equipe",
    reopened: "Aberto de novo",
    escalated: "Foi para quem gerencia a equipe",
    unreachable: "Nossos e-mails não chegam à pessoa",
    closed: "Fechado",
  },
};

export const followMails: typeof en.followMails = {
  contactReminder: {
    subject: (who) => `Lembrete, falta o primeiro contato: ${who}`,
    kicker: "Este lead espera seu contato",
    due: "Primeiro contato até",
    button: "Ver o lead e registrar o que aconteceu",
    hint: "A pessoa soube que você entra em contato até lá. Se já falou com ela, registre, e não lembramos mais.",
  },
  nudge: {
    subject: (who) => `Como está indo? ${who}`,
    kicker: "Como está indo?",
    text: (day) => `Desde ${day} nada foi registrado deste lead. Foi ganho, foi perdido ou ainda está em aberto?`,
    button: "Ver o lead e registrar o que aconteceu",
    hint: "Uma tentativa ou uma reunião que você registra também é novidade.",
  },
  handedOn: {
    subject: (who) => `Este lead passa para outra pessoa: ${who}`,
    kicker: "O primeiro contato atrasou",
    text: "Não houve um primeiro contato a tempo, então este lead passa para outra pessoa. Nada mais a fazer.",
    hint: "Se você falou com a pessoa mesmo assim, avise quem gerencia a sua equipe.",
  },
  contactLate: {
    button: "Ver o lead e decidir",
    subject: (rep, who) => `${rep} não falou a tempo com este lead: ${who}`,
    kicker: "Um primeiro contato atrasou",
    text: (rep) => `${rep} não registrou um primeiro contato com este lead, a quem um foi prometido até agora.`,
    due: "Prometido até",
    goesOn: "O lead passa para a próxima pessoa pelas regras.",
    stays: (email) => `O lead fica com essa pessoa. O endereço dela é ${email}.`,
  },
  turnedAway: {
    subject: (who) => `Encerrado por um gerente: ${who}`,
    kicker: "Este lead foi descartado",
    text: (reason) =>
      `Um gerente encerrou este lead, por isso não é mais preciso ligar. O motivo: ${reason.toLowerCase()}.`,
    hint: "Sua vaga está livre de novo, e a sua vez é devolvida.",
  },
  unresolved: {
    button: "Ver o lead e decidir",
    subject: (rep, who) => `Sem resultado de ${rep}: ${who}`,
    kicker: "Este lead não tem resultado",
    text: (rep, count) =>
      `${rep} não registrou o resultado deste lead${count === 0 ? "" : count === 1 ? ", embora tenhamos perguntado" : `, embora tenhamos perguntado ${count} vezes`}. Não perguntamos mais.`,
    hint: (email) =>
      `O lead continua em aberto, e continua com essa pessoa, até alguém fechá-lo. O endereço dela é ${email}.`,
  },
  facts: { accepted: "Aceito", tries: "Tentativas sem resposta", none: "Nenhuma", contacted: "Primeiro contato" },
};
