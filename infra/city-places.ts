import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cityMapping } from "city-timezones";
import { countryPlaces } from "./country-places.ts";

/** Where the sample's kind of company sells: towns count there, elsewhere only very large cities. */
const near = new Set("AR BO BR CL CO CR CU DO EC ES GT HN MX NI PA PE PR PT PY SV UY VE".split(" "));
const leastPeople = (country: string): number =>
  near.has(country) ? 60_000 : country === "US" || country === "CA" ? 250_000 : 2_500_000;

/**
 * Cities by country and region, the largest first, each with latitude and longitude to a tenth of a degree and its time
 * zone where that is not the country's main one: `Antioquia:Medellin,6.3,-75.6;Bello,6.3,-75.6|Atlántico:…`. The little
 * that the functions need of a large package.
 */
export function cityPlaces(): Record<string, string> {
  const countries = countryPlaces();
  const kept = cityMapping
    .filter(({ iso2, pop }) => countries[iso2] && pop >= leastPeople(iso2))
    .toSorted((a, b) => b.pop - a.pop || (a.city < b.city ? -1 : 1));
  const byCountry = Map.groupBy(kept, ({ iso2 }) => iso2);
  const entries = [...byCountry].map(([country, cities]): [string, string] => {
    const regions = Map.groupBy(cities, ({ province }) => plain(province ?? ""));
    const written = [...regions].map(([region, own]) => {
      const all = own.map(({ city, lat, lng, timezone }) => {
        // The package knows no zone of a few.
        const zone = !timezone || timezone === countries[country]?.[0] ? "" : `,${timezone}`;
        return `${plain(city)},${tenth(lat)},${tenth(lng)}${zone}`;
      });
      return `${region}:${all.join(";")}`;
    });
    return [country, written.join("|")];
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const tenth = (degrees: number): number => Math.round(degrees * 10) / 10;
/** Without what parts the entries. */
const plain = (name: string): string => name.replaceAll(/[,;:|]/g, " ").trim();

// `npm run places` writes them down again, when the package knows more.
if (import.meta.main)
  writeFileSync(
    join(import.meta.dirname, "../adapters/enrichment/city-places.json"),
    `${JSON.stringify(cityPlaces(), null, 2)}\n`,
  );
