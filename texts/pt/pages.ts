import type * as en from "../en/pages.ts";

export const form: typeof en.form = {
  title: (company) => (company ? `Fale com ${company}` : "Fale conosco"),
  intro: "Nome e e-mail de trabalho bastam. Respondemos por e-mail.",
  introOfMore: "Preencha o que não for opcional. Respondemos por e-mail.",
  label: {
    name: "Nome",
    email: "E-mail de trabalho",
    company: "Organização",
    size: "Pessoas na organização",
    country: "País",
    phone: "Telefone",
    products: "Interesse em",
    urgency: "Para quando é necessário?",
    message: "Mais alguma coisa que devemos saber?",
  },
  optional: "Opcional, para que a pessoa certa responda",
  noChoice: "Escolha um país",
  sizeHint: "Um número aproximado basta",
  consent: (company) =>
    company
      ? `Ao enviar este formulário, você concorda que ${company} guarde estes dados e entre em contato sobre a sua solicitação.`
      : "Ao enviar este formulário, você concorda que guardemos estes dados e entremos em contato sobre a sua solicitação.",
  privacy: "Aviso de privacidade",
  /** In place of the form, on a site that may not show it; {origin} is its address. */
  refused:
    "O formulário não pode ser mostrado em {origin}: quem opera o Turno precisa acrescentar este endereço aos sites que podem mostrá-lo (TURNO_EMBED_ORIGINS).",
  /** After the label of a field that may stay empty. */
  optionalMark: "(opcional)",
  /** First in a list of values. */
  noAnswer: "Escolher",
  /** Between the parts of a form; {n} and {all} are numbers. */
  next: "Seguinte",
  back: "Voltar",
  stepOf: "Etapa {n} de {all}",
  consentMissing: "É preciso marcar para enviar o formulário",
  send: "Enviar",
  languages: "Idioma",
  frame: "Formulário de contato",
  trap: "Deixe este campo vazio",
  errors: "Corrija isto e envie de novo",
  notice: {
    "too-large": { title: "É texto demais", text: () => "Volte, encurte e envie de novo." },
    "too-many": {
      title: "Pedidos demais da sua rede",
      text: (minutes) =>
        `Nada foi enviado. O que você escreveu continua aqui: envie de novo em ${minutes === 1 ? "um minuto" : `${minutes} minutos`}.`,
    },
  },
  errorTitle: (title) => `Erro: ${title}`,
  fault: {
    missing: "Preencha este campo",
    invalid: "Este valor não é aceito",
    "too-long": "Está longo demais: encurte",
    "name-missing": "Informe o seu nome",
    "email-missing": "Informe o seu e-mail de trabalho",
    "email-invalid": "Informe um e-mail como nome@empresa.com",
    "size-invalid": "Informe um número, por exemplo 250",
    "country-invalid": "Escolha um país da lista",
    "phone-invalid": "Informe um telefone como +55 11 5555 0100",
  },
};

export const thanks: typeof en.thanks = {
  title: "Obrigado: recebemos a sua solicitação",
  /** Where the site leads on to a page of its own. */
  on: "Continuar",
  next: "A resposta chega por e-mail.",
  told: "Um e-mail vai dizer quem responde e até quando, com um link para a sua solicitação.",
  missing:
    "Se ele não chegar em alguns minutos, veja no lixo eletrônico; se também não estiver lá, envie o formulário de novo e confira o endereço.",
};

export const offer: typeof en.offer = {
  title: (who) => `Novo lead: ${who}`,
  deadline: (time, left) => `Prazo para responder: ${time}, ${left}.`,
  accept: "Aceitar",
  claim: "Eu quero",
  together: (others) =>
    others === 1
      ? "Mais uma pessoa da equipe também o vê: fica com ele quem pedir primeiro."
      : `Mais ${others} pessoas da equipe também o veem: fica com ele quem pedir primeiro.`,
  again: "Aperte o botão mais uma vez. A primeira vez ele foi apertado antes que a página pudesse ser lida.",
  afterAccept: "Em seguida você vê o e-mail e o telefone.",
  decline: "Recusar",
  reason: "Por quê?",
  reasons: {
    "wrong-fit": "Outra pessoa é mais indicada",
    "no-time": "Não tenho tempo",
    "not-a-lead": "Não é um lead de verdade",
    conflict: "Tenho conflito de interesses",
    other: "Outro motivo",
  },
  reasonMissing: "Escolha um motivo",
  note: "Observação (opcional)",
  sendDecline: "Recusar este lead",
  afterDecline: "O lead passa para outra pessoa.",
  managerTitle: (who) => `Ninguém ficou com este lead: ${who}`,
  cause: {
    "attempts-used": "As pessoas consultadas não ficaram com ele.",
    "everybody-asked": "Todos os que poderiam ficar com ele foram consultados e ninguém ficou.",
    "nobody-available": "Ninguém esteve disponível a tempo.",
    fault: "Não foi possível oferecê-lo a ninguém por causa de uma falha.",
    "by-hand": "Um gerente ficou com ele.",
  },
  take: "Fico com ele",
  tried: "Quem foi consultado",
  outcome: {
    accepted: "aceitou",
    declined: "recusou",
    lapsed: "não respondeu",
    "given-back": "devolveu",
    "handed-on": "passou para outra pessoa",
    withdrawn: "o lead foi fechado antes",
    taken: "não foi a primeira pessoa",
    open: "ainda sem resposta",
  },
};

export const message: typeof en.message = {
  state: {
    accepted: { title: "Este lead é seu", text: "A pessoa recebe um e-mail com o seu nome." },
    "already-accepted": { title: "Este lead é seu", text: "Você já o tinha aceitado." },
    declined: { title: "Você recusou este lead", text: "Ele passa para outra pessoa. Nada mais a fazer." },
    "already-declined": { title: "Você já tinha recusado este lead", text: "Ele passou para outra pessoa." },
    expired: { title: "Esta oferta expirou", text: "O tempo para responder acabou, e o lead seguiu adiante." },
    "already-taken": { title: "Este lead não está mais aberto", text: "Está em outras mãos ou foi encerrado." },
    paused: {
      title: "Você está em pausa e por isso não recebe leads agora",
      text: "Quando voltar, poderá assumi-lo, se ninguém mais o tiver feito. Ele continua aberto para os outros que o veem.",
    },
    full: {
      title: "Você não tem lugar para mais um lead",
      text: "Você já está com todos os leads em aberto que pode ter. Este continua aberto para os outros que o veem.",
    },
    "given-back": { title: "Você devolveu este lead", text: "Ele passa para outra pessoa. Nada mais a fazer." },
    "give-back-too-late": {
      title: "É tarde demais para devolver este lead",
      text: "O prazo para isso acabou. Fale com quem dirige a sua equipe se não puder ficar com ele.",
    },
    "give-back-too-many": {
      title: "Você já devolveu todos os leads que pode nesta semana",
      text: "Este continua com você. Avisamos quem dirige a sua equipe, que pode ajudar.",
    },
    "not-found": {
      title: "Não há nada neste endereço",
      text: "Se veio em um e-mail, confira se foi copiado por inteiro.",
    },
    unavailable: {
      title: "Não funcionou",
      text: "A falha é nossa. Tente de novo em um minuto; enviar duas vezes não causa problemas.",
    },
  },
  contactBy: (time, left) => `Prazo para o primeiro contato: ${time}, ${left}.`,
  contactByPast: (time) => `O prazo do primeiro contato era ${time}.`,
  email: "E-mail",
  phone: "Telefone",
  questions: "Para perguntar",
};

export const unsubscribe: typeof en.unsubscribe = {
  ask: {
    title: "Parar de receber estes e-mails?",
    text: (company) =>
      `Você não receberá mais e-mails como este de ${company}. Se enviar um pedido, continuará sabendo quem vai ligar.`,
  },
  done: {
    title: "Você não receberá mais estes e-mails",
    text: (company) =>
      `Vale a partir de agora para tudo deste tipo de ${company}. Se enviar um pedido, continuará sabendo quem vai ligar.`,
  },
  button: "Parar de receber",
};

export const returning: typeof en.returning = {
  paused: { title: "Você está em pausa", text: "Você não recebe novos leads porque suas últimas ofertas expiraram." },
  back: { title: "Você está de volta", text: "Você volta a receber novos leads. Nada mais a fazer." },
  again: "Aperte o botão mais uma vez. A primeira vez ele foi apertado antes que a página pudesse ser lida.",
  button: "Voltar a receber leads",
};

export const told = {
  title: "O que foi contado a outros",
  intro:
    "Cada mudança de um lead vai para o barramento de eventos como CloudEvent e, assinada, a quem está na lista de receptores. Um servidor que termina em .example é respondido aqui.",
  none: "Nada ainda. Envie um lead.",
  opened: "O que foi contado",
  to: "Para",
  at: "Quando",
  answer: "Resposta",
  signed:
    "O receptor confere webhook-signature com o seu segredo e guarda webhook-id, pois cada evento é contado ao menos uma vez.",
};

export const channel = {
  offered: (names: string) => `Oferecido a ${names}`,
  escalated: (name: string) => `Ninguém pegou: está com ${name}`,
  late: (name: string) => `O primeiro contato está atrasado: ${name}`,
  pool: (name: string) => `Grupo: ${name}`,
  until: (time: string) => `Responder até ${time}`,
  open: "Abrir o lead",
};
