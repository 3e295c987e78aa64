import type * as en from "../en/policy.ts";

export const policy: typeof en.policy = {
  title: (name) => `${name}: como os leads são distribuídos`,
  intro: "Este documento é escrito a partir da própria política, que está no final.",

  rules: "Quem recebe o quê",
  firstMatch: "As linhas são lidas de cima para baixo, e vale a primeira que combina com o lead.",
  when: (clause) => `Quando ${clause}`,
  everyLead: "Todos os leads",
  firstAsked: (rep, wait) =>
    wait === undefined
      ? `primeiro a oferta vai para ${rep}`
      : `primeiro a oferta vai para ${rep}; fora do expediente ou sem vaga, o lead espera ${wait} no máximo`,
  owners: {
    owner: "quem tem a conta, a oportunidade dela ou o lead de um colega",
    "account-owner": "quem tem a conta",
    "opportunity-owner": "quem tem a oportunidade da conta",
    colleague: "quem tem o lead de um colega",
  },
  ownerIn: (fact) => `o vendedor que ${fact} nomeia`,
  goesOn: "Se não é ninguém, ou é alguém que saiu ou que não o aceitou, seguem as linhas abaixo",
  otherwiseGoes: (clause) => `Senão, ${clause}`,
  goesTo: ([first = "", ...others]) =>
    [
      `o lead vai para o grupo ${first}`,
      ...others.map((pool) => `se lá não houver ninguém disponível, para ${pool}`),
    ].join("; "),
  beforeNext: (time) => `Enquanto alguém de um grupo puder estar disponível, o próximo só é consultado ${time} depois.`,
  split: (parts) => `Cada lead começa por um dos grupos, segundo suas partes: ${parts}.`,
  splitPart: (pool, part) => `${pool} ${part}`,
  ownAnswer: (time) => (time === undefined ? "Não há prazo para responder." : `Prazo para responder aqui: ${time}.`),
  ownContact: (time) =>
    time === undefined
      ? "Nenhum prazo para o primeiro contato é prometido."
      : `Prazo para o primeiro contato aqui: ${time}.`,
  prefersHere: (preferences) => `Ordem de preferência para estes leads: ${preferences}.`,
  because: (reason) => `Por quê: ${reason}`,
  otherwise: "Os demais leads",

  formRequired: "obrigatório",
  formFields: (fields: string) => `O formulário pede ${fields}.`,
  formHidden: (fields: string) => `O formulário sabe pelo endereço ${fields}.`,
  formStep: (title: string) => `Uma parte do formulário se chama “${title}”.`,
  formHint: (text: string) => `O formulário indica: “${text}”.`,
  formConsent: (id: string, version: string, wording: string, required: boolean) =>
    `Consentimento ${id}, versão ${version} (${required ? "obrigatório" : "opcional"}): ${wording}`,
  /** @param colours may be empty */
  formBrand: (name: string, colours: string) => `O formulário é o de ${name}${colours && `, com as cores ${colours}`}.`,
  formThanks: (text: string) => `Quem envia o formulário lê “${text}”.`,
  formRedirect: (address: string) => `Quem envia o formulário vai para ${address}.`,
  formName: (name: string, fact: string) => `O campo ${name} de outro formulário significa ${fact}.`,
  source: (address: string) => `Também chegam leads por ${address}.`,
  channel: (name: string, kind: string, news: string, pools: string | undefined) =>
    `O canal ${name} no ${kind} é avisado de ${news}${pools === undefined ? "" : ` em ${pools}`}.`,
  channelNews: { offers: "ofertas", breaches: "o que atrasa ou ninguém pega", digests: "os números da semana" },
  regionList: (name: string, regions: string) => `Com “${name}”, as condições sobre regiões referem-se a ${regions}.`,
  territories: "Territórios",
  noTerritories: "A política não nomeia territórios.",

  qualification: "Quem não é atendido e o que se pergunta",
  rejects: "Não são entregues a ninguém:",
  rejectsNobody: "Ninguém é descartado.",
  asks: "O que o formulário não respondeu, o vendedor pergunta, nesta ordem:",

  score: "Pontos",
  scoreUpTo: (max) => `Um lead pode ter ${max} pontos.`,
  dimensions: {
    value: "Valor",
    geography: "Geografia",
    "use-case": "Uso previsto",
    engagement: "Engajamento",
    size: "Tamanho da organização",
  },
  upTo: (max) => `No máximo ${max} pontos.`,
  weighs: (weight, max) => `No máximo ${max} pontos, e cada um conta ${weight} vezes.`,
  pointsHead: ["Quando", "Pontos", "Por quê"],
  chance: (leads: string, from: string, to: string) =>
    `Quão provável é ganhar conforme os pontos, como mostram ${leads} leads de ${from} a ${to}; entre duas linhas vale o intermediário:`,
  chanceHead: ["Pontos", "Probabilidade de ganhar"],
  learnNever: (facts: string) => `Nunca se aprendem pontos de: ${facts}.`,
  learnAllow: (facts: string) => `Também se podem aprender pontos de: ${facts}.`,
  learnRising: (facts: string) => `Os pontos só podem subir com: ${facts}.`,
  learnFalling: (facts: string) => `Os pontos só podem cair com: ${facts}.`,
  bandsBy: (noun) => `Conforme ${noun}, o degrau mais alto alcançado:`,
  fromStep: (from) => `a partir de ${from}`,
  behaviour: "Pelo que a pessoa fez:",
  behaviourHead: ["Evento", "Pontos", "Por quê"],
  behaviourCounts: (times, fades) =>
    `cada um, no máximo os ${times} últimos${fades === undefined ? "" : `; a metade depois de ${fades}`}`,

  priority: "Prioridade",
  elseCold: "A prioridade dos demais leads é fria.",

  lanes: "Fluxos",
  actions: {
    route: "um vendedor assume o lead",
    nurture: "ninguém liga; o lead recebe nosso e-mail para quem ainda não está pronto",
    "self-service": "ninguém liga; o lead recebe um e-mail que mostra como começar por conta própria",
  },

  pools: "Grupos",
  manager: (manager) => `Gerente: ${manager}.`,
  needs: (needs) => `O vendedor deve combinar com o lead em: ${needs}.`,
  needsNothing: "Qualquer vendedor do grupo pode assumir o lead.",
  need: {
    language: "idioma",
    product: "produtos",
    industry: "setor",
    "use-case": "uso previsto",
    country: "país",
  },
  prefers: (preferences) => `Ordem de preferência: ${preferences}.`,
  preference: {
    owner: "quem tem a conta ou o lead de um colega",
    specialist: "quem indica o que o lead pede",
    "same-company": "quem teve leads da mesma empresa",
    "most-experienced": "quem tem mais experiência",
    "best-performer": "quem ganha mais leads",
    "least-loaded": "quem tem menos leads abertos",
    "highest-capacity-left": "quem tem mais vagas livres",
    "nearest-time-zone": "o fuso horário mais próximo",
    nearest: "a menor distância",
    fairness: "quem mais tem a receber da sua parte justa",
  },
  showTo: (count) => `O lead é mostrado a ${count} vendedores ao mesmo tempo; fica com quem o assumir primeiro.`,
  sharesLedger: (pools) => `As partes justas são contadas em conjunto com as de ${pools}.`,
  history: (time) => `Do que se deve a cada pessoa, metade é esquecida depois de ${time}.`,
  several: {
    all: "De vários produtos, o vendedor precisa conhecer todos.",
    any: "De vários produtos, basta um que o vendedor conheça.",
  },
  unlisted: {
    everything: "Quem não indica nada recebe tudo.",
    nothing: "Quem não indica nada não recebe nenhum lead que peça algo.",
  },
  perRep: (limits) => `Cada vendedor recebe dele no máximo ${limits} leads novos.`,
  perRepPart: {
    hour: (n) => `${n} em qualquer hora`,
    day: (n) => `${n} por dia`,
    week: (n) => `${n} por semana`,
    month: (n) => `${n} por mês`,
  },
  mostAhead: (leads) => `O que se prefere não deixa ninguém mais de ${leads} leads à frente da sua parte justa.`,
  fairness: {
    eligible: "Um lead é dividido entre quem poderia tê-lo naquele momento: quem está ausente não ganha nem deve nada.",
    "equal-counts":
      "Um lead é dividido entre todos para quem ele serve e que voltam a trabalhar em quatro dias: no fim todos têm a mesma quantidade segundo o peso, e quem começa mais tarde recebe os próximos.",
  },
  namedCount: "Um lead de alguém do grupo que a regra nomeia é uma das suas vezes.",
  anyHours: "Os leads são oferecidos a qualquer hora e dia; o tempo para responder continua sendo tempo de trabalho.",
  tie: "O que tudo isso deixa igual é decidido por partes justas.",

  speed: "Com que rapidez",
  speedHead: ["Prioridade", "Responder à oferta em", "Primeiro contato em"],
  answerLearnt: (least, most) => `de ${least} a ${most}, pelo tempo médio de reatribuição`,
  workingTime: "Conta-se o horário de trabalho de cada vendedor.",
  reminders: (parts) => `O vendedor que não respondeu é lembrado depois de ${parts} do tempo para responder.`,
  noReminders: "Não há lembretes antes de o tempo acabar.",
  attempts: (count) => `Vendedores consultados, um após o outro: no máximo ${count}.`,
  maxWait: (time) => `Enquanto não há ninguém disponível, o lead espera ${time} no máximo.`,
  afterMaxWait: ([first = "", ...others]) =>
    `${[
      `Depois de esperar esse tempo, se não houver ninguém disponível nos seus próprios grupos, ele vai para o grupo ${first}`,
      ...others.map((pool) => `se lá não houver ninguém disponível, para ${pool}`),
    ].join("; ")}. Não volta a esperar.`,

  choose: (lanes, reps, days) =>
    `Um lead de ${lanes} pode escolher por si: vê até ${reps} dos vendedores a quem poderia ser oferecido, o melhor primeiro, com os horários livres de até ${days} dias. Fica com ele quem for escolhido; a vez conta como em qualquer oferta.`,
  chooseTimes: (length, notice) => `Uma reunião dura ${length} e é escolhida com pelo menos ${notice} de antecedência.`,
  whenNot: "O que acontece se não for cumprido",
  nextRep: "Quem recusa, ou não responde a tempo, não é consultado de novo: o lead passa para o próximo.",
  askAgain: (count, times) =>
    `Se ${count} vendedores não o assumem ou não há mais ninguém a consultar, são consultados outros tantos ${times === 1 ? "mais uma vez" : `até ${times} vezes mais`}: quem deixou expirar é consultado de novo, e quem recusou não.`,
  afterAttempts: (count, [first = "", ...others], time) =>
    `${[
      `Se ${count} vendedores não o assumem, o lead é mostrado a todo o grupo ${first} ao mesmo tempo`,
      ...others.map((pool) => `se lá não houver ninguém disponível, ao grupo ${pool}`),
    ].join("; ")}. Fica com quem o assumir primeiro em ${time}.`,
  escalation: (count, time, more, shown) =>
    `Se ${shown ? "ninguém deles o assume" : `${count} vendedores não o assumem`}, ou se esperou ${time}${more ? " e também não há ninguém disponível nos grupos consultados depois" : ""}, o lead vai para o gerente do grupo, que também é lembrado.`,
  noPause: "Ninguém fica em pausa por deixar ofertas expirarem.",
  noGiveBack: "Quem aceitou um lead fica com ele.",
  giveBack: (time, count) =>
    `Quem aceitou um lead pode devolvê-lo em até ${time}, no máximo ${count} por semana; ele então passa para a próxima pessoa.`,
  pauseAfter: (count) =>
    `Depois de ${count} ofertas expiradas seguidas, a pessoa fica em pausa e é avisada por e-mail, com um link para voltar. Quem gerencia a equipe também é avisado.`,

  acknowledge: "O que a pessoa fica sabendo",
  acknowledges: (what) =>
    `Por e-mail e no idioma dela, com quem responde, até quando e um link para a própria solicitação: ${what}.`,
  occasion: {
    received: "que a solicitação chegou, em até um minuto",
    "handed-on": "que outra pessoa cuida dela",
    escalated: "que está com quem dirige a equipe",
    waiting: "que espera alguém ficar livre",
    added: "que chegou o que enviou depois",
  },
  perDay: (count) => `No máximo ${count} destes e-mails por dia para cada solicitação, e cada um uma só vez.`,
  tellsNothing: "Nada antes de conhecer o seu vendedor.",

  follow: "O que acontece quando um lead já tem vendedor",
  contactReminders: (parts) => `Quem não registrou o primeiro contato é lembrado depois de ${parts} do tempo previsto.`,
  noContactReminders: "Ninguém é lembrado do primeiro contato antes de o tempo acabar.",
  breachTells: "Quando o primeiro contato atrasa, quem gerencia a equipe é avisado.",
  breachHandsOn: (count) =>
    `Quando o primeiro contato atrasa, quem gerencia a equipe é avisado e o lead passa para a próxima pessoa pelas regras, no máximo ${count} vezes por lead. Quem já tentou falar com a pessoa fica com ele.`,
  nudges: (time, count) =>
    `Enquanto não há um resultado, quem não registrou nada por ${time} recebe a pergunta de como está indo, no máximo ${count} vezes seguidas; depois disso quem gerencia a equipe é avisado de que não há resultado.`,
  noNudges: (time) => `Se nada foi registrado por ${time}, quem gerencia a equipe é avisado de que não há resultado.`,
  contactDetails: (time) => `A página do lead mostra como falar com a pessoa até ${time} depois de fechado.`,
  lostReasons: (reasons) => `Motivos pelos quais um lead se perde: ${reasons}.`,

  onboarding: "O que começa quando um lead é ganho",
  onboardingIs: (pool, time) =>
    `O grupo ${pool} escolhe quem fica com o cliente a partir daí, como escolhe para qualquer lead. Essa pessoa liga em até ${time} e registra cada um destes passos, dos quais é lembrada quando vencem:`,
  milestone: (name, time, told) => `${name}: depois de ${time}; ${told}.`,
  told: {
    customer: "o cliente recebe um e-mail quando é alcançado",
    manager: "quem tem o cliente recebe um e-mail quando é alcançado",
    both: "ambos recebem um e-mail quando é alcançado",
  },
  milestoneMail: (subject, text) => `O cliente lê: “${subject}”, ${text}`,

  nurture: "O que se escreve depois aos leads para quem ninguém liga",
  nurtureIs:
    "Depois do e-mail da sua faixa, até que enviem um pedido, respondam ou cancelem o recebimento, cada um pelo menos um dia depois do anterior:",
  nurtureMail: (time, subject, text) => `depois de ${time}: “${subject}”, ${text}`,
  nurturePage: (url) => `O botão leva a ${url}.`,

  receipts: "A quem se devia o quê",
  receiptsWeekly: (day, hour) =>
    `Cada vendedor recebe por e-mail seu comprovante de equidade (${day}, ${hour}, no relógio dele): o que lhe deviam, o que foi oferecido e creditado, e por quê.`,
  receiptsOff: "Os comprovantes de equidade não são enviados por e-mail; podem ser pedidos.",
  receiptsKept: (time) => `Aquilo de que são somados é guardado por ${time}.`,

  retention: "Por quanto tempo se guarda o que se sabe das pessoas",
  ended: {
    won: "ganho",
    lost: "perdido",
    invalid: "inválido",
    withdrawn: "retirado pela pessoa",
    rejected: "recusado",
    nurtured: "sem ninguém que ligue",
  },
  keptFor: (end, time) => `Um lead que terminou como ${end} é apagado ${time} depois, com tudo o que há junto dele.`,
  keptUntilErased: (others) =>
    `${others ? "Qualquer outro lead" : "Todo lead"} é guardado até que a pessoa, ou alguém por ela, o faça apagar.`,

  effort: "Quanto esforço cada lead exige",
  effortIs:
    "Quem tem um limite em pontos de esforço nunca tem mais pontos em leads em aberto. Um lead de qualquer outro fluxo vale 1.",
  effortOf: (points, close) => `${points} pontos${close === undefined ? "" : `, em geral fechado em ${close}`}`,
  effortFrom: (value, effort) => `a partir de um valor de ${value}: ${effort}`,
  inFlight: (time) =>
    `Os leads em aberto de um vendedor nunca somam mais tempo de fechamento do que ${time} por lead da sua capacidade, contado como acima e corrigido pelos leads já fechados. Quem não tem nenhum em aberto pode receber qualquer um.`,

  expectations: "O que esperamos de nós",
  noExpectations: "A política não nomeia expectativas.",
  answeredInTime: (part) => `${part} das ofertas são respondidas a tempo.`,
  contactedInTime: (part) => `${part} dos leads recebem a tempo o primeiro contato.`,
  winRate: (part) => `${part} dos leads que um vendedor assumiu são ganhos.`,

  enrichment: "O que se consulta",
  noProviders: "Nada é consultado: só se sabe o que o formulário diz.",
  providers:
    "Antes de decidir qualquer coisa, nesta ordem; cada fonte completa o que ainda não se sabe, e o que o formulário diz sempre vale:",
  companies: "nossa tabela de empresas",
  places: "a tabela de lugares",
  http: (name, url) => `o serviço ${name}, em ${url}`,
  httpHeader: (header, prefix) =>
    `sua chave vai no cabeçalho ${header}${prefix === undefined ? "" : `, depois de ${prefix}`}`,
  httpLimits: (timeout, retries, keep) =>
    `uma resposta pode demorar ${timeout}, é pedida de novo ${retries} vezes e é guardada por ${keep}`,
  httpMap: (noun, expression) => `${noun}: ${expression}`,
  limit: (time) => `Tudo junto não segura um lead por mais de ${time}.`,

  accounts: "Contas e colegas",
  sameNameOnly: "Um lead é de uma conta quando o domínio do e-mail ou o nome exato da empresa é o mesmo.",
  similarNames: (part) =>
    `Um lead é de uma conta quando o domínio do e-mail é o mesmo, ou quando o nome da empresa é ao menos ${part} parecido.`,
  colleagues: {
    "same-owner": "O colega de alguém cujo lead está aberto vai para o mesmo responsável.",
    "any-owner": "O colega de alguém cujo lead está aberto pode ir para qualquer um.",
  },

  rest: "O que mais está definido",
  ownKinds: {
    text: "um texto",
    choice: "um de",
    several: "alguns de",
    number: "um número",
    "yes-no": "sim ou não",
    date: "um dia",
  },
  ownAttribute: (noun: string, kind: string, values: string, signed: boolean) =>
    `De um lead também conhecemos ${noun}: ${kind}${values === "" ? "" : ` ${values}`}${signed ? "; só se acredita nas fontes que assinam" : ""}.`,
  ownMail: (domains: string) => `Serviços de e-mail privado, além dos conhecidos: ${domains}.`,
  office: (days: string, from: string, to: string, zone: string) =>
    `O escritório fica aberto das ${from} às ${to}: ${days} (${zone}).`,
  currency: (code) => `Moeda: ${code}`,
  languages: (languages) => `Idiomas em que escrevemos, o primeiro para todos os outros: ${languages}`,
  products: (products) => `Produtos do formulário: ${products}`,
  privacy: (url) => `Aviso de privacidade: ${url}`,
  selfService: (url) => `Onde os clientes se atendem sozinhos: ${url}`,
  positions: (level, words) => `Cargos que contam como “${level}”: ${words}`,
  references: "Clientes que citamos aos leads do mesmo setor:",
  reference: (industry, company, text) => `${industry}: ${company} (${text})`,

  appendix: "A própria política",
  appendixIntro: "Este documento pode ser verificado e ativado como está: o que vale é o bloco abaixo.",
};
