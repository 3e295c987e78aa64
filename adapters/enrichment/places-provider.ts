import { fold as folded } from "../../routing/conditions/fold.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import places from "./country-places.json" with { type: "json" };
import type { Provider } from "./provider.ts";
import { type Region, regions } from "./regions.ts";

const countries = places as unknown as Readonly<Record<string, readonly [string, number, number]>>;

const fold = (text: string): string => folded(text).trim();

/** Time zone and place by country, and by region, city or postal code in the countries that span several of each. */
export const placesProvider: Provider = {
  name: "places",
  instant: true,
  async ask(known) {
    if (known.timeZone !== undefined && known.place !== undefined) return "skipped";
    const country = known.country === undefined ? undefined : countries[known.country];
    if (!country) return known.country === undefined ? "skipped" : "nothing";
    const [timeZone, lat, lon] = country;
    const region = regionOf(known);
    return { timeZone: region?.timeZone ?? timeZone, place: region?.place ?? { lat, lon } };
  },
};

/** The region by its name or code, by the city that is its capital, or by the postal code; in this order. */
function regionOf({ country, region, city, postalCode }: LeadFacts): Region | undefined {
  const own = regions.filter((each) => each.country === country);
  const named = (text: string | undefined, names: (each: Region) => string[]) => {
    // "Recife - PE" and "Recife, Pernambuco" name the place and what it lies in.
    const parts = text === undefined ? [] : [text, ...text.split(/[,/()]| - /)].map(fold).filter(Boolean);
    return own.find((each) => names(each).some((name) => parts.includes(fold(name))));
  };
  const postal = postalCode?.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  return (
    named(region, ({ name, code }) => [name, code]) ??
    named(city, ({ capital, name }) => [capital, name]) ??
    named(region, ({ capital }) => [capital]) ??
    (postal ? own.find((each) => each.postalPrefixes.some((prefix) => postal.startsWith(prefix))) : undefined)
  );
}
