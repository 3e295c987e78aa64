import type * as en from "../en/person.ts";

export const standing: typeof en.standing = {
  searching: {
    title: () => "Estamos procurando a pessoa certa para você",
    text: (who) =>
      `Alguém da nossa equipe recebe a sua solicitação em seguida. Até você ter um nome, ${who} responde por ela.`,
  },
  waiting: {
    title: () => "A sua solicitação tem o seu lugar na fila",
    text: (who) =>
      `Neste momento não há ninguém indicado que esteja livre. Assim que houver, a solicitação é passada. Até lá, ${who} responde por ela.`,
  },
  "with-manager": {
    title: (who) => `${who} está com a sua solicitação`,
    text: (who) => `${who} dirige a equipe e cuida pessoalmente para que você receba uma resposta.`,
  },
  coming: {
    title: (who) => `${who} vai falar com você`,
    text: (who) => `${who} tem a sua solicitação e tudo o que você nos contou.`,
  },
  late: {
    title: (who) => `${who} está com a sua solicitação`,
    text: (who) => `Se ainda não teve notícias nossas, escreva para ${who}.`,
  },
  "in-touch": {
    title: (who) => `${who} está em contato com você`,
    text: (who) => `Para qualquer novidade, escreva para ${who}.`,
  },
  "by-mail": {
    title: () => "Por enquanto, respondemos por e-mail",
    text: (who) => `Não vamos ligar para você. Se preferir falar com alguém da equipe, escreva para ${who}.`,
  },
  "not-taken": {
    title: () => "Não vamos adiante com esta solicitação",
    text: () => "Se você acha que é um erro, peça abaixo que uma pessoa olhe.",
  },
  done: {
    title: () => "Esta solicitação está encerrada",
    text: (who) => `Se algo ficou em aberto, escreva para ${who}.`,
  },
  customer: {
    title: (who) => `${who} está à sua disposição`,
    text: (who) => `Para o que precisar, escreva para ${who}.`,
  },
  withdrawn: {
    title: () => "Você retirou esta solicitação",
    text: () => "Ninguém vai falar com você sobre ela. Se mudar de ideia, envie uma nova.",
  },
};

export const request: typeof en.request = {
  by: (time, left) => `Você terá notícias nossas até ${time}, ${left}.`,
  byPast: (time) => `Você devia ter notícias nossas até ${time}.`,
  notice: {
    again: "Aperte o botão mais uma vez. A primeira vez ele foi apertado antes que a página pudesse ser lida.",
    saved: "Salvo. Quem está com a sua solicitação é avisado.",
    unchanged: "Nada estava diferente, então nada mudou.",
    "too-much": "Nada foi salvo: não guardamos mais do que isso em um dia. Volte amanhã.",
    over: "Nada mudou: esta solicitação está encerrada.",
    asked: "Uma pessoa olha e responde a você por e-mail.",
    withdrawn: "Pronto. Quem estava com a sua solicitação é avisado.",
  },
  contact: "O seu contato",
  told: "O que temos da sua solicitação",
  message: "A sua mensagem",
  change: {
    open: "Acrescentar ou corrigir algo",
    hint: "O que você não mexer fica como está. O que você apagar é removido.",
    address: (email) => `Esta página é de ${email}. Para usar outro endereço, envie uma nova solicitação.`,
    more: "Algo a acrescentar?",
    send: "Salvar",
  },
  why: {
    open: "Como isto foi decidido",
    program: (company) =>
      `Um programa decidiu quem recebe a sua solicitação e em que prazo, por regras que pessoas da ${company} escreveram.`,
    considered: (facts) => `Do que sabemos, essas regras olham: ${facts}.`,
    lookedUp: "Uma parte não foi dita por você: foi consultada sobre a sua organização.",
    person: (time) => `O resultado: uma pessoa fala com você, em ${time} do expediente da equipe.`,
    byMail: "O resultado: você recebe um e-mail e, por enquanto, nenhuma ligação.",
    personSometime: "O resultado: uma pessoa vai falar com você.",
    notTaken: "O resultado: não pedimos a ninguém que falasse com você.",
    nobody: "Nada foi decidido ainda.",
    ask: "Você pode pedir que uma pessoa olhe esta decisão. Ela responde a você por e-mail.",
    note: "O que ela deve saber? (opcional)",
    send: "Pedir que uma pessoa olhe",
    asked: (day, who) => `Em ${day} você pediu que uma pessoa olhe. ${who} responde a você por e-mail.`,
  },
  data: "Levar tudo o que guardamos sobre você (um arquivo)",
  withdraw: {
    open: "Retirar esta solicitação",
    text: "Então ninguém mais fala com você sobre ela. Isto não pode ser desfeito.",
    send: "Retirar",
  },
  form: "Enviar uma nova solicitação",
};

export const acknowledgement: typeof en.acknowledgement = {
  title: {
    received: "Recebemos a sua solicitação",
    "handed-on": "Outra pessoa cuida da sua solicitação",
    escalated: "Quem dirige a equipe cuida da sua solicitação",
    waiting: "A sua solicitação demora um pouco mais",
    added: "Recebemos o que você enviou",
  },
  first: {
    received: "Agradecemos a sua solicitação.",
    "handed-on": "A pessoa que ia falar com você não vai poder, então passamos a sua solicitação adiante.",
    escalated: "Nossa equipe não conseguiu atender a tempo.",
    waiting: "Dissemos que alguém estava vendo a sua solicitação; ninguém pôde assumir ainda.",
    added: "Está junto com o resto da sua solicitação; não é preciso enviar nada duas vezes.",
  },
  due: "Você terá notícias nossas até",
  later: "Se demorar mais do que isso, avisamos você.",
  button: "Ver ou mudar a sua solicitação",
  reply: (who) => `Alguma dúvida? Uma resposta a este e-mail chega a ${who}.`,
};

export const times: typeof en.times = {
  title: "Escolha com quem falar e quando",
  titleWith: (who) => `Escolha um horário com ${who}`,
  intro: (company) =>
    `Estas pessoas de ${company} podem atender sua solicitação. Escolha o horário que for melhor para você; o convite chega por e-mail.`,
  introWith: "Escolha o horário que for melhor para você; o convite chega por e-mail.",
  zone: (zone, length) => `Fuso: ${zone}. Uma reunião dura ${length}.`,
  speaks: (languages) => `Fala ${languages}`,
  free: (count) => (count === 1 ? "1 livre" : `${count} livres`),
  take: (who) => `Falar com ${who}`,
  move: "Mudar a reunião",
  other: "Escolher outro horário",
  cancel: { open: "Cancelar a reunião", text: (who) => `Também avisamos ${who}.`, send: "Cancelar" },
  none: {
    title: "Agora não há horários para escolher",
    text: "Sua solicitação segue o caminho dela mesmo assim: você terá notícias nossas por e-mail.",
  },
  notYet: {
    title: "Um momento",
    text: "Estamos vendo quem pode atender você. Carregue esta página de novo em um minuto.",
  },
  notice: {
    again: "Aperte o botão mais uma vez. Na primeira vez ele foi apertado antes que a página pudesse ser lida.",
    missing: "Escolha um horário.",
    taken: "Esse horário acabou de ser ocupado. Agora estão livres estes:",
    busy: "Muitas pessoas estão escolhendo neste momento. Aperte o botão mais uma vez.",
    booked: "Pronto. O convite chega por e-mail em um ou dois minutos.",
    moved: "Pronto. O novo convite chega por e-mail em um ou dois minutos.",
    cancelled: "Pronto. A reunião está cancelada.",
  },
  back: "Voltar à sua solicitação",
};

export const choosing: typeof en.choosing = {
  meeting: (who) => `Você tem uma reunião com ${who}`,
  link: "Escolher um horário",
  linkMeeting: "Mudar ou cancelar",
  linkCall: "Escolher o horário da sua primeira ligação",
};
