import { fold } from "../../routing/conditions/fold.ts";

/** A column's name without case, accents and punctuation: `País/Región` is `pais region`. */
const plain = (name: string): string =>
  fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** What CRMs and spreadsheets call a field, in English, Spanish and Portuguese, beside its own name. */
const usual: Readonly<Record<string, string>> = {
  id: "record id, lead id, contact id, record id contact, id de registro, id do registro",
  received_at:
    "created, created at, create date, created date, created time, creation date, date created, submitted at, timestamp, fecha de creacion, fecha de registro, creado, data de criacao, criado em",
  outcome: "converted, is won, won, resultado, ganado, convertido",
  closed_at: "close date, closed, closed date, closed at, fecha de cierre, data de fechamento",
  name: "full name, contact name, lead name, person name, contact, nombre, nombre completo, nombre y apellido, contacto, nome, nome completo, nome do lead, contato",
  first_name: "first name, firstname, given name, primer nombre, nombres, primeiro nome",
  last_name: "last name, lastname, surname, family name, apellido, apellidos, sobrenome",
  email:
    "email address, e mail, e mail address, work email, business email, person email, correo, correo electronico, email corporativo, e mail corporativo",
  company:
    "company name, organization, organisation, organization name, account, account name, associated company, empresa, nombre de la empresa, nombre de empresa, compania, organizacion, nome da empresa, organizacao, razao social",
  size: "employees, number of employees, no of employees, company size, headcount, empleados, numero de empleados, cantidad de empleados, tamano de la empresa, funcionarios, numero de funcionarios, tamanho da empresa",
  industry: "sector, industria, ramo, setor, segmento, rubro",
  value:
    "amount, deal amount, deal value, lead value, expected value, monto, importe, valor, valor estimado, valor do negocio",
  revenue:
    "annual revenue, company revenue, ingresos anuales, facturacion anual, faturamento, faturamento anual, receita anual",
  country: "country region, billing country, mailing country, country code, pais, pais region",
  region:
    "state, state region, state province, province, billing state, mailing state, estado, provincia, departamento, estado regiao, uf",
  city: "town, billing city, mailing city, ciudad, localidad, municipio, cidade",
  postal_code: "zip, zip code, postcode, zip postal code, billing zip, codigo postal, cp, cep",
  time_zone: "timezone, zona horaria, huso horario, fuso horario",
  phone:
    "phone number, telephone, mobile, mobile phone, mobile phone number, person phone, telefono, numero de telefono, celular, movil, telefone, whatsapp",
  role: "job title, title, position, puesto, cargo, funcao",
  products:
    "product, product interest, products of interest, producto, productos, productos de interes, produto, produtos, produtos de interesse",
  use_case: "caso de uso",
  urgency: "timeframe, time frame, urgencia, prazo",
  message: "comments, comentarios, mensaje, mensagem",
  source: "lead source, original source, utm source, fuente, origen, origem, fonte",
  campaign: "utm campaign, campaign name, campana, campanha",
  language: "preferred language, idioma, idioma preferido",
};

const fieldByName: ReadonlyMap<string, string> = new Map(
  Object.entries(usual).flatMap(([field, names]) => names.split(", ").map((name) => [name, field] as const)),
);

/** The fields of which a name is made where it comes in two columns. */
const nameParts = ["first_name", "last_name"];

/** What columns are read as, by their place; undefined for those that nothing reads. */
export interface Columns {
  fields: readonly (string | undefined)[];
  /** What was not the field's own name, as `"Company Name" as company`. */
  renamed: readonly string[];
  /** Names of columns that a mapping has and the file has not. */
  missing: readonly string[];
}

/**
 * What the columns of a file are read as: by the mapping (column → field), by a field's own name, or by a name that is
 * usual for one. Of several columns that are usual for one field, the first is read.
 * @param known the names of all fields
 */
export function columnsOf(
  names: readonly string[],
  known: readonly string[],
  mapping: Readonly<Record<string, string>> = {},
): Columns {
  const mapped = new Map(Object.entries(mapping).map(([name, field]) => [plain(name), field]));
  const plains = names.map(plain);
  const own = (name: string) => known.find((field) => plain(field) === name);
  const fields: (string | undefined)[] = plains.map((name) => mapped.get(name) ?? own(name));
  const hasLastName = plains.some((name) => fieldByName.get(name) === "last_name");
  for (const [n, name] of plains.entries()) {
    const found = fields[n] === undefined ? fieldByName.get(name) : undefined;
    // Beside a column of family names, "Nombre" and "Nome" are given names.
    const field = found === "name" && hasLastName ? "first_name" : found;
    if (field !== undefined && !fields.includes(field)) fields[n] = field;
  }
  if (fields.includes("name"))
    for (const [n, field] of fields.entries()) if (field && nameParts.includes(field)) fields[n] = undefined;
  return {
    fields,
    renamed: names.flatMap((name, n) => {
      const field = fields[n];
      return field && own(plains[n] ?? "") !== field ? [`"${name}" as ${field}`] : [];
    }),
    missing: Object.keys(mapping).filter((name) => !plains.includes(plain(name))),
  };
}

/** The record of a row by the names of fields, the parts of a name joined. */
export function recordOf(cells: readonly unknown[], { fields }: Pick<Columns, "fields">): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [n, field] of fields.entries()) if (field !== undefined) record[field] = cells[n];
  const parts = nameParts.map((part) => record[part]).filter((part) => typeof part === "string" && part !== "");
  return parts.length > 0 ? { ...record, name: parts.join(" ") } : record;
}
