import type * as en from "../en/customers.ts";

export const welcome: typeof en.welcome = {
  subject: (company) => `Boas-vindas à ${company}`,
  hello: (name) => (name ? `Olá, ${name},` : "Olá,"),
  title: (manager) => `${manager} está à sua disposição`,
  intro: (manager, company, first) =>
    first
      ? `Obrigado por escolher a ${company}. A partir de agora ${manager} acompanha você nos primeiros passos e responde ao que precisar.`
      : `A partir de agora ${manager} é seu contato na ${company} e continua com você de onde está.`,
  due: "Sua primeira ligação até",
  steps: "Próximos passos",
  step: (name, day) => `${name}: até ${day}`,
  times: "Horários para a ligação",
  timesHint: "Escolha um destes ou outro, ou responda a este e-mail.",
  button: "Escolher um horário",
  write: (manager) => `Escrever para ${manager}`,
  footer: (company) => `Você recebe este e-mail porque é cliente da ${company}.`,
};

export const newCustomer: typeof en.newCustomer = {
  subject: (who) => `Seu novo cliente: ${who}`,
  kicker: "Este cliente é seu",
  due: "Primeira ligação até",
  call: (phone) => `Ligar para ${phone}`,
  button: "Registrar seus passos",
  told: (language) => `Dissemos ao cliente em ${language} quem é você, até quando você liga e o que vem depois.`,
  notTold: "Nossos e-mails não chegam ao cliente, que ainda não sabe de você.",
  steps: "Seus passos",
  step: (name, day) => `${name}: até ${day}`,
  done: (name) => `${name}: feito`,
  sold: (seller, day) => `${seller} o ganhou em ${day}.`,
  value: (value) => `Valor: ${value}`,
  before: (name) => `Antes estava com ${name}.`,
  managed: "Ninguém do grupo podia ficar com ele, por isso é seu.",
  history: "O que veio antes",
};

export const milestone: typeof en.milestone = {
  call: "Ligação de início",
  customer: {
    subject: (name) => `Você alcançou: ${name}`,
    text: "Parabéns: este passo está feito.",
    next: (name, day) => `A seguir: ${name}, até ${day}.`,
    last: (manager) => `Foi o último dos primeiros passos. ${manager} continua sendo seu contato.`,
    write: (manager) => `Escrever para ${manager}`,
  },
  manager: {
    subject: (who, name) => `${who} alcançou: ${name}`,
    kicker: "Um passo está feito",
    text: (name) => `Ficou registrado: ${name}.`,
    left: (count) => (count === 0 ? "Foi o último." : count === 1 ? "Falta um passo." : `Faltam ${count} passos.`),
    button: "Ver o cliente",
  },
  reminder: {
    subject: (name, who) => `Está na hora: ${name}, ${who}`,
    kicker: "Este passo vence",
    due: "Vence",
    text: (name) => `${name} não está registrado como feito.`,
    button: "Registrar",
    hint: "Se demorar mais, não precisa fazer nada: você é lembrado mais duas vezes no máximo.",
  },
  stalled: {
    subject: (who) => `Primeiros passos não concluídos: ${who}`,
    kicker: "Primeiros passos não concluídos",
    text: (rep) =>
      `Há um mês vencia o último passo, e nem todos estão registrados. A partir de agora ${rep} não recebe mais lembretes e tem a vaga livre de novo.`,
    hint: (email) => `Continua sendo o contato do cliente. Seu endereço é ${email}.`,
  },
};

export const customer: typeof en.customer = {
  title: (who) => who,
  since: (day) => `Cliente desde ${day}`,
  over: {
    completed: "Os primeiros passos estão feitos. O cliente continua sendo seu.",
    unfinished: "Você não recebe mais lembretes destes passos. O cliente continua sendo seu.",
    reopened: "O lead foi aberto de novo, então estes passos terminaram.",
  },
  contacts: "Como falar com o cliente",
  steps: "Primeiros passos",
  due: (day) => `até ${day}`,
  late: (day) => `vencia em ${day}`,
  done: (day) => `feito em ${day}`,
  log: "Feito",
  logStep: (name) => `Registrar como feito: ${name}`,
  tells: "recebe um e-mail quando você registrar",
  again: "Aperte o botão mais uma vez. A primeira vez foi antes que a página pudesse ser lida.",
  won: "Como foi ganho",
};
