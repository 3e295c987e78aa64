import type { LeadFacts, Place } from "../../routing/lead/lead.ts";
import { regionOf } from "../../routing/lead/read-region.ts";
import { cityNamed, fold, largestIn } from "./cities.ts";
import places from "./country-places.json" with { type: "json" };
import type { Provider } from "./provider.ts";
import tables from "./region-names.json" with { type: "json" };
import { type Region, regions } from "./regions.ts";

const countries = places as unknown as Readonly<Record<string, readonly [string, number, number]>>;

/**
 * Time zone and place as precisely as they are known: by city, region, postal code or country, in this order. A region is
 * where its capital or largest city is. The place says by which of them it is known.
 */
export const placesProvider: Provider = {
  name: "places",
  instant: true,
  async ask(known) {
    if (known.timeZone !== undefined && known.place !== undefined) return "skipped";
    const country = known.country === undefined ? undefined : countries[known.country];
    if (!country) return known.country === undefined ? "skipped" : "nothing";
    const [timeZone, lat, lon] = country;
    const { by, place = { lat, lon }, timeZone: own } = placeIn(known.country ?? "", known);
    return { timeZone: own ?? timeZone, place: { ...place, by } };
  },
};

interface Found {
  by: NonNullable<Place["by"]>;
  place?: { lat: number; lon: number };
  timeZone?: string | undefined;
}

/** "Recife - PE" and "Recife, Pernambuco" name the place and what it lies in. */
const partsOf = (text: string | undefined): string[] =>
  text === undefined ? [] : [text, ...text.split(/[,/()]| - /)].map(fold).filter(Boolean);

/** What the most precise of the lead's facts says, the zone of its region where the list of cities has none. */
function placeIn(country: string, { region, city, postalCode }: LeadFacts): Found {
  const own = regions.filter((each) => each.country === country);
  const [inRegion, inCity] = [partsOf(region), partsOf(city)];
  const named = (parts: readonly string[], names: (each: Region) => string[]) =>
    own.find((each) => names(each).some((name) => parts.includes(fold(name))));
  const coded = region && regionOf(region, country, tables);
  const regionNamed =
    named(inRegion, ({ name, code }) => [name, code]) ?? own.find((each) => `${country}-${each.code}` === coded);
  const capital = named(inCity, ({ capital, name }) => [capital, name]);
  // Of cities of the same name, where no region is named, the capital of one is meant.
  const meant = regionNamed ?? capital;
  const within = [...inRegion, ...(meant ? [fold(meant.name)] : [])];

  const found = cityNamed(country, inCity, within) ?? cityNamed(country, inRegion, within);
  // A city of another region than the one that was named is another city of that name.
  const isThere = !regionNamed || !found || found.region === fold(regionNamed.name);
  if (found && isThere) return { by: "city", ...found, timeZone: found.timeZone ?? meant?.timeZone };
  const known = regionNamed ?? capital ?? named(inRegion, (each) => [each.capital]);
  if (known) return { by: known === capital && !regionNamed ? "city" : "region", ...known };
  const largest = largestIn(country, inRegion);
  if (largest) return { by: "region", ...largest };
  const postal = postalCode?.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  const byPostal = postal
    ? own.find((each) => each.postalPrefixes.some((prefix) => postal.startsWith(prefix)))
    : undefined;
  return byPostal ? { by: "postal-code", ...byPostal } : { by: "country" };
}
