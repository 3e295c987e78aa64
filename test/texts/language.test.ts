import { describe, expect, it } from "vitest";
import { countryCodes } from "../../routing/lead/country-codes.ts";
import { locales } from "../../routing/lead/lead.ts";
import { countriesIn, countryName } from "../../texts/countries.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { clockTime, timeLeft } from "../../texts/times.ts";

describe("preferred language", () => {
  it.each([
    ["pt", "es", "pt"],
    ["pt-PT", "es", "pt"],
    ["fr", "es-MX,es;q=0.9,en;q=0.8", "es"],
    [undefined, "de,en;q=0.3,pt-BR;q=0.7", "pt"],
    [undefined, "es;q=0,en;q=0.1", "en"],
    [undefined, "fr,de", "en"],
    [undefined, ";;q=,,=", "en"],
    [undefined, undefined, "en"],
  ])("of ?lang=%s and Accept-Language %s is %s", (query, header, expected) => {
    expect(preferredLocale(query, header, locales)).toBe(expected);
  });

  it("is one of those that the policy allows, its first by default", () => {
    expect(preferredLocale("en", "en", ["pt", "es"])).toBe("pt");
  });
});

describe("countries", () => {
  it("are the 249 of ISO 3166-1, each with a name", () => {
    expect(new Set(countryCodes).size).toBe(249);
    for (const locale of locales) {
      for (const { code, name } of countriesIn(locale)) expect(name, `${code} in ${locale}`).not.toBe(code);
    }
  });

  it("stand in the reader's alphabet order", () => {
    const names = countriesIn("es").map(({ name }) => name);
    expect(names.indexOf("España")).toBeLessThan(names.indexOf("Estonia"));
    expect(names[0]).toBe("Afganistán");
  });

  it("keep what is no country code as it came", () => {
    expect(countryName("Brasil", "pt")).toBe("Brasil");
  });
});

describe("times", () => {
  const now = "2026-11-02T19:00:00.000Z";

  it("are told on the reader's clock, with the zone named", () => {
    const reader = { locale: "en", timeZone: "America/Sao_Paulo" } as const;
    expect(clockTime("2026-11-02T19:20:00.000Z", now, reader)).toBe("16:20 (São Paulo Time)");
  });

  it("name the day when it is not today there", () => {
    const reader = { locale: "es", timeZone: "America/Bogota" } as const;
    expect(clockTime("2026-11-03T14:05:00.000Z", now, reader)).toBe("martes, 3 de noviembre, 09:05 (hora de Colombia)");
  });

  it.each(locales)("never name a zone by letters alone, in %s", (locale) => {
    for (const timeZone of ["America/Sao_Paulo", "America/Mexico_City", "America/New_York", "Europe/London"]) {
      expect(clockTime(now, now, { locale, timeZone })).toMatch(/\(.*[a-záéí].*\)$/);
    }
  });

  it.each([
    ["2026-11-02T19:15:59.000Z", "in 15 minutes"],
    ["2026-11-02T19:00:10.000Z", "in 1 minute"],
    ["2026-11-02T21:59:00.000Z", "in 2 hours"],
    ["2026-11-05T19:00:00.000Z", "in 3 days"],
  ])("until %s are left %s", (at, expected) => expect(timeLeft(at, now, "en")).toBe(expected));
});
