import { writeFileSync } from "node:fs";
import { join } from "node:path";
import whole from "libphonenumber-js/min/metadata";

// Places in the metadata of a country: its numbers as a pattern, how they are formatted, its prefix within the country
// and how that is found, and the patterns of types of numbers.
const [pattern, formats, prefix, prefixRule, types] = [2, 4, 5, 7, 11];

/**
 * What libphonenumber-js needs to read a number into E.164, a quarter of its metadata: the first country of each calling
 * code, `like` it the others, as Canada is like the United States.
 */
export function phoneMetadata(): object {
  const entries = new Map(Object.entries(whole.countries as unknown as Record<string, unknown[]>));
  const like: Record<string, string> = {};
  for (const [first = "", ...others] of Object.values(whole.country_calling_codes as Record<string, string[]>))
    for (const code of others) like[code] = first;
  const countries = [...entries].flatMap(([code, all]) => {
    if (like[code]) return [];
    const kept = all.map((entry, place) => (place === formats || place === types ? 0 : entry));
    // Without a prefix there is nothing to tell it from a number by.
    if (!kept[prefix] && !kept[prefixRule]) kept[pattern] = "\\d+";
    return [[code, kept.slice(0, kept.findLastIndex(Boolean) + 1)]];
  });
  const codes = Object.entries(whole.country_calling_codes as Record<string, string[]>);
  return {
    version: whole.version,
    country_calling_codes: Object.fromEntries(codes.map(([code, [first]]) => [code, [first]])),
    countries: Object.fromEntries(countries),
    nonGeographic: {},
    like,
  };
}

// `npm run phones` writes it down again, when the package knows more.
if (import.meta.main) {
  const file = join(import.meta.dirname, "../routing/lead/phone-metadata.json");
  writeFileSync(file, `${JSON.stringify(phoneMetadata(), null, 1)}\n`);
}
