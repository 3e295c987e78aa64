import { writeFileSync } from "node:fs";
import { join } from "node:path";
import aliases from "cldr-core/supplemental/aliases.json" with { type: "json" };
import containment from "cldr-core/supplemental/subdivisionContainment.json" with { type: "json" };
import english from "cldr-subdivisions-full/subdivisions/en/en.json" with { type: "json" };
import { iso31662 } from "iso-3166";
import { regions } from "../adapters/enrichment/regions.ts";
import { coreOf, type RegionTables } from "../routing/lead/read-region.ts";

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

/** The countries of which the subdivisions of the second level are known as well, as provinces, since people write them. */
const ofTwoLevels = new Set(["DO", "ES"]);

const retired = aliases.supplemental.metadata.alias.subdivisionAlias as unknown as Readonly<
  Record<string, { _replacement: string }>
>;
const inEnglish = english.subdivisions.localeDisplayNames.subdivisions as Readonly<Record<string, string>>;
const contains = containment.supplemental.subdivisionContainment as Readonly<Record<string, { _contains: string[] }>>;

/**
 * The regions of each country by ISO 3166-2: code without the country, name in its own language, and in English where
 * that differs: `CT|Catalunya|Catalonia;B>CT|Barcelona`. What stands after `>` is the region that it lies in. A region
 * with only one in it is the same as that one, and has both codes: `MD,M|Comunidad de Madrid;…`. After a colon come short
 * forms. The first entry of a country has the cores of names that other countries have as well.
 * The little that is needed of large packages: names by ISO 3166-2 (iso-3166), English names and what lies in what by the CLDR.
 */
export function regionNames(): RegionTables {
  const local = new Map(iso31662.map(({ code, name }) => [code.replace("-", "").toLowerCase(), ownOrder(name)]));
  const names = (id: string): string[] => [local.get(id) ?? inEnglish[id] ?? "", inEnglish[id] ?? ""].map(plain);
  const linesOf = (id: string, within: string): Line[] => {
    const country = id.slice(0, 2).toUpperCase();
    const inside = ofTwoLevels.has(country) ? (contains[id]?._contains ?? []) : [];
    const [only] = inside.length === 1 ? inside : [];
    const codes = [id, ...(only ? [only] : [])].map((one) => one.slice(2).toUpperCase());
    const all = [...new Set([...names(id), ...(only ? names(only) : [])])].filter(Boolean);
    const forms = formsOf(country, codes);
    const text = `${codes.join()}${within && `>${within}`}|${all.join("|")}${forms && `:${forms}`}`;
    const own = { text, cores: [...all.map(coreOf), ...forms.split(",")].filter(Boolean) };
    return [own, ...(only ? [] : inside.flatMap((one) => linesOf(one, id.slice(2).toUpperCase())))];
  };
  const countries = Object.entries(contains)
    .filter(([id]) => /^[A-Z]{2}$/.test(id))
    .map(([country, { _contains }]) => ({
      country,
      lines: _contains.filter((id) => names(id)[0] && !retired[id]).flatMap((id) => linesOf(id, "")),
    }))
    .filter(({ lines }) => lines.length > 0)
    .toSorted((a, b) => (a.country < b.country ? -1 : 1));
  const inCountries = Map.groupBy(
    countries.flatMap(({ lines }) => [...new Set(lines.flatMap(({ cores }) => cores))]),
    (core) => core,
  );
  return Object.fromEntries(
    countries.map(({ country, lines }) => {
      const cores = new Set(lines.flatMap((line) => line.cores));
      const elsewhere = [...cores].filter((core) => (inCountries.get(core)?.length ?? 0) > 1).toSorted();
      return [country, [elsewhere.join(), ...lines.map(({ text }) => text)].join(";")];
    }),
  );
}

interface Line {
  text: string;
  /** What its names are, without what kind of region it is. */
  cores: string[];
}

/** The short forms of a region with one of these codes. */
const formsOf = (country: string, codes: readonly string[]): string =>
  (shortForms[country] ?? "")
    .split(" ")
    .flatMap((entry) => {
      const [code = "", forms = ""] = entry.split(":");
      return codes.includes(code) ? [forms] : [];
    })
    .join();

/** "Madrid, Comunidad de" as "Comunidad de Madrid". */
const ownOrder = (name: string): string =>
  name.replace(/^([^,[(]+), ([^,]+ (?:de|del|de la|do|da|of|of the))$/, "$2 $1");

/** Without marks of footnotes, what is said beside the name, and what parts the entries. */
const plain = (name: string): string =>
  name
    .replaceAll(/[\u00b2\u00b3\u00b9*]|\s*[[(][^\])]*[\])]/gu, "")
    .replaceAll(/[,:;|>]/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** Those of the countries of whose regions the places are known. */
export const ofPlaces = (all: RegionTables): RegionTables =>
  Object.fromEntries(Object.entries(all).filter(([country]) => regions.some((region) => region.country === country)));

// `npm run places` writes them down again, when the packages know more.
if (import.meta.main) {
  const all = regionNames();
  const write = (file: string, tables: RegionTables) =>
    writeFileSync(join(import.meta.dirname, "..", file), `${JSON.stringify(tables, null, 2)}\n`);
  write("policy/read/region-names.json", all);
  write("adapters/enrichment/region-names.json", ofPlaces(all));
}
