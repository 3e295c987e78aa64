import type * as en from "../en/mails.ts";

export const offer: typeof en.offer = {
  subject: (priority, who) => (priority ? `Novo lead ${priority}: ${who}` : `Novo lead: ${who}`),
  kicker: "Novo lead para você",
  due: "Responda até",
  button: "Ver o lead e responder",
  hint: (time) =>
    `Você tem ${time} de expediente; depois, o lead passa para outra pessoa. Ao aceitar, você recebe os dados de contato.`,
  lastCall:
    "Ninguém o assumiu até agora; se ninguém assumir, ele vai para o gerente. Quem pedir recebe os dados de contato.",
};

export const reminder: typeof en.reminder = {
  subject: (who) => `Lembrete, falta a sua resposta: ${who}`,
  kicker: "Este lead espera a sua resposta",
  due: "Responda até",
  button: "Ver o lead e responder",
  hint: (offered) => `Ele foi oferecido a você ${offered}. Sem resposta, passa para outra pessoa.`,
};

export const lapsed: typeof en.lapsed = {
  subject: (who) => `Oferta expirada: ${who}`,
  kicker: "Esta oferta expirou",
  offered: "Oferecido",
  ended: "Fim do prazo",
  intro: "Não houve resposta sua a tempo, então o lead passa para outra pessoa. Você não precisa fazer nada.",
  hint: "Se não puder receber leads no momento, avise quem gerencia a sua equipe.",
};

export const paused: typeof en.paused = {
  rep: {
    subject: "Você está em pausa: por enquanto, sem novos leads",
    kicker: "Suas ofertas expiraram",
    title: "Você está em pausa",
    intro: (count) =>
      `${count === 1 ? "Sua última oferta expirou" : `Suas últimas ${count} ofertas expiraram`} sem resposta, então você não recebe novos leads até voltar. Os que já estão com você continuam seus.`,
    button: "Voltar a receber leads",
    hint: "Quem gerencia a sua equipe também é avisado. Se for ficar fora por mais tempo, peça que registre a ausência.",
  },
  manager: {
    subject: (name) => `Em pausa: ${name}`,
    kicker: "Ofertas expiradas",
    title: (name) => `${name} está em pausa`,
    intro: (name, count) =>
      `${name} deixou ${count === 1 ? "uma oferta expirar" : `${count} ofertas seguidas expirarem`} sem resposta, então os novos leads vão para os demais.`,
    hint: (email) =>
      `O endereço é ${email}. A pausa termina quando a pessoa volta pelo link do e-mail dela, ou quando você a encerra.`,
  },
};

export const escalation: typeof en.escalation = {
  subject: (who) => `Ninguém ficou com este lead: ${who}`,
  reminderSubject: (n, who) => `Lembrete ${n}, este lead continua esperando: ${who}`,
  kicker: "Ninguém ficou com este lead",
  reminderKicker: (n) => `Lembrete ${n}: este lead continua esperando`,
  since: "Recebido",
  button: "Ver o lead e ficar com ele",
  hint: "Ele espera por você; ninguém mais está sendo consultado. Ao ficar com ele, você recebe os dados de contato.",
  footer: (company) =>
    `Você recebe este e-mail porque, em ${company}, responde pelos leads com que ninguém da equipe ficou.`,
};

export const toPerson: typeof en.toPerson = {
  hello: (name) => (name ? `Olá, ${name},` : "Olá,"),
  footer: (company, day) => `Você recebe este e-mail porque enviou uma solicitação a ${company} em ${day}.`,
};

export const introduction: typeof en.introduction = {
  subject: (owner, company) => `${owner}, de ${company}, vai falar com você`,
  title: (owner) => `${owner} vai falar com você`,
  due: "Entraremos em contato até",
  steps: "Próximos passos",
  first: (owner, phone) => `${owner} vai ${phone ? "ligar ou escrever" : "escrever"} para você.`,
  calendar: "Se outro horário for melhor para você, escolha na agenda.",
  before: (owner, phone) => `Alguma dúvida antes disso? Escreva${phone ? " ou ligue" : ""} para ${owner}.`,
  button: "Escolher um horário",
  times: "Você também pode escolher um horário.",
  meetingSubject: (owner, company) => `Você tem uma reunião com ${owner}, de ${company}`,
  meetingDue: "Quando",
  invited: "O convite para a sua agenda chega em outro e-mail.",
  meetingMoves: "Se outro horário for melhor para você, mude a reunião.",
  buttonWithoutCalendar: (owner) => `Escrever para ${owner}`,
};

export const details: typeof en.details = {
  subject: (who) => `Seu lead: ${who}`,
  kicker: "Este lead é seu",
  due: "Primeiro contato até",
  call: (phone) => `Ligar para ${phone}`,
  write: (email) => `Escrever para ${email}`,
  email: "E-mail",
  phone: "Telefone",
  told: (language) => `Avisamos a pessoa, em ${language}, de que você fará contato até esse horário.`,
  meeting: "Vocês se reúnem",
  chose: (language) =>
    `A pessoa escolheu o horário, e escrevemos para ela em ${language}. O convite chega em outro e-mail.`,
  ask: "Para perguntar",
  score: ({ total, max }) => `Pontuação: ${total} de ${max}`,
  dimension: {
    value: "Valor",
    geography: "Geografia",
    "use-case": "Caso de uso",
    engagement: "Engajamento",
    size: "Tamanho",
  },
  of: (points, max) => `${points} de ${max}`,
  managed: "Ninguém da equipe ficou com ele; você ficou.",
  page: "Ver o lead ou devolvê-lo",
  calendar: "Ela também pode escolher um horário na sua agenda",
};

export const unreachable: typeof en.unreachable = {
  subject: (who) => `Nossos e-mails não chegam a este lead: ${who}`,
  kicker: "Nossos e-mails não chegam a este lead",
  why: {
    refused: "O endereço não aceita os nossos e-mails, então ninguém escreveu para a pessoa.",
    bounced: "Nosso e-mail voltou: essa caixa postal não existe.",
    complained: "A pessoa marcou o nosso e-mail como indesejado, então não enviamos mais nenhum.",
    limited: "Esse endereço já recebeu um e-mail assim no último dia; por este lead não enviamos outro.",
  },
  call: "Ligue e peça outro endereço.",
  noPhone: "Não há telefone. Veja se o endereço tem um erro, ou procure o telefone da empresa.",
};

export const giveBack: typeof en.giveBack = {
  subject: (rep, who) => `${rep} quer devolver um lead: ${who}`,
  kicker: "Querem devolver este lead",
  intro: (rep, count) =>
    `${rep} quer devolver este lead e já usou ${count === 1 ? "a única devolução" : `as ${count} devoluções`} que a política permite por semana. Ele continua com a mesma pessoa até vocês conversarem.`,
  reason: "O motivo",
  hint: (email) => `O endereço é ${email}; uma resposta a este e-mail chega à pessoa.`,
  button: "Ver o lead e decidir",
};

export const nurture: typeof en.nurture = {
  subject: (company) => `Sua solicitação a ${company}`,
  thanks: "Agradecemos o seu contato.",
  about: (products) => `Você perguntou sobre: ${products}.`,
  nurture: {
    title: "Recebemos a sua solicitação",
    withPage: "Por enquanto, não vamos ligar para você. Nesta página você pode conhecer mais quando quiser:",
    button: "Conhecer mais",
  },
  "self-service": {
    title: "Você já pode começar",
    withPage: "Não é preciso esperar uma ligação. Nesta página você pode começar por conta própria:",
    button: "Começar",
  },
  step: { button: "Ler mais" },
  withoutPage: "Por enquanto, não vamos ligar para você.",
  talk: "Se preferir falar com alguém da equipe, responda a este e-mail.",
};

export const frame: typeof en.frame = {
  repFooter: (company) => `Você recebe este e-mail porque faz parte da equipe de vendas de ${company}.`,
  references: (company) => `Empresas do seu setor que trabalham com ${company}`,
  unsubscribe: { hint: "Não quer e-mails como este?", label: "Cancelar o recebimento" },
  request: { hint: "Algo a acrescentar ou corrigir?", label: "Ver a sua solicitação" },
};

export const additions: typeof en.additions = {
  subject: (who) => `Alguém enviou mais: ${who}`,
  kicker: "Alguém enviou mais",
  intro: "Alguém preencheu de novo o formulário com o endereço deste lead.",
  hint: "Não se sabe quem enviou; por isso, o que se soube primeiro fica ao lado. Se hoje chegar mais, você recebe tudo em um só e-mail dentro de um dia.",
  button: "Ver o lead",
  own: {
    subject: (who) => `A pessoa mudou a solicitação: ${who}`,
    kicker: "A pessoa mudou a solicitação",
    intro: "Esta pessoa completou ou corrigiu a solicitação na própria página.",
    hint: "É palavra dela: só os links enviados ao endereço dela levam a essa página. O que você vê aqui vale a partir de agora.",
  },
};

export const held: typeof en.held = {
  subject: (count, one) =>
    one
      ? `${count} solicitação está retida para você revisar`
      : `${count} solicitações estão retidas para você revisar`,
  kicker: "Retido para revisão",
  title: (count, one) => (one ? `${count} solicitação parece automática` : `${count} solicitações parecem automáticas`),
  atLeast: (count) => `pelo menos ${count}`,
  intro:
    "Cada uma parece enviada por um programa; por isso nenhum lead foi criado e ninguém foi avisado. Mesmo assim, pode ser de uma pessoa.",
  hint: "Uma solicitação liberada vira lead em um minuto. Uma descartada é apagada para sempre. Não confie nos nomes nem nas empresas abaixo: foram escritos por quem enviou.",
  why: "Por quê, e quantas",
  reason: {
    trap: "preencheu um campo que as pessoas não veem",
    "too-soon": "foi enviada antes do tempo que uma pessoa leva para digitar",
    forged: "trazia um código que não é de nenhum formulário nosso",
    "used-up": "é um de textos diferentes demais de um mesmo formulário",
    flood: "chegou enquanto programas demais enviavam",
    crowded: "chegou quando já se havia enviado muito para o mesmo lead naquele dia",
  },
  removedOn: (day) => `Será apagada em ${day} se ninguém fizer nada`,
  discard: "Para descartar todas as desta lista",
  list: "Para vê-las com endereço e mensagem",
  more: "Estas são as mais recentes. Para ver todas, com endereço e mensagem",
  footer: (company) => `Você recebe este e-mail, no máximo uma vez por dia, porque é gerente na ${company}.`,
};

export const reviews: typeof en.reviews = {
  title: (owner) => `O que dizem de ${owner}`,
  said: (text, by) => `“${text}” – ${by}`,
};

export const look: typeof en.look = {
  subject: (who) => `Pedem que uma pessoa olhe uma decisão: ${who}`,
  kicker: "Pedem uma pessoa",
  intro:
    "Esta pessoa pede que alguém olhe como a solicitação dela foi decidida. É direito dela (LGPD, artigo 20; RGPD, artigo 22).",
  asked: "O pedido",
  button: (email) => `Escrever para ${email}`,
  hint: (email) =>
    `Olhe, mude o que for preciso e responda para ${email} em um mês, no máximo; uma resposta a este e-mail chega à pessoa.`,
  note: "O que ela diz",
  decided: "O que foi decidido",
  rejected: (because) => `Não aceito: ${because}`,
  lane: (lane, because) => `Faixa: ${lane} (${because})`,
  points: "Pontos da pontuação",
};

export const invitation: typeof en.invitation = {
  subject: {
    booked: (who, time) => `Reunião com ${who}: ${time}`,
    moved: (who, time) => `Novo horário da reunião com ${who}: ${time}`,
    cancelled: (who, time) => `Reunião com ${who} cancelada: ${time}`,
  },
  kicker: { booked: "Reunião", moved: "A reunião mudou de horário", cancelled: "Reunião cancelada" },
  event: (who) => `Reunião com ${who}`,
  when: { booked: "Quando", moved: "O novo horário", cancelled: "Seria" },
  hint: {
    booked: "O convite para a agenda vem neste e-mail.",
    moved: "O convite deste e-mail substitui o anterior.",
    cancelled: "Este e-mail a retira da agenda.",
  },
};

export const withdrawn: typeof en.withdrawn = {
  subject: (who) => `A pessoa retirou a solicitação: ${who}`,
  kicker: "Esta solicitação foi retirada",
  intro: "Esta pessoa retirou a solicitação. Não entre em contato com ela por isso.",
  hint: "O lead está encerrado e o seu lugar ficou livre. Você não precisa fazer nada.",
};
