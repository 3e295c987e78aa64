import { fold as folded } from "../../routing/conditions/fold.ts";
import places from "./city-places.json" with { type: "json" };

export interface City {
  /** Folded, as is the region's. */
  name: string;
  region: string;
  place: { lat: number; lon: number };
  /** Where it is not the country's main one. */
  timeZone?: string | undefined;
}

export const fold = (text: string): string => folded(text).trim();

/** What the people of a city call it, where the list has its English name, and usual short forms. */
const alsoCalled: Readonly<Record<string, string>> = {
  "ciudad de mexico": "mexico city",
  cdmx: "mexico city",
  "mexico df": "mexico city",
  "ciudad de guatemala": "guatemala",
  "ciudad de panama": "panama city",
  "la habana": "havana",
  sevilla: "seville",
  lisboa: "lisbon",
  "nueva york": "new york",
  "nova york": "new york",
  "nova iorque": "new york",
  "sao francisco": "san francisco",
  filadelfia: "philadelphia",
  londres: "london",
  paris: "paris",
  bsas: "buenos aires",
  caba: "buenos aires",
  "capital federal": "buenos aires",
};

const read = new Map<string, readonly City[]>();

/** The cities of a country, those of a region together and the largest first. */
function citiesOf(country: string): readonly City[] {
  const before = read.get(country);
  if (before) return before;
  const text = (places as Readonly<Record<string, string>>)[country] ?? "";
  const cities = text.split("|").flatMap((each): City[] => {
    const [region = "", list = ""] = each.split(":");
    return list.split(";").flatMap((city): City[] => {
      const [name, lat, lon, timeZone] = city.split(",");
      return name
        ? [{ name: fold(name), region: fold(region), place: { lat: Number(lat), lon: Number(lon) }, timeZone }]
        : [];
    });
  });
  read.set(country, cities);
  return cities;
}

/** The city with one of these names, in the region with one of the others where several have it. Names are folded. */
export function cityNamed(country: string, names: readonly string[], regions: readonly string[]): City | undefined {
  const wanted = names.map((name) => alsoCalled[name] ?? name);
  const found = citiesOf(country).filter(({ name }) => wanted.includes(name));
  return found.find(({ region }) => regions.includes(region)) ?? found[0];
}

/** The largest city of the region with one of these names, which are folded. */
export const largestIn = (country: string, regions: readonly string[]): City | undefined =>
  citiesOf(country).find(({ region }) => region !== "" && regions.includes(region));
