import type { Account } from "../../routing/company/account.ts";
import type { LeadFacts, Locale } from "../../routing/lead/lead.ts";
import { chance } from "../demo/random.ts";

// Who wrote to the sample company in the past: everybody here is invented, and every address is of a `.example` domain.

/** A value of these, determined by the words; `[value, weight]` makes one more likely. */
export function oneOf<T>(from: readonly (readonly [T, number])[], ...words: (string | number)[]): T {
  let left = chance(...words) * from.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of from) {
    left -= weight;
    if (left < 0) return value;
  }
  return (from.at(-1) as readonly [T, number])[0];
}

const alike = <T>(from: readonly T[], ...words: (string | number)[]): T =>
  from[Math.floor(chance(...words) * from.length)] as T;

interface Market {
  zone: string;
  language: Locale;
  dial: (digits: string) => string;
}
const markets: readonly (readonly [string, number, Market])[] = [
  ["MX", 25, { zone: "America/Mexico_City", language: "es", dial: (n) => `+5255${n}` }],
  ["BR", 24, { zone: "America/Sao_Paulo", language: "pt", dial: (n) => `+55119${n}` }],
  ["CO", 14, { zone: "America/Bogota", language: "es", dial: (n) => `+5760${n}` }],
  ["AR", 9, { zone: "America/Argentina/Buenos_Aires", language: "es", dial: (n) => `+5411${n}` }],
  ["CL", 7, { zone: "America/Santiago", language: "es", dial: (n) => `+562${n}` }],
  ["PE", 7, { zone: "America/Lima", language: "es", dial: (n) => `+511${n.slice(1)}` }],
  ["ES", 6, { zone: "Europe/Madrid", language: "es", dial: (n) => `+3491${n.slice(1)}` }],
  ["EC", 3, { zone: "America/Guayaquil", language: "es", dial: (n) => `+5932${n.slice(1)}` }],
  ["CR", 2, { zone: "America/Costa_Rica", language: "es", dial: (n) => `+506${n}` }],
  ["US", 2, { zone: "America/New_York", language: "en", dial: (n) => `+1212${n.slice(1)}` }],
  ["DE", 1, { zone: "Europe/Berlin", language: "en", dial: (n) => `+4930${n}` }],
];

const first: Record<Locale, readonly string[]> = {
  es: "Valentina Mariana Jimena Renata Daniela Paola Lorena Rosa Elena Carolina Andrés Julián Emilio Ricardo Fernando Óscar Hugo Martín Iván Gabriel".split(
    " ",
  ),
  pt: "Larissa Juliana Bruna Patrícia Camila Vanessa Aline Renata Helena Rodrigo Felipe Lucas Marcelo Eduardo Gustavo Leandro Caio Vinícius".split(
    " ",
  ),
  en: "Grace Hannah Olivia Megan Priya Daniel Ethan Marcus Nathan Owen".split(" "),
};
const last: Record<Locale, readonly string[]> = {
  es: "Aguilar Bermúdez Cáceres Domínguez Escobar Figueroa Galindo Huerta Ibarra Jaramillo Lozano Montoya Noriega Ocampo Palacios Quiroga Rivas Sandoval Toledo Urrutia Villalobos Zárate".split(
    " ",
  ),
  pt: "Azevedo Barreto Cardoso Dantas Esteves Fonseca Guimarães Lacerda Macedo Nogueira Pimentel Queiroz Rezende Sampaio Teixeira Vasconcelos".split(
    " ",
  ),
  en: "Archer Bennett Collins Dalton Fletcher Harper Jennings Kapoor Mercer Whitfield".split(" "),
};
const trades: readonly (readonly [string, number, Record<Locale, string>])[] = [
  ["retail", 20, { es: "Almacenes", pt: "Lojas", en: "Stores" }],
  ["restaurants", 13, { es: "Cocinas", pt: "Cozinhas", en: "Kitchens" }],
  ["fintech", 9, { es: "Pagos", pt: "Pagamentos", en: "Pay" }],
  ["logistics", 12, { es: "Transportes", pt: "Transportes", en: "Freight" }],
  ["health", 10, { es: "Clínicas", pt: "Clínicas", en: "Clinics" }],
  ["manufacturing", 12, { es: "Industrias", pt: "Indústrias", en: "Works" }],
  ["education", 8, { es: "Institutos", pt: "Escolas", en: "Schools" }],
  ["construction", 8, { es: "Constructora", pt: "Construtora", en: "Builders" }],
];
const roles: Record<Locale, readonly string[]> = {
  es: ["Directora de finanzas", "Gerente de operaciones", "Dueño", "Contadora", "Jefe de compras", "Analista"],
  pt: ["Diretora financeira", "Gerente de operações", "Sócio", "Contadora", "Coordenador de compras", "Analista"],
  en: ["Finance director", "Operations manager", "Founder", "Accountant", "Buyer", "Analyst"],
};
const wishes: Record<Locale, readonly string[]> = {
  es: ["Facturar en varias tiendas", "Cobrar por suscripción", "Nómina de varios países", "Inventario en línea"],
  pt: ["Emitir notas em várias lojas", "Cobrança por assinatura", "Folha de vários países", "Estoque online"],
  en: ["Invoices for several shops", "Subscription billing", "Payroll in several countries", "Stock online"],
};
const jobSeeker: Record<Locale, string> = {
  es: "Les envío mi currículum.",
  pt: "Segue meu currículo para a vaga.",
  en: "Please find my resume attached.",
};

/** Where leads come from, each with its campaigns. */
const sources: readonly (readonly [string, number, readonly string[]])[] = [
  ["web", 36, []],
  ["ads", 24, ["brand-search", "invoice-deadline", "payments-for-shops"]],
  ["referral", 12, []],
  ["event", 9, ["retail-week", "fintech-day"]],
  ["partner", 8, ["accountants"]],
  ["newsletter", 7, ["year-end-close", "payroll-webinar"]],
  ["chat", 4, []],
];

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "");

/** What the n-th person wrote. One in ten works for a company that the sample company knows. */
export function pastPerson(n: number, accounts: readonly Account[]): LeadFacts {
  const say = (of: string) => `${of} ${n}`;
  const [country, market] = oneOf(
    markets.map(([code, weight, about]) => [[code, about] as const, weight]),
    say("market"),
  );
  const known = chance(say("known")) < 0.1 ? alike(accounts, say("account")) : undefined;
  const language = country !== "US" && chance(say("language")) < 0.04 ? "en" : market.language;
  const [industry, tradeName] = oneOf(
    trades.map(([name, weight, words]) => [[name, words[market.language]] as const, weight]),
    say("trade"),
  );
  const family = alike(last[market.language], say("family"));
  const name = `${alike(first[market.language], say("first"))} ${family}`;
  const house = alike(last[market.language], say("house"));
  const company = known?.name ?? `${tradeName} ${house}`;
  const domain =
    known?.domain ?? `${plain(tradeName)}${plain(house)}${Math.floor(chance(say("domain")) * 400)}.example`;
  const size = Math.round(2 * 10 ** (2.9 * chance(say("size")) ** 1.15));
  const value = Math.max(600, Math.round((size * 150 * (0.4 + chance(say("value")) * 1.6)) / 100) * 100);
  const [source, campaigns] = oneOf(
    sources.map(([id, weight, some]) => [[id, some] as const, weight]),
    say("source"),
  );
  const digits = String(10_000_000 + Math.floor(chance(say("phone")) * 89_999_999));
  const isJobSeeker = chance(say("job")) < 0.025;
  const products = ["invoicing", "payments", "inventory", "payroll", "analytics"].filter(
    (product) => chance(say(product)) < 0.28,
  );
  return {
    name,
    email: `${plain(name.split(" ")[0] ?? "")}.${plain(family)}${n}@${domain}`,
    company,
    country: known?.country ?? country,
    timeZone: market.zone,
    language,
    industry,
    source,
    ...(campaigns.length > 0 && { campaign: alike(campaigns, say("campaign")) }),
    ...(chance(say("has size")) < 0.9 && { size }),
    ...(chance(say("has value")) < 0.75 && { value }),
    ...(chance(say("has phone")) < 0.8 && { phone: market.dial(digits) }),
    ...(chance(say("has role")) < 0.6 && { role: alike(roles[language], say("role")) }),
    ...(chance(say("has wish")) < 0.6 && { useCase: alike(wishes[language], say("wish")) }),
    ...(products.length > 0 && { products }),
    urgency: oneOf(
      [
        ["now", 26],
        ["this-quarter", 40],
        ["this-year", 20],
        ["exploring", 14],
      ] as const,
      say("urgency"),
    ),
    ...(isJobSeeker && { message: jobSeeker[language] }),
  };
}

const day = 86_400_000;
/** How many come in an hour of the day by the company's clock, and in a day of the week from Sunday on. */
const byHour = [1, 1, 0, 0, 0, 1, 2, 4, 8, 11, 12, 11, 9, 8, 10, 10, 9, 8, 6, 5, 4, 3, 2, 1];
const byWeekday = [3, 10, 11, 11, 10, 8, 4];

/** When people wrote from `from` until `before` (epoch ms), in order: some `perDay` a day, and a fifth more in the end. */
export function pastArrivals(from: number, before: number, perDay: number): number[] {
  const times: number[] = [];
  const offset = 5 * 3_600_000;
  const mean = byWeekday.reduce((sum, each) => sum + each, 0) / 7;
  for (let start = from - (from % day); start < before; start += day) {
    const growth = 0.9 + (0.2 * (start - from)) / (before - from);
    const busy = (byWeekday[new Date(start).getUTCDay()] as number) / mean;
    const count = Math.round(perDay * growth * busy * (0.75 + 0.5 * chance("day", start)));
    for (let n = 0; n < count; n++) {
      const hour = oneOf(
        byHour.map((weight, at) => [at, weight]),
        "hour",
        start,
        n,
      );
      times.push(start + offset + (hour + chance("minute", start, n)) * 3_600_000);
    }
  }
  return times.filter((at) => at >= from && at < before).sort((a, b) => a - b);
}
