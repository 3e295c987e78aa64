import { type Locale, locales } from "../routing/lead/lead.ts";

/**
 * The language to answer in: the one asked for in the address, else the reader's first that we write in, else
 * the first allowed.
 * @param queryLang the `lang` of the query, e.g. "es" or "pt-BR"
 * @param acceptLanguage the header as sent, RFC 9110 §12.5.4, e.g. "pt-BR,pt;q=0.9,en;q=0.5"
 * @param allowed the languages to choose from, the default first
 */
export function preferredLocale(
  queryLang: string | undefined,
  acceptLanguage: string | undefined,
  allowed: readonly Locale[] = locales,
): Locale {
  const wanted = [queryLang ?? "", ...byQuality(acceptLanguage ?? "")];
  for (const tag of wanted) {
    const primary = tag.trim().toLowerCase().split(/[-_]/)[0];
    const match = allowed.find((locale) => locale === primary);
    if (match) return match;
  }
  return allowed[0] ?? "en";
}

function byQuality(header: string): string[] {
  return header
    .split(",")
    .slice(0, 20)
    .map((range) => {
      const [tag = "", ...parameters] = range.split(";");
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/i.exec(parameter)?.[1]).find(Boolean);
      return { tag, quality: q === undefined ? 1 : Number(q) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
