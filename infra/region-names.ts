import { writeFileSync } from "node:fs";
import { join } from "node:path";
import aliases from "cldr-core/supplemental/aliases.json" with { type: "json" };
import containment from "cldr-core/supplemental/subdivisionContainment.json" with { type: "json" };
import english from "cldr-subdivisions-full/subdivisions/en/en.json" with { type: "json" };
import { iso31662 } from "iso-3166";

/**
 * The countries whose regions are known: all would be 80 KB in each function that decides or writes of a region. Those
 * where the sample's kind of company sells, and larger ones whose companies name regions.
 */
const countries = new Set(
  "AR AT AU BE BO BR CA CH CL CO CR CU DE DO EC ES FR GB GT HN IE IN IT JP MX NI NL NZ PA PE PR PT PY SV US UY VE ZA".split(
    " ",
  ),
);
/** Of these the subdivisions of the second level as well, as provinces, since people write them. */
const ofTwoLevels = new Set(["DO", "ES"]);

const retired = aliases.supplemental.metadata.alias.subdivisionAlias as unknown as Readonly<
  Record<string, { _replacement: string }>
>;
const inEnglish = english.subdivisions.localeDisplayNames.subdivisions as Readonly<Record<string, string>>;
const contains = containment.supplemental.subdivisionContainment as Readonly<Record<string, { _contains: string[] }>>;

/**
 * The regions of each country by ISO 3166-2: code without the country, name in its own language, and in English where
 * that differs: `CT|Catalunya|Catalonia;B>CT|Barcelona`. What stands after `>` is the region that it lies in. A region
 * with only one in it is the same as that one, and has both codes: `MD,M|Comunidad de Madrid;…`.
 * The little that the functions need of large packages: names by ISO 3166-2 (iso-3166), English names and what lies in
 * what by the CLDR.
 */
export function regionNames(): Record<string, string> {
  const local = new Map(iso31662.map(({ code, name }) => [code.replace("-", "").toLowerCase(), ownOrder(name)]));
  const names = (id: string): string[] => [local.get(id) ?? inEnglish[id] ?? "", inEnglish[id] ?? ""].map(plain);
  const lineOf = (id: string, within: string): string => {
    const inside = ofTwoLevels.has(id.slice(0, 2).toUpperCase()) ? (contains[id]?._contains ?? []) : [];
    const [only] = inside.length === 1 ? inside : [];
    const codes = [id, ...(only ? [only] : [])].map((one) => one.slice(2).toUpperCase()).join();
    const all = [...new Set([...names(id), ...(only ? names(only) : [])])].filter(Boolean);
    const own = `${codes}${within && `>${within}`}|${all.join("|")}`;
    return [own, ...(only ? [] : inside.map((one) => lineOf(one, id.slice(2).toUpperCase())))].join(";");
  };
  return Object.fromEntries(
    Object.entries(contains)
      .filter(([id]) => countries.has(id))
      .map(([country, { _contains }]): [string, string] => {
        const known = _contains.filter((id) => names(id)[0] && !retired[id]);
        return [country, known.map((id) => lineOf(id, "")).join(";")];
      })
      .filter(([, regions]) => regions !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** "Madrid, Comunidad de" as "Comunidad de Madrid". */
const ownOrder = (name: string): string =>
  name.replace(/^([^,[(]+), ([^,]+ (?:de|del|de la|do|da|of|of the))$/, "$2 $1");

/** Without marks of footnotes, what is said beside the name, and what parts the entries. */
const plain = (name: string): string =>
  name
    .replaceAll(/[\u00b2\u00b3\u00b9*]|\s*[[(][^\])]*[\])]/gu, "")
    .replaceAll(/[,;|>]/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

// `npm run places` writes them down again, when the packages know more.
if (import.meta.main)
  writeFileSync(
    join(import.meta.dirname, "../routing/lead/region-names.json"),
    `${JSON.stringify(regionNames(), null, 2)}\n`,
  );
