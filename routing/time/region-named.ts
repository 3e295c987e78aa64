import { zoneNamed } from "./zone-names.ts";

/** Ambiguous zone abbreviations, with the zones that use them. */
const lettersMean: Readonly<Record<string, string>> = {
  ...{ CST: "America/Mexico_City or America/Chicago", CDT: "America/Chicago", EST: "America/New_York" },
  ...{ EDT: "America/New_York", MST: "America/Denver", MDT: "America/Denver", PST: "America/Los_Angeles" },
  ...{ PDT: "America/Los_Angeles", ET: "America/New_York", CT: "America/Chicago", MT: "America/Denver" },
  ...{ PT: "America/Los_Angeles", AST: "America/Santo_Domingo", ART: "America/Argentina/Buenos_Aires" },
  ...{ BRT: "America/Sao_Paulo", BRST: "America/Sao_Paulo", AMT: "America/Manaus", COT: "America/Bogota" },
  ...{ PET: "America/Lima", CLT: "America/Santiago", CLST: "America/Santiago", VET: "America/Caracas" },
  ...{ ECT: "America/Guayaquil", BOT: "America/La_Paz", UYT: "America/Montevideo", PYT: "America/Asuncion" },
  ...{ CET: "Europe/Madrid", CEST: "Europe/Madrid", WET: "Europe/Lisbon", WEST: "Europe/Lisbon" },
  ...{ GMT: "Europe/London", BST: "Europe/London", IST: "Asia/Kolkata", HST: "Pacific/Honolulu" },
};

const isIana = (name: string): boolean => {
  try {
    return name.includes("/") && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
};

/**
 * Finds a zone by its IANA name (America/Bogota) or Windows name (`SA Pacific Standard Time`). Undefined for
 * abbreviations such as CST, which are ambiguous, and for offsets, which name no place.
 */
export function regionNamed(written: string): string | undefined {
  const name = written.trim();
  if (/^(utc|z|etc\/utc)$/i.test(name)) return "UTC";
  if (!/^\(?\p{L}/u.test(name)) return undefined;
  if (isIana(name)) return name;
  const zone = zoneNamed(name);
  // A short name is a city, such as Lima, or an abbreviation.
  const city = zone?.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  const isShort = /^\p{L}{1,5}\d?\p{L}*$/u.test(name);
  return isShort && city?.toLowerCase() !== name.toLowerCase() ? undefined : zone;
}

/** The hint for a text that `regionNamed` does not know; completes "expected …". */
export function expectedRegion(written: string): string {
  const letters = written.trim().toUpperCase();
  const meant = Object.hasOwn(lettersMean, letters) ? lettersMean[letters] : undefined;
  return meant === undefined
    ? "a time zone such as America/Bogota"
    : `a time zone by its place, such as ${meant}: the letters ${letters} mean several`;
}
