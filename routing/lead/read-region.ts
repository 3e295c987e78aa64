import { fold } from "../conditions/fold.ts";
import type { Locale } from "./lead.ts";
import table from "./region-names.json" with { type: "json" };

// ISO 3166-2 names of the regions of some countries, in their own language and in English; see infra/region-names.ts.

/** How people write regions beside those names: by country and code, as `keyOf` has them; with spaces between several. */
const shortForms: Readonly<Record<string, string>> = {
  MX: "AGU:ags BCN:bc,bajacalifornianorte BCS:bcs CAM:camp CHP:chis CHH:chih CMX:cdmx,df,mexicodf,distritofederal,mexicocity,ciudadmexico COA:coah DUR:dgo GUA:gto GRO:gro HID:hgo JAL:jal MEX:edomex,edomx,mex,edodemex MIC:mich MOR:mor NAY:nay NLE:nl OAX:oax PUE:pue QUE:qro ROO:qroo,qr SLP:slp SIN:sin SON:son TAB:tab TAM:tamps TLA:tlax VER:ver YUC:yuc ZAC:zac",
  AR: "C:caba,capitalfederal B:pba,provbuenosaires,provinciabuenosaires,buenosairesprovince,gba V:tierradelfuego",
  ES: "CT:cataluna,catalunha IB:baleares,islasbaleares,ilhasbaleares CN:islascanarias,ilhascanarias VC:comunitatvalenciana PV:euskadi,paisbasco NC:nafarroa BI:vizcaya SS:guipuzcoa VI:araba,alava GI:gerona L:lerida OR:orense C:lacoruna,coruna V:valenciaprovincia A:alacant GA:galiza AN:andaluzia CL:castelaeleao CM:castelamancha AR:aragao",
  CL: "RM:metropolitana,metropolitanasantiago,santiago BI:biobio LI:ohiggins MA:magallanes AI:aysen NB:nuble AR:laaraucania",
  CO: "DC:bogota,bogotadc,santafebogota VAC:valle NSA:nortesantander LAG:guajira SAP:sanandres",
  PE: "CAL:callao CUS:cuzco LMA:limametropolitana",
  BR: "DF:brasilia",
  PT: "11:lisbon",
  US: "CA:calif MA:mass PA:penn,penna FL:fla TX:tex WA:wash CO:colo IL:ill MI:mich MN:minn TN:tenn OR:ore AZ:ariz OK:okla KS:kans CT:conn WI:wis NY:nuevayork,novaiorque,estadodenuevayork NJ:nuevajersey NM:nuevomexico,novomexico NC:carolinadelnorte,carolinanorte SC:carolinadelsur,carolinasul ND:dakotanorte SD:dakotasur HI:hawai PA:pensilvania LA:luisiana",
  CA: "QC:pq BC:columbiabritanica NS:nuevaescocia",
  DE: "BY:baviera NW:nrw,renanianorte BE:berlim SN:sajonia HE:hesse",
  FR: "IDF:iledefrance,islafrancia BRE:bretana",
  IT: "25:lombardia 52:toscana 62:lacio 82:sicilia",
  GB: "ENG:inglaterra SCT:escocia WLS:gales NIR:irlandanorte,irlandadelnorte",
};

/** Words that say what kind of region it is, in the languages of the table, and words that join. */
const kinds =
  /\b(state|estado|edo|province|provincia|prov|department|departamento|depto|dpto|region|regiao|comunidad|comunidade|comunitat|community|autonomous|autonoma|autonomo|foral|chartered|principado|county|condado|distrito|district|libre|soberano|y|e|and|the|la|el|los|las|of|de|del|da|do|dos|di)\b/g;
const joints = /\b(of|de|del|da|do|dos|di|the|y|e|and)\b/g;
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, "");
/** A name without case, accents, punctuation and joining words; and without what kind of region it is as well. */
const keyOf = (name: string): string => {
  const folded = unmarked(name);
  return bare(folded.replaceAll(joints, " ")) || bare(folded);
};
const coreOf = (name: string): string => {
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
}

const texts = table as Readonly<Record<string, string>>;
const read = new Map<string, Country | undefined>();

/** The regions of a country; made when they are first asked for. */
function regionsOf(country: string): Country | undefined {
  if (!read.has(country)) read.set(country, Object.hasOwn(texts, country) ? countryOf(country) : undefined);
  return read.get(country);
}

function countryOf(country: string): Country {
  const regions = new Map<string, Region>();
  const [byCode, byName, byCore] = [
    new Map<string, string>(),
    new Map<string, string[]>(),
    new Map<string, string[]>(),
  ];
  const add = (map: Map<string, string[]>, key: string, code: string) => {
    const there = map.get(key) ?? [];
    if (key && !there.includes(code)) map.set(key, [...there, code]);
  };
  for (const line of (texts[country] ?? "").split(";")) {
    const [codes = "", ...names] = line.split("|");
    const [own = "", within] = codes.split(">");
    const [first = "", ...others] = own.split(",");
    const code = `${country}-${first}`;
    regions.set(code, { code, ...(within && { within: `${country}-${within}` }), names });
    for (const one of [first, ...others]) byCode.set(one, code);
    for (const name of names) {
      add(byName, keyOf(name), code);
      add(byCore, coreOf(name), code);
    }
  }
  for (const entry of (shortForms[country] ?? "").split(" ").filter(Boolean)) {
    const [code = "", forms = ""] = entry.split(":");
    for (const form of forms.split(",")) {
      add(byName, form, `${country}-${code}`);
      add(byCore, form, `${country}-${code}`);
    }
  }
  return { regions, byCode, byName, byCore };
}

const isoCode = /^([a-z]{2})[-_ ]([a-z0-9]{1,3})$/i;

/**
 * The regions that a text may name: by ISO 3166-2 code (`MX-JAL`, or `JAL` where the country is known),
 * or by name in the language of their country or English, with or without what kind of region it is, or in a usual short
 * form such as `Jal.`. More than one where it says too little; none for anything else.
 * @param country ISO 3166-1 alpha-2, of which it is; absent for any
 * @returns ISO 3166-2 codes
 */
export function regionsNamed(text: string, country?: string): string[] {
  const [, of = "", local = ""] = isoCode.exec(text.trim()) ?? [];
  const whole = regionsOf(of.toUpperCase())?.byCode.get(local.toUpperCase());
  if (whole) return country === undefined || country === of.toUpperCase() ? [whole] : [];
  const countries = country === undefined ? Object.keys(texts) : [country];
  const found = (in_: Country) =>
    nearestOf(in_.byName.get(keyOf(text)), in_) ??
    (country === undefined ? undefined : codeIn(in_, text)) ??
    nearestOf(in_.byCore.get(coreOf(text)), in_) ??
    [];
  return countries.flatMap((one) => {
    const known = regionsOf(one);
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
export function regionOf(text: string, country?: string): string | undefined {
  const [whole, another] = regionsNamed(text, country);
  if (whole) return another === undefined ? whole : undefined;
  if (country === undefined) return undefined;
  const parts = text.split(/[,/()|]| - /).filter((part) => part.trim() !== "");
  const named = [
    ...new Set(
      parts.length < 2
        ? []
        : parts
            .map((part) => regionsNamed(part, country))
            .filter((one) => one.length === 1)
            .flat(),
    ),
  ];
  const inmost = named.filter((code) => !named.some((other) => withinOf(other).includes(code) && other !== code));
  return inmost.length === 1 ? inmost[0] : undefined;
}

/** The code of a region and of the one that it lies in, the smaller first. */
export function withinOf(code: string): string[] {
  const within = regionsOf(code.slice(0, 2))?.regions.get(code)?.within;
  return within === undefined ? [code] : [code, within];
}

/** Whether this is the code of a region as `regionsNamed` has it. */
export const isRegion = (code: string): boolean => regionsOf(code.slice(0, 2))?.regions.has(code) === true;

/** The name of a region for a reader; what is no code of one is given back as it came. */
export function regionName(code: string, locale: Locale): string {
  const upper = code.toUpperCase();
  const names = regionsOf(upper.slice(0, 2))?.regions.get(upper)?.names;
  return names ? (locale === "en" && names[1]) || names[0] || code : code;
}

/** All regions of a country, with their names; none where it has none. */
export const regionsIn = (country: string): readonly { code: string; names: readonly string[] }[] => [
  ...(regionsOf(country)?.regions.values() ?? []),
];
