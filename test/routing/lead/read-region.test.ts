import fc from "fast-check";
import { describe, expect, it } from "vitest";
import places from "../../../adapters/enrichment/region-names.json" with { type: "json" };
import { ofPlaces, regionNames } from "../../../infra/region-names.ts";
import { allRegions } from "../../../policy/read/all-regions.ts";
import {
  isRegion,
  regionName,
  regionOf,
  regionsIn,
  regionsNamed,
  withinOf,
} from "../../../routing/lead/read-region.ts";

describe("a region as people write it", () => {
  it.each([
    ["MX", "MX-JAL", "Jalisco, JALISCO, jalisco, Jal., JAL, jal, MX-JAL, mx_jal, Estado de Jalisco, Edo. de Jalisco"],
    ["MX", "MX-CMX", "Ciudad de México, CDMX, D.F., Mexico City, ciudad de mexico"],
    ["MX", "MX-NLE", "Nuevo León, nuevo leon, N.L., NL, Estado de Nuevo León"],
    ["MX", "MX-MEX", "Estado de México, Edomex, Mexico State"],
    ["BR", "BR-SP", "São Paulo, Sao Paulo, SAO PAULO, Sa\u0303o Paulo, SP, BR-SP, Estado de São Paulo"],
    ["ES", "ES-CT", "Cataluña, Catalunya, Catalonia, Catalunha, ES-CT, ct"],
    ["ES", "ES-MD", "Madrid, Comunidad de Madrid, ES-M, ES-MD"],
    ["AR", "AR-B", "Provincia de Buenos Aires, Buenos Aires Province, AR-B"],
    ["AR", "AR-C", "CABA, Capital Federal, Ciudad Autónoma de Buenos Aires"],
    ["CO", "CO-DC", "Bogotá, Bogota D.C., Distrito Capital"],
    ["CL", "CL-RM", "Región Metropolitana, Región Metropolitana de Santiago, RM"],
    ["US", "US-CA", "California, Calif., CA, State of California"],
    ["US", "US-NY", "New York, Nueva York, N.Y."],
    ["DE", "DE-BY", "Bayern, Bavaria, Baviera"],
  ])("of %s is %s: %s", (country, code, written) => {
    for (const text of written.split(", ")) expect([text, regionOf(text, country, allRegions)]).toEqual([text, code]);
  });

  it("may stand beside its city", () => {
    expect(regionOf("Guadalajara, Jal.", "MX", allRegions)).toBe("MX-JAL");
    expect(regionOf("Recife - PE", "BR", allRegions)).toBe("BR-PE");
    expect(regionOf("São Paulo / SP", "BR", allRegions)).toBe("BR-SP");
  });

  it.each([
    ["Lima", "PE"],
    ["Buenos Aires", "AR"],
    ["Córdoba", undefined],
    ["SP", undefined],
    ["the north", "MX"],
    ["MX-JAL", "BR"],
    ["", "MX"],
  ])("is no certain region as «%s» of %s", (text, country) => {
    expect(regionOf(text, country, allRegions)).toBeUndefined();
  });

  it("is known without a country where one alone has that name", () => {
    expect(regionOf("Jalisco", undefined, allRegions)).toBe("MX-JAL");
    expect(regionsNamed("Córdoba", undefined, allRegions)).toEqual(["AR-X", "CO-COR", "ES-CO"]);
  });

  it("lies in what it is part of", () => {
    expect(withinOf("ES-B", allRegions)).toEqual(["ES-B", "ES-CT"]);
    expect(withinOf("MX-JAL", allRegions)).toEqual(["MX-JAL"]);
  });

  it("is named for a reader, in the language of its country or English", () => {
    expect([
      regionName("ES-CT", "en", allRegions),
      regionName("ES-CT", "es", allRegions),
      regionName("es-ct", "pt", allRegions),
    ]).toEqual([...["Catalonia", "Catalunya", "Catalunya"]]);
    expect(regionName("the north", "en", allRegions)).toBe("the north");
  });
});

describe("the tables of regions", () => {
  it("are what the packages say, of all countries, and of those whose places are known", () => {
    expect(allRegions).toEqual(regionNames());
    expect(Object.keys(allRegions).length).toBeGreaterThan(190);
    expect(places).toEqual(ofPlaces(allRegions));
  });

  it("know each region by its code, and by its names, or say that others have them too", () => {
    for (const country of Object.keys(allRegions))
      for (const { code, names } of regionsIn(country, allRegions)) {
        expect(isRegion(code, allRegions)).toBe(true);
        expect(regionOf(code, undefined, allRegions)).toBe(code);
        for (const name of names) {
          const named = regionsNamed(name, country, allRegions);
          expect([
            name,
            named.flatMap((one) => withinOf(one, allRegions)).includes(code) ||
              withinOf(code, allRegions).some((one) => named.includes(one)),
          ]).toEqual([name, true]);
        }
      }
  });

  it("say the same of a lead with those of one country as with all, whether its country is known or not", () => {
    for (const country of ["MX", "AR", "US", "ES", "LR"]) {
      const own = { [country]: allRegions[country] ?? "" };
      for (const { code, names } of regionsIn(country, allRegions))
        for (const text of [code, ...names, ...names.map((name) => `Estado de ${name}`)])
          for (const of of [undefined, country])
            expect([text, of, regionOf(text, of, own)]).toEqual([text, of, regionOf(text, of, allRegions)]);
    }
    expect(regionOf("Maryland", undefined, { US: allRegions.US ?? "" })).toBeUndefined();
    expect(regionOf("Oregon", undefined, { US: allRegions.US ?? "" })).toBe("US-OR");
  });

  it("read any text without failing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom(undefined, "MX", "ES", "ZZ", "__proto__"),
        (text, country) => {
          const code = regionOf(text, country, allRegions);
          expect(code === undefined || isRegion(code, allRegions)).toBe(true);
        },
      ),
    );
  });
});
