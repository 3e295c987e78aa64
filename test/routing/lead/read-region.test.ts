import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { regionNames } from "../../../infra/region-names.ts";
import {
  isRegion,
  regionName,
  regionOf,
  regionsIn,
  regionsNamed,
  withinOf,
} from "../../../routing/lead/read-region.ts";
import table from "../../../routing/lead/region-names.json" with { type: "json" };

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
    for (const text of written.split(", ")) expect([text, regionOf(text, country)]).toEqual([text, code]);
  });

  it("may stand beside its city", () => {
    expect(regionOf("Guadalajara, Jal.", "MX")).toBe("MX-JAL");
    expect(regionOf("Recife - PE", "BR")).toBe("BR-PE");
    expect(regionOf("São Paulo / SP", "BR")).toBe("BR-SP");
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
    expect(regionOf(text, country)).toBeUndefined();
  });

  it("is known without a country where one alone has that name", () => {
    expect(regionOf("Jalisco")).toBe("MX-JAL");
    expect(regionsNamed("Córdoba")).toEqual(["AR-X", "CO-COR", "ES-CO"]);
  });

  it("lies in what it is part of", () => {
    expect(withinOf("ES-B")).toEqual(["ES-B", "ES-CT"]);
    expect(withinOf("MX-JAL")).toEqual(["MX-JAL"]);
  });

  it("is named for a reader, in the language of its country or English", () => {
    expect([regionName("ES-CT", "en"), regionName("ES-CT", "es"), regionName("es-ct", "pt")]).toEqual([
      ...["Catalonia", "Catalunya", "Catalunya"],
    ]);
    expect(regionName("the north", "en")).toBe("the north");
  });
});

describe("the table of regions", () => {
  it("is what the packages say", () => expect(table).toEqual(regionNames()));

  it("knows each region by its code, and whoever reads a name of it reads no other region", () => {
    for (const country of Object.keys(table))
      for (const { code, names } of regionsIn(country)) {
        expect(isRegion(code)).toBe(true);
        expect(regionOf(code)).toBe(code);
        for (const name of names)
          expect(regionsNamed(name, country).flatMap(withinOf)).toContain(
            code.length ? regionsNamed(name, country)[0] : "",
          );
      }
  });

  it("reads any text without failing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom(undefined, "MX", "ES", "ZZ", "__proto__"),
        (text, country) => {
          const code = regionOf(text, country);
          expect(code === undefined || isRegion(code)).toBe(true);
        },
      ),
    );
  });
});
