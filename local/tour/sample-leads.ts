/** A lead that the tour sends, as the form would: its address is made from the name and a number, so that each is somebody new. */
interface SampleLead {
  readonly name: string;
  readonly company: string;
  readonly domain: string;
  readonly language: "en" | "es" | "pt";
  readonly [fact: string]: string | number | readonly string[];
}

const wordings = {
  en: "You may contact me about my request.",
  es: "Acepto que me contacten sobre mi consulta.",
  pt: "Aceito ser contatado sobre o meu pedido.",
};

/** One after the other: the first is urgent, and each takes another way through the sample policy. */
const samples: readonly SampleLead[] = [
  {
    ...{ name: "Lucía Fernández", company: "Quetzal Retail", domain: "quetzalretail.example", language: "es" },
    ...{ country: "MX", size: 140, role: "Directora de operaciones", urgency: "now", value: 24_000 },
    ...{ products: ["payments"], industry: "retail", phone: "+52 55 5010 0142" },
    message: "Queremos cobrar en nuestras 40 tiendas antes de fin de mes.",
  },
  {
    ...{ name: "Rafael Nogueira", company: "Padaria Aurora", domain: "padariaaurora.example", language: "pt" },
    ...{ country: "BR", size: 60, role: "Sócio", urgency: "this-quarter", value: 9000 },
    ...{ products: ["invoicing"], industry: "restaurants", phone: "+55 11 95555 0171" },
    message: "Emitimos notas em três sistemas e queremos um só.",
  },
  {
    ...{ name: "Grace Whitfield", company: "Harbor Logistics", domain: "harborlogistics.example", language: "en" },
    ...{ country: "US", size: 900, role: "VP Operations", urgency: "this-quarter", value: 80_000 },
    ...{ products: ["analytics", "payments"], industry: "logistics", phone: "+1 305 555 0188" },
    message: "We compare two vendors and decide this quarter.",
  },
  {
    ...{ name: "Mateo Quiroga", company: "Clínica del Valle", domain: "clinicadelvalle.example", language: "es" },
    ...{ country: "CO", size: 220, role: "Gerente", urgency: "now", value: 30_000 },
    ...{ products: ["payroll"], industry: "health", phone: "+57 601 555 0165" },
    message: "Necesitamos la nómina al día; hoy nos toma una semana.",
  },
];

/** What the tour posts as its n-th lead, from 0. @param key what makes its address and submission unlike any other */
export function sampleLead(n: number, key: string): Record<string, unknown> {
  const { domain, ...facts } = samples[n % samples.length] as SampleLead;
  const [first = ""] = facts.name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().split(" ");
  return {
    ...facts,
    email: `${first}.${key}@${domain}`,
    source: "web",
    consent: "yes",
    consent_wording: wordings[facts.language],
    submission_id: `tour-${key}`,
  };
}
