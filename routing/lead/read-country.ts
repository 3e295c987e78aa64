import { fold } from "../conditions/fold.ts";
import { countryCodes } from "./country-codes.ts";

/** The codes of ISO 3166-1 alpha-3, in the order of `countryCodes`. */
const longCodes =
  "AND ARE AFG ATG AIA ALB ARM AGO ATA ARG ASM AUT AUS ABW ALA AZE BIH BRB BGD BEL BFA BGR BHR BDI BEN BLM BMU BRN " +
  "BOL BES BRA BHS BTN BVT BWA BLR BLZ CAN CCK COD CAF COG CHE CIV COK CHL CMR CHN COL CRI CUB CPV CUW CXR CYP CZE " +
  "DEU DJI DNK DMA DOM DZA ECU EST EGY ESH ERI ESP ETH FIN FJI FLK FSM FRO FRA GAB GBR GRD GEO GUF GGY GHA GIB GRL " +
  "GMB GIN GLP GNQ GRC SGS GTM GUM GNB GUY HKG HMD HND HRV HTI HUN IDN IRL ISR IMN IND IOT IRQ IRN ISL ITA JEY JAM " +
  "JOR JPN KEN KGZ KHM KIR COM KNA PRK KOR KWT CYM KAZ LAO LBN LCA LIE LKA LBR LSO LTU LUX LVA LBY MAR MCO MDA MNE " +
  "MAF MDG MHL MKD MLI MMR MNG MAC MNP MTQ MRT MSR MLT MUS MDV MWI MEX MYS MOZ NAM NCL NER NFK NGA NIC NLD NOR NPL " +
  "NRU NIU NZL OMN PAN PER PYF PNG PHL PAK POL SPM PCN PRI PSE PRT PLW PRY QAT REU ROU SRB RUS RWA SAU SLB SYC SDN " +
  "SWE SGP SHN SVN SJM SVK SLE SMR SEN SOM SUR SSD STP SLV SXM SYR SWZ TCA TCD ATF TGO THA TJK TKL TLS TKM TUN TON " +
  "TUR TTO TUV TWN TZA UKR UGA UMI USA URY UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM MYT ZAF ZMB ZWE";

/** How people write countries beside the names that the CLDR has for them; folded, without what `keyOf` leaves out. */
const shortForms: Readonly<Record<string, string>> = {
  US: "eeuu eua unitedstatesamerica estadosunidosamerica estadosunidosnorteamerica",
  GB: "uk gbr greatbritain granbretana grabretanha england inglaterra scotland escocia wales gales northernireland",
  NL: "holland holanda",
  BR: "brasil",
  KR: "korea corea coreia southkorea coreasur coreiasul republickorea",
  KP: "northkorea coreanorte coreianorte",
  DO: "repdominicana repdom dominicanrep rd",
  AE: "uae eau",
  CZ: "czechrepublic republicacheca republicatcheca",
  RU: "russianfederation federacionrusa",
  HK: "hongkong",
  MO: "macau macao",
  TR: "turkey turquia",
  CI: "ivorycoast costamarfil costamarfim",
  MM: "burma birmania",
  CV: "capeverde caboverde",
  SZ: "swaziland suazilandia",
  PS: "palestine palestina",
  VA: "vaticano vatican",
  SV: "elsalvador salvador",
  BO: "estadoplurinacionalbolivia",
  VE: "republicabolivarianavenezuela",
};
const joints = /\b(and|y|e|the|la|el|los|las|of|de|del|da|do|dos)\b/g;
/** A name without case, accents, punctuation and joining words: `EE.UU.` is `eeuu`. */
const keyOf = (name: string): string => {
  const folded = fold(name).replace(/\p{P}/gu, (mark) => (/[-&(]/.test(mark) ? " " : ""));
  const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
  return bare(folded.replace(joints, " ")) || bare(folded);
};

let known: ReadonlyMap<string, string> | undefined;
/** Codes by every way of writing them; made when a name is first asked for, since most leads bring a code. */
function byName(): ReadonlyMap<string, string> {
  if (known) return known;
  const names = new Map<string, string>();
  const add = (name: string | undefined, code: string) => {
    if (name && !names.has(keyOf(name))) names.set(keyOf(name), code);
  };
  for (const [code, forms] of Object.entries(shortForms)) for (const form of forms.split(" ")) names.set(form, code);
  const long = longCodes.split(" ");
  const languages = ["en", "es", "pt-BR", "pt-PT", "es-MX", "es-419"].flatMap((tag) =>
    (["long", "short"] as const).map(
      (style) => new Intl.DisplayNames(tag, { type: "region", style, fallback: "none" }),
    ),
  );
  for (const [n, code] of countryCodes.entries()) {
    add(long[n], code);
    for (const names of languages) add(names.of(code), code);
  }
  known = names;
  return known;
}

const codes: ReadonlySet<string> = new Set(countryCodes);

/**
 * The code (ISO 3166-1 alpha-2) of a country written by its code of two or three letters, by its name in English,
 * Spanish or Portuguese, or in a usual short form such as `EE.UU.`; undefined for anything else.
 */
export function countryOf(text: string): string | undefined {
  const code = text.toUpperCase();
  return codes.has(code) ? code : byName().get(keyOf(text));
}
