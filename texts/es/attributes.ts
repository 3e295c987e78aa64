import type * as en from "../en/attributes.ts";

export const nouns: typeof en.nouns = {
  email_domain: "el dominio del correo",
  consumer_mail: "el tipo de correo",
  company: "la organización",
  size: "el número de personas",
  country: "el país",
  region: "la región",
  city: "la ciudad",
  postal_code: "el código postal",
  time_zone: "la zona horaria",
  local_hour: "la hora en el lugar del prospecto",
  working_time: "el horario laboral en el lugar del prospecto",
  weekday: "el día de la semana en el lugar del prospecto",
  office_hour: "la hora en la oficina",
  office_weekday: "el día de la semana en la oficina",
  received: "el momento en que llegó",
  role: "el cargo",
  seniority: "el nivel del cargo",
  products: "los productos de interés",
  use_case: "el uso previsto",
  industry: "la industria",
  value: "el valor anual",
  revenue: "la facturación anual de la organización",
  urgency: "el plazo",
  customer_type: "la relación con nosotros",
  owner: "el responsable",
  stage: "la etapa",
  owner_by: "el vínculo con el responsable",
  engagement: "el número de interacciones",
  events: "lo que hizo la persona",
  message: "el mensaje",
  name: "el nombre de la persona",
  phone: "el teléfono",
  source: "la procedencia",
  campaign: "la campaña",
  language: "el idioma",
  territory: "el territorio",
  score: "el puntaje",
  priority: "la prioridad",
  lane: "el flujo",
};

export const truths: typeof en.truths = {
  consumer_mail: {
    true: "el correo es de un servicio público",
    false: "el correo no es de un servicio público",
  },
  working_time: {
    true: "es horario laboral en el lugar del prospecto",
    false: "no es horario laboral en el lugar del prospecto",
  },
};

const weekdays = {
  monday: "lunes",
  tuesday: "martes",
  wednesday: "miércoles",
  thursday: "jueves",
  friday: "viernes",
  saturday: "sábado",
  sunday: "domingo",
};

export const choices: typeof en.choices = {
  urgency: { now: "ahora", "this-quarter": "este trimestre", "this-year": "este año", exploring: "solo explorando" },
  customer_type: { new: "nuevo", customer: "cliente", former: "excliente" },
  seniority: {
    owner: "propietario",
    executive: "alta dirección",
    director: "dirección",
    manager: "gerencia o jefatura",
    specialist: "especialista",
    other: "otro",
  },
  weekday: weekdays,
  office_weekday: weekdays,
  received: { "office-hours": "en horario de oficina", "after-hours": "fuera del horario" },
  stage: { first: "la primera", qualified: "calificado por su vendedor" },
  owner_by: { account: "la cuenta", opportunity: "la oportunidad", colleague: "el prospecto de un colega" },
  priority: { hot: "caliente", warm: "tibia", cold: "fría" },
};
