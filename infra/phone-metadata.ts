import { writeFileSync } from "node:fs";
import { join } from "node:path";
import whole from "libphonenumber-js/min/metadata";

// Positions in libphonenumber-js's metadata of a country: number pattern, formats, national prefix, how the prefix is
// parsed, and patterns of number types.
const [pattern, formats, prefix, prefixRule, types] = [2, 4, 5, 7, 11];

/**
 * The quarter of libphonenumber-js's metadata that parsing into E.164 needs: the first country of each calling code;
 * the others are listed as `like` it, for example Canada like the United States.
 */
export function phoneMetadata(): object {
  const entries = new Map(Object.entries(whole.countries as unknown as Record<string, unknown[]>));
  const like: Record<string, string> = {};
  for (const [first = "", ...others] of Object.values(whole.country_calling_codes as Record<string, string[]>))
    for (const code of others) like[code] = first;
  const countries = [...entries].flatMap(([code, all]) => {
    if (like[code]) return [];
    const kept = all.map((entry, place) => (place === formats || place === types ? 0 : entry));
    // Without a national prefix no pattern is needed to tell it from the number.
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

// `npm run phones` regenerates the file after an update of the package.
if (import.meta.main) {
  const file = join(import.meta.dirname, "../routing/lead/phone-metadata.json");
  writeFileSync(file, `${JSON.stringify(phoneMetadata(), null, 1)}\n`);
}
