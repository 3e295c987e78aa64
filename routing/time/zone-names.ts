import windowsZones from "./windows-zones.json" with { type: "json" };

/** IANA names by the names in Windows, Outlook and Exchange: `SA Pacific Standard Time`, `Bogota, Lima, Quito`. */
const BY_WINDOWS = new Map<string, string>();
/** Normalises a display name, whose cities can have an offset before them or not. */
const folded = (name: string): string =>
  name
    .replace(/^\s*\((?:UTC|GMT)[^)]*\)\s*/i, "")
    .replaceAll("&", "and")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase();
for (const [name, zone] of Object.entries(windowsZones)) BY_WINDOWS.set(folded(name), zone);

/** Canonical IANA names by name, and by city if the city's name is unique. */
const BY_NAME = new Map<string, string>();
const BY_CITY = new Map<string, string | undefined>();
for (const zone of Intl.supportedValuesOf("timeZone")) {
  BY_NAME.set(zone.toLowerCase(), zone);
  const city = folded(zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " "));
  BY_CITY.set(city, BY_CITY.has(city) ? undefined : zone);
}

const OLD_NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/** The canonical name of an IANA zone, also from an older name; undefined for other texts. */
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
 * Finds the IANA name of a zone as calendars and other exports write it: an IANA name, a Windows name, a display name
 * with cities, or a path or address that ends in one of these. Undefined for unknown names.
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

/** Names of daylight time belong to the same zone. */
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
