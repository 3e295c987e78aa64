import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { getAllCountries, getTimezone } from "countries-and-timezones";
import countries from "world-countries/countries.json" with { type: "json" };

/** The zone in which most people live, for countries with several zones. */
const mainZones: Readonly<Record<string, string>> = {
  AQ: "Antarctica/McMurdo",
  AR: "America/Argentina/Buenos_Aires",
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  CD: "Africa/Kinshasa",
  CL: "America/Santiago",
  CN: "Asia/Shanghai",
  CY: "Asia/Nicosia",
  DE: "Europe/Berlin",
  EC: "America/Guayaquil",
  ES: "Europe/Madrid",
  FM: "Pacific/Pohnpei",
  GL: "America/Nuuk",
  ID: "Asia/Jakarta",
  KI: "Pacific/Tarawa",
  KZ: "Asia/Almaty",
  MH: "Pacific/Majuro",
  MN: "Asia/Ulaanbaatar",
  MX: "America/Mexico_City",
  MY: "Asia/Kuala_Lumpur",
  NZ: "Pacific/Auckland",
  PF: "Pacific/Tahiti",
  PG: "Pacific/Port_Moresby",
  PS: "Asia/Gaza",
  PT: "Europe/Lisbon",
  RU: "Europe/Moscow",
  TF: "Indian/Kerguelen",
  UA: "Europe/Kyiv",
  UM: "Pacific/Wake",
  US: "America/New_York",
  UZ: "Asia/Tashkent",
  VN: "Asia/Ho_Chi_Minh",
};

/**
 * Main time zone, latitude and longitude by country code: what the functions need of two large packages. Countries
 * whose zones have no inhabitants are left out.
 * @throws naming a country with several zones that lacks an entry in `mainZones`
 */
export function countryPlaces(): Record<string, [zone: string, lat: number, lon: number]> {
  const zones = getAllCountries();
  const entries = countries.flatMap(({ cca2, latlng: [lat = 0, lon = 0] }): [string, [string, number, number]][] => {
    const own = zones[cca2 as keyof typeof zones]?.timezones ?? [];
    const distinct = new Set(own.map((zone) => getTimezone(zone)?.aliasOf ?? zone));
    const zone = mainZones[cca2] ?? own[0];
    if (!zone) return [];
    if (distinct.size > 1 && !mainZones[cca2]) throw new Error(`${cca2} has several zones: ${own.join(", ")}`);
    return [[cca2, [zone, lat, lon]]];
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

// `npm run places` regenerates the file after an update of the packages.
if (import.meta.main) {
  const lines = Object.entries(countryPlaces()).map(([code, place]) => `  "${code}": ${JSON.stringify(place)}`);
  const file = join(import.meta.dirname, "../adapters/enrichment/country-places.json");
  writeFileSync(
    file,
    `{\n${lines
      .join(",\n")
      .replaceAll('",', '", ')
      .replace(/(?<=\d),(?=-?\d)/g, ", ")}\n}\n`,
  );
}
