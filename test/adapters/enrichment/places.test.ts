import { describe, expect, it } from "vitest";
import cities from "../../../adapters/enrichment/city-places.json" with { type: "json" };
import places from "../../../adapters/enrichment/country-places.json" with { type: "json" };
import { placesProvider } from "../../../adapters/enrichment/places-provider.ts";
import { regions } from "../../../adapters/enrichment/regions.ts";
import { cityPlaces } from "../../../infra/city-places.ts";
import { countryPlaces } from "../../../infra/country-places.ts";
import { countryCodes } from "../../../routing/lead/country-codes.ts";
import type { LeadFacts } from "../../../routing/lead/lead.ts";

const lead: LeadFacts = { name: "Lucía", email: "lucia@florarosa.example", language: "es" };
const ask = (facts: Partial<LeadFacts>) => placesProvider.ask({ ...lead, ...facts }, new AbortController().signal);
const zoneOf = async (facts: Partial<LeadFacts>) => {
  const found = await ask(facts);
  return typeof found === "string" ? found : found.timeZone;
};
const isZone = (timeZone: string) => Boolean(new Intl.DateTimeFormat("en", { timeZone }));

describe("places of countries", () => {
  it("are those that the packages know, see `npm run places`", () => {
    expect(places).toEqual(countryPlaces());
  });

  it("know every country that the form knows, with a zone and a point on the earth", () => {
    const known = Object.entries(countryPlaces());
    const nobodyLives = ["BV", "HM"];
    expect(countryCodes.filter((code) => !known.some(([each]) => each === code))).toEqual(
      nobodyLives.filter((code) => !known.some(([each]) => each === code)),
    );
    for (const [code, [zone, lat, lon]] of known) {
      expect(isZone(zone), code).toBe(true);
      expect(Math.abs(lat), code).toBeLessThanOrEqual(90);
      expect(Math.abs(lon), code).toBeLessThanOrEqual(180);
    }
  });

  it.each([
    ["MX", "America/Mexico_City"],
    ["BR", "America/Sao_Paulo"],
    ["US", "America/New_York"],
    ["ES", "Europe/Madrid"],
    ["CO", "America/Bogota"],
    ["CL", "America/Santiago"],
    ["AR", "America/Argentina/Buenos_Aires"],
  ])("say of %s the zone in which most people live", async (country, zone) => {
    expect(await zoneOf({ country })).toBe(zone);
  });
});

describe("places of regions", () => {
  it.each<[Partial<LeadFacts>, string]>([
    [{ country: "BR", region: "AM" }, "America/Manaus"],
    [{ country: "BR", region: "Acre" }, "America/Rio_Branco"],
    [{ country: "BR", city: "Cuiaba" }, "America/Cuiaba"],
    [{ country: "BR", region: "Recife, PE" }, "America/Recife"],
    [{ country: "BR", postalCode: "69005-010" }, "America/Manaus"],
    [{ country: "BR", postalCode: "01310-100" }, "America/Sao_Paulo"],
    [{ country: "MX", region: "Baja California" }, "America/Tijuana"],
    [{ country: "MX", region: "quintana roo" }, "America/Cancun"],
    [{ country: "MX", postalCode: "83000" }, "America/Hermosillo"],
    [{ country: "US", region: "CA" }, "America/Los_Angeles"],
    [{ country: "US", city: "Denver" }, "America/Denver"],
    [{ country: "ES", postalCode: "35001" }, "Atlantic/Canary"],
    [{ country: "PT", region: "Acores" }, "Atlantic/Azores"],
    [{ country: "CA", postalCode: "V6B 1A1" }, "America/Vancouver"],
    [{ country: "CO", region: "CA" }, "America/Bogota"],
    [{ country: "BR", region: "Atlantis" }, "America/Sao_Paulo"],
  ])("%o lie in %s", async (facts, zone) => {
    expect(await zoneOf(facts)).toBe(zone);
  });

  it("are near their capital", async () => {
    expect(await ask({ country: "BR", region: "Pernambuco" })).toMatchObject({ place: { lat: -8.05, lon: -34.88 } });
  });

  it("have zones that exist, points on the earth, and no postal code that another region has too", () => {
    for (const { country, name, timeZone, place, postalPrefixes } of regions) {
      if (timeZone) expect(isZone(timeZone), name).toBe(true);
      expect([Number.isFinite(place.lat), Number.isFinite(place.lon), Math.abs(place.lat) < 90], name).toEqual([
        true,
        true,
        true,
      ]);
      const others = regions.filter((other) => other.country === country && other.name !== name);
      for (const prefix of postalPrefixes)
        for (const other of others)
          expect(
            other.postalPrefixes.some((each) => each.startsWith(prefix) || prefix.startsWith(each)),
            `${prefix} of ${name} and ${other.name}`,
          ).toBe(false);
    }
  });
});

describe("places of cities", () => {
  it("are those that the package knows, see `npm run places`", () => {
    expect(cities).toEqual(cityPlaces());
  });

  it.each<[Partial<LeadFacts>, string, number, number]>([
    [{ country: "BR", city: "campinas" }, "city", -22.9, -47.1],
    [{ country: "BR", city: "São Paulo", region: "SP" }, "city", -23.6, -46.6],
    [{ country: "MX", city: "CDMX" }, "city", 19.4, -99.1],
    [{ country: "CO", region: "Medellín, Antioquia" }, "city", 6.3, -75.6],
    [{ country: "CO", region: "Antioquia" }, "region", 6.3, -75.6],
    [{ country: "AR", region: "cordoba" }, "city", -31.4, -64.2],
    [{ country: "ES", city: "Sevilla" }, "city", 37.4, -6],
    [{ country: "MX", city: "Nowhere", region: "Jalisco" }, "region", 20.67, -103.35],
    [{ country: "BR", postalCode: "69005-010" }, "postal-code", -3.12, -60.02],
    [{ country: "BR", city: "Nowhere" }, "country", -10, -55],
    // Another Natal, which the list calls larger, lies in Amazonas.
    [{ country: "BR", city: "Natal" }, "city", -5.8, -35.2],
    [{ country: "BR", city: "Natal", region: "AM" }, "city", -7, -60.3],
  ])("%o is known by its %s, about where that is", async (facts, by, lat, lon) => {
    const found = await ask(facts);
    if (typeof found === "string" || !found.place) throw new Error("there is a place");
    expect(found.place.by).toBe(by);
    expect([Math.abs(found.place.lat - lat) < 0.2, Math.abs(found.place.lon - lon) < 0.2]).toEqual([true, true]);
  });

  it("are not taken where another region was named than they lie in", async () => {
    expect(await ask({ country: "MX", city: "Guadalajara", region: "Yucatán" })).toMatchObject({
      place: { by: "region", lat: 20.97 },
    });
  });

  it("have zones that exist", async () => {
    for (const [country, text] of Object.entries(cities)) {
      for (const city of text.split(/[|;]/)) {
        const [name, , , zone] = city.split(",");
        if (zone !== undefined) expect(isZone(zone), `${country} ${name}`).toBe(true);
      }
    }
    expect(await zoneOf({ country: "AR", city: "Comodoro Rivadavia" })).toBe("America/Argentina/Buenos_Aires");
  });
});

describe("a lead without a place", () => {
  it("is not asked about, nor one whose place is known", async () => {
    expect(await ask({})).toBe("skipped");
    expect(await ask({ country: "MX", timeZone: "America/Cancun", place: { lat: 21, lon: -87 } })).toBe("skipped");
    expect(await ask({ country: "BV" })).toBe("nothing");
  });
});
