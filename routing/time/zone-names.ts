import windowsZones from "./windows-zones.json" with { type: "json" };

/** IANA names by what Windows, Outlook and Exchange call a zone: `SA Pacific Standard Time`, `Bogota, Lima, Quito`. */
const BY_WINDOWS = new Map<string, string>();
/** Unlike the names of Windows, the cities of a display name may stand with and without the offset before them. */
const folded = (name: string): string =>
  name
    .replace(/^\s*\((?:UTC|GMT)[^)]*\)\s*/i, "")
    .replaceAll("&", "and")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase();
for (const [name, zone] of Object.entries(windowsZones)) BY_WINDOWS.set(folded(name), zone);

/** IANA's canonical names, and their cities where no other zone has a city of that name. */
const BY_NAME = new Map<string, string>();
const BY_CITY = new Map<string, string | undefined>();
for (const zone of Intl.supportedValuesOf("timeZone")) {
  BY_NAME.set(zone.toLowerCase(), zone);
  const city = folded(zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " "));
  BY_CITY.set(city, BY_CITY.has(city) ? undefined : zone);
}

const OLD_NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/** The canonical name of a zone of the IANA database, also by an older name; undefined for what is none. */
function ianaZone(name: string): string | undefined {
  const canonical = BY_NAME.get(name.toLowerCase());
  if (canonical !== undefined || !OLD_NAME.test(name) || name.length > 50) return canonical;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * The IANA name of a zone as calendars and other exports name it: by that name, by Windows' name for it, by a display name with its cities,
 * or by a path or address that ends in one of these. Undefined for what cannot be known.
 */
export function zoneNamed(written: string): string | undefined {
  if (written.length > 200) return undefined;
  const name = decoded(written).trim();
  const known = ianaZone(name) ?? byWindows(name) ?? BY_CITY.get(folded(plain(name)));
  if (known !== undefined || !name.includes("/")) return known;
  // As in /mozilla.org/20050126_1/America/Argentina/Buenos_Aires and http://tzurl.org/zoneinfo/Europe/Madrid.ics
  const parts = name
    .replace(/\.ics$/i, "")
    .split("/")
    .slice(-3);
  const tails = parts.map((_, n) => parts.slice(n).join("/"));
  return tails.map((tail) => ianaZone(tail) ?? byWindows(tail)).find((zone) => zone !== undefined);
}

/** Names of daylight time are those of the same zone. */
const byWindows = (name: string): string | undefined =>
  BY_WINDOWS.get(folded(name)) ?? BY_WINDOWS.get(folded(name).replace(/ (?:daylight|summer) time\b/, " standard time"));

const plain = (name: string): string => name.normalize("NFD").replaceAll(/\p{Mn}/gu, "");

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
