import { fold } from "../conditions/fold.ts";
import { memoize } from "../conditions/memoize.ts";
import type { Locale } from "./lead.ts";

/**
 * The regions of some countries by ISO 3166-2, a text for each country (ISO 3166-1 alpha-2) as `infra/region-names.ts` writes it. All
 * countries are with whoever reads policies; a policy carries those of which it asks for regions.
 */
export type RegionTables = Readonly<Record<string, string>>;
const none: RegionTables = {};

/** Words that say what kind of region it is, in the languages of the table, and words that join. */
const kinds =
  /\b(state|estado|edo|province|provincia|prov|department|departamento|depto|dpto|region|regiao|comunidad|comunidade|comunitat|community|autonomous|autonoma|autonomo|foral|chartered|principado|county|condado|distrito|district|libre|soberano|y|e|and|the|la|el|los|las|of|de|del|da|do|dos|di)\b/g;
const joints = /\b(of|de|del|da|do|dos|di|the|y|e|and)\b/g;
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, "");
/** A name without case, accents, punctuation and joining words. */
const keyOf = (name: string): string => {
  const folded = unmarked(name);
  return bare(folded.replaceAll(joints, " ")) || bare(folded);
};
/** The same without what kind of region it is. */
export const coreOf = (name: string): string => {
  const folded = unmarked(name);
  return bare(folded.replaceAll(kinds, " ")) || bare(folded);
};
const unmarked = (name: string): string =>
  fold(name)
    .replaceAll(/[.'’]/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ");

interface Region {
  code: string;
  /** The code of the region that it lies in. */
  within?: string;
  /** In the language of its country, then in English where that differs. */
  names: readonly string[];
}

interface Country {
  regions: ReadonlyMap<string, Region>;
  /** The codes of regions by code, name and core of the name. */
  byCode: ReadonlyMap<string, string>;
  byName: ReadonlyMap<string, readonly string[]>;
  byCore: ReadonlyMap<string, readonly string[]>;
  /** The cores of names that regions of other countries have as well. */
  elsewhere: ReadonlySet<string>;
}

/** The regions of a country that is in the tables; made when they are first asked for. */
const madeFrom = memoize((_: RegionTables) => new Map<string, Country>());

function regionsOf(country: string, tables: RegionTables): Country | undefined {
  const made = madeFrom(tables);
  const known = made.get(country);
  if (known || !Object.hasOwn(tables, country)) return known;
  const read = countryOf(country, tables[country] ?? "");
  made.set(country, read);
  return read;
}

function countryOf(country: string, text: string): Country {
  const regions = new Map<string, Region>();
  const byCode = new Map<string, string>();
  const byName = new Map<string, string[]>();
  const byCore = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, code: string) => {
    const there = map.get(key) ?? [];
    if (key && !there.includes(code)) map.set(key, [...there, code]);
  };
  const [elsewhere = "", ...lines] = text.split(";");
  for (const line of lines) {
    const [named = "", forms = ""] = line.split(":");
    const [codes = "", ...names] = named.split("|");
    const [own = "", within] = codes.split(">");
    const [first = "", ...others] = own.split(",");
    const code = `${country}-${first}`;
    regions.set(code, { code, ...(within && { within: `${country}-${within}` }), names });
    for (const one of [first, ...others]) byCode.set(one, code);
    for (const name of names) {
      add(byName, keyOf(name), code);
      add(byCore, coreOf(name), code);
    }
    for (const form of forms.split(",")) {
      add(byName, form, code);
      add(byCore, form, code);
    }
  }
  return { regions, byCode, byName, byCore, elsewhere: new Set(elsewhere.split(",")) };
}

const isoCode = /^([a-z]{2})[-_ ]([a-z0-9]{1,3})$/i;

/**
 * The regions that a text may name: by ISO 3166-2 code (`MX-JAL`, or `JAL` where the country is known),
 * or by name in the language of their country or English, with or without what kind of region it is, or in a usual short
 * form such as `Jal.`. More than one where it says too little; none for anything else.
 * @param country ISO 3166-1 alpha-2, of which it is; absent for any
 * @returns ISO 3166-2 codes
 */
export function regionsNamed(text: string, country: string | undefined, tables: RegionTables): string[] {
  const [, of = "", local = ""] = isoCode.exec(text.trim()) ?? [];
  const whole = regionsOf(of.toUpperCase(), tables)?.byCode.get(local.toUpperCase());
  if (whole) return country === undefined || country === of.toUpperCase() ? [whole] : [];
  const countries = country === undefined ? Object.keys(tables) : [country];
  const [key, core] = [keyOf(text), coreOf(text)];
  const found = (in_: Country) =>
    nearestOf(in_.byName.get(key), in_) ??
    (country === undefined ? undefined : codeIn(in_, text)) ??
    nearestOf(in_.byCore.get(core), in_) ??
    [];
  return countries.flatMap((one) => {
    const known = regionsOf(one, tables);
    return known ? found(known) : [];
  });
}

const codeIn = ({ byCode }: Country, text: string): string[] | undefined => {
  const code = byCode.get(text.replaceAll(/[.\s]/g, "").toUpperCase());
  return code === undefined ? undefined : [code];
};

/** Of regions with the same name the one that the others lie in, where there is one. */
function nearestOf(codes: readonly string[] | undefined, { regions }: Country): string[] | undefined {
  if (!codes) return undefined;
  const outer = codes.find((code) => codes.every((other) => other === code || regions.get(other)?.within === code));
  return outer === undefined ? [...codes] : [outer];
}

/**
 * The region that a person means, as an ISO 3166-2 code: what they wrote, or one part of it, as in "Guadalajara, Jal.";
 * undefined where that names none, or several.
 */
export function regionOf(text: string, country: string | undefined, tables: RegionTables = none): string | undefined {
  const [whole, another] = regionsNamed(text, country, tables);
  if (whole) return another === undefined && (country !== undefined || isOnly(whole, text, tables)) ? whole : undefined;
  if (country === undefined) return undefined;
  const parts = text.split(/[,/()|]| - /).filter((part) => part.trim() !== "");
  const named = [
    ...new Set(
      parts.length < 2
        ? []
        : parts
            .map((part) => regionsNamed(part, country, tables))
            .filter((one) => one.length === 1)
            .flat(),
    ),
  ];
  const inmost = named.filter(
    (code) => !named.some((other) => withinOf(other, tables).includes(code) && other !== code),
  );
  return inmost.length === 1 ? inmost[0] : undefined;
}

/** Whether no region of another country, in these tables or not, may be meant by the text as well. */
const isOnly = (code: string, text: string, tables: RegionTables): boolean =>
  isoCode.test(text.trim()) || !regionsOf(code.slice(0, 2), tables)?.elsewhere.has(coreOf(text));

/** The code of a region and of the one that it lies in, the smaller first. */
export function withinOf(code: string, tables: RegionTables = none): string[] {
  const within = regionsOf(code.slice(0, 2), tables)?.regions.get(code)?.within;
  return within === undefined ? [code] : [code, within];
}

/** Whether this is the code of a region as `regionsNamed` has it. */
export const isRegion = (code: string, tables: RegionTables): boolean =>
  regionsOf(code.slice(0, 2), tables)?.regions.has(code) === true;

/** The name of a region for a reader; what is no code of one is given back as it came. */
export function regionName(code: string, locale: Locale, tables: RegionTables = none): string {
  const upper = code.toUpperCase();
  const names = regionsOf(upper.slice(0, 2), tables)?.regions.get(upper)?.names;
  return names ? (locale === "en" && names[1]) || names[0] || code : code;
}

/** All regions of a country, with their names; none where it has none. */
export const regionsIn = (
  country: string,
  tables: RegionTables,
): readonly { code: string; names: readonly string[] }[] => [...(regionsOf(country, tables)?.regions.values() ?? [])];
