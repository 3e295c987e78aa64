import type { LeadTexts, UrgencyTexts } from "../shape/lead.ts";

export const lead: LeadTexts = {
  facts: {
    company: "Organização",
    role: "Cargo",
    country: "País",
    size: "Pessoas",
    products: "Interesse em",
    urgency: "Para quando",
    value: "Valor anual",
    useCase: "Uso",
    industry: "Setor",
    customerType: "Relação",
    history: "Histórico",
    language: "Idioma",
  },
  name: "Nome",
  phone: "Telefone",
  message: "Mensagem",
  dated: (field, time) => `${field}, ${time}`,
  before: (value, before) => `${value} (antes: ${before})`,
  anotherNumber: "Outro número; aparece quando você aceitar",
  more: "Mais envios",
  moreOn: (day) => `Em ${day} chegaram mais do que se guarda`,
  asWritten: (field) => `${field} (como foi escrito)`,
  asClaimed: (field) => `${field} (segundo se afirma, sem verificação)`,
  customerType: { new: "Novo", customer: "Já é cliente", former: "Foi cliente" },
  priority: { hot: "Quente", warm: "Morno", cold: "Frio" },
  score: (total, max) => `Pontuação: ${total} de ${max}`,
  rule: (rule) => `Regra: ${rule}`,
  pool: (pool) => `Grupo: ${pool}`,
  wrote: "A mensagem",
  why: "Por que este lead",
  whyYou: "Por que você",
};

export const urgencies: UrgencyTexts = {
  now: "Agora",
  "this-quarter": "Neste trimestre",
  "this-year": "Neste ano",
  exploring: "Só explorando",
};
