import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import metadata from "./phone-metadata.json" with { type: "json" };

const extension = /(?:\b(?:extension|extensi[oó]n|ext|ramal|anexo|interno|int)\b|\bx(?=\s*\d)|#)[.:\s]*(\d{1,6})\s*$/iu;
/** What exports put before a number: Meta's `p:`, addresses of links, and labels. */
const prefix = /^\s*(?:p|tel|phone|tel[eé]fono|telefone|cel|celular|m[oó]vil|whatsapp|wa)\s*[.:]+\s*|^\s*tel:/iu;

/**
 * A telephone number in E.164, as +525555550100, its extension behind it; one that is not sure to be complete, as a
 * local number without a known country, as it was written. Undefined for what cannot be dialled.
 * @param country ISO 3166-1 alpha-2, of which a number without country code is
 */
export function phoneOf(written: string, country: string | undefined): string | undefined {
  const text = written.replace(prefix, "");
  const [ending = "", dialled] = extension.exec(text) ?? [];
  const bare = text
    .slice(0, text.length - ending.length)
    .replace(/(?<![\s,;])[\s,;]+$/, "")
    .trim();
  if (!/^[+＋]?[\d\s().\-–/]+$/u.test(bare)) return undefined;
  const count = bare.replace(/\D/g, "").length;
  if (count < 5 || count > 18) return undefined;
  const alike: Readonly<Record<string, string>> = metadata.like;
  const defaultCountry = (country && (alike[country] ?? country)) as "US" | undefined;
  const parsed = parsePhoneNumberFromString(bare, { defaultCountry }, metadata as never);
  const number = parsed?.isPossible() ? parsed.number : bare;
  return dialled === undefined ? number : `${number} ext. ${dialled}`;
}

let callingCodes: ReadonlyMap<string, string> | undefined;
/** How numbers of a country (ISO 3166-1 alpha-2) begin, as +52; undefined for a country without any. */
export function callingCode(country: string): string | undefined {
  callingCodes ??= new Map(
    Object.entries(metadata.country_calling_codes).map(([code, [main = ""]]): [string, string] => [main, `+${code}`]),
  );
  const alike: Readonly<Record<string, string>> = metadata.like;
  return callingCodes.get(alike[country] ?? country);
}
