import type { Locale } from "../../routing/lead/lead.ts";
import { intlTag } from "./language.ts";

/** The 249 officially assigned codes of ISO 3166-1 alpha-2 (iso.org/obp, read November 2026). */
const codes =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
  "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO " +
  "JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR " +
  "MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO " +
  "RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV " +
  "TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

export const countryCodes: readonly string[] = codes.split(" ");

export interface Country {
  code: string;
  name: string;
}

const sorted = new Map<Locale, readonly Country[]>();

/** Every country in the reader's language and alphabet order. Worked out once per language. */
export function countriesIn(locale: Locale): readonly Country[] {
  const known = sorted.get(locale);
  if (known) return known;
  const { compare } = new Intl.Collator(intlTag[locale]);
  const countries = countryCodes
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => compare(a.name, b.name));
  sorted.set(locale, countries);
  return countries;
}

/** A country's name for the reader; what is no country code is given back as it came. */
export function countryName(code: string, locale: Locale): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(intlTag[locale], { type: "region" }).of(code) ?? code;
}
