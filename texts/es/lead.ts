import type * as en from "../en/lead.ts";

export const lead: typeof en.lead = {
  facts: {
    company: "Organización",
    role: "Cargo",
    country: "País",
    size: "Personas",
    products: "Interés en",
    urgency: "Para cuándo",
    value: "Valor anual",
    useCase: "Uso",
    industry: "Industria",
    customerType: "Relación",
    events: "Actividad",
    history: "Antecedentes",
    language: "Idioma",
  },
  others: {
    region: "Región",
    city: "Ciudad",
    postalCode: "Código postal",
    revenue: "Ingresos anuales",
    engagement: "Interacciones",
  },
  name: "Nombre",
  phone: "Teléfono",
  message: "Mensaje",
  samePerson: "Quizá la misma persona",
  samePersonIs: (name, day, reference) =>
    `${name}, que escribió el ${day} desde otra dirección (prospecto ${reference})`,
  customerSince: (month, products, reference) =>
    `Cliente desde ${month}${products && `: ${products}`} (prospecto ${reference})`,
  knownFirst: (time) => `lo primero que se supo, ${time}`,
  sentLater: (time) => `enviado después, ${time}`,
  ownWord: (time) => `palabra de la propia persona, ${time}`,
  removed: "Lo quitó",
  before: (value, before) => `${value} (antes: ${before})`,
  anotherNumber: "Otro número, para quien tenga el prospecto",
  more: "Más envíos",
  moreOn: (day) => `El ${day} llegaron más, retenidos hasta que un gerente los revise`,
  asWritten: "tal como se escribió",
  asClaimed: "según se afirma, sin comprobar",
  customerType: { new: "Nuevo", customer: "Ya es cliente", former: "Fue cliente" },
  priority: { hot: "Caliente", warm: "Tibio", cold: "Frío" },
  score: (total, max) => `Puntaje: ${total} de ${max}`,
  rule: (rule) => `Regla: ${rule}`,
  pool: (pool) => `Grupo: ${pool}`,
  wrote: "Su mensaje",
  why: "Por qué este prospecto",
  whyYou: "Por qué tú",
};

export const urgencies: typeof en.urgencies = {
  now: "Ahora",
  "this-quarter": "Este trimestre",
  "this-year": "Este año",
  exploring: "Solo explorando",
};
