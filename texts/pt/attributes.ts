import type * as en from "../en/attributes.ts";

export const nouns: typeof en.nouns = {
  email_domain: "o domínio do e-mail",
  consumer_mail: "o tipo de e-mail",
  company: "a organização",
  size: "o número de pessoas",
  country: "o país",
  region: "a região",
  city: "a cidade",
  postal_code: "o código postal",
  time_zone: "o fuso horário",
  local_hour: "a hora no local do lead",
  working_time: "o horário comercial no local do lead",
  weekday: "o dia da semana no local do lead",
  office_hour: "a hora no escritório",
  office_weekday: "o dia da semana no escritório",
  received: "o momento em que chegou",
  role: "o cargo",
  seniority: "o nível do cargo",
  products: "os produtos de interesse",
  use_case: "o uso previsto",
  industry: "o setor",
  value: "o valor anual",
  revenue: "o faturamento anual da organização",
  urgency: "o prazo",
  customer_type: "a relação conosco",
  owner: "o responsável",
  stage: "a etapa",
  owner_by: "o vínculo com o responsável",
  engagement: "o número de interações",
  events: "o que a pessoa fez",
  message: "a mensagem",
  name: "o nome da pessoa",
  phone: "o telefone",
  source: "a origem",
  campaign: "a campanha",
  language: "o idioma",
  territory: "o território",
  score: "a pontuação",
  priority: "a prioridade",
  lane: "o fluxo",
};

export const truths: typeof en.truths = {
  consumer_mail: {
    true: "o e-mail é de um serviço público",
    false: "o e-mail não é de um serviço público",
  },
  working_time: {
    true: "é horário comercial no local do lead",
    false: "não é horário comercial no local do lead",
  },
};

const weekdays = {
  monday: "segunda-feira",
  tuesday: "terça-feira",
  wednesday: "quarta-feira",
  thursday: "quinta-feira",
  friday: "sexta-feira",
  saturday: "sábado",
  sunday: "domingo",
};

export const choices: typeof en.choices = {
  urgency: { now: "agora", "this-quarter": "neste trimestre", "this-year": "neste ano", exploring: "só explorando" },
  customer_type: { new: "novo", customer: "cliente", former: "ex-cliente" },
  seniority: {
    owner: "proprietário",
    executive: "alta direção",
    director: "diretoria",
    manager: "gerência ou chefia",
    specialist: "especialista",
    other: "outro",
  },
  weekday: weekdays,
  office_weekday: weekdays,
  received: { "office-hours": "no horário do escritório", "after-hours": "fora do horário" },
  stage: { first: "a primeira", qualified: "qualificado pelo vendedor" },
  owner_by: { account: "a conta", opportunity: "a oportunidade", colleague: "o lead de um colega" },
  priority: { hot: "quente", warm: "morna", cold: "fria" },
};
