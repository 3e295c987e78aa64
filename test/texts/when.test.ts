import { describe, expect, it } from "vitest";
import { dayOf, leadTimeZone, lengthOf, when } from "../../texts/when.ts";

const three = ["en", "es", "pt"] as const;

describe("times in mails", () => {
  it("say today by the reader's calendar, not by that of UTC", () => {
    const reader = { locale: "en" as const, timeZone: "America/Bogota" };
    expect(when("2026-11-03T01:00:00Z", "2026-11-02T15:00:00Z", reader)).toBe("today, 20:00 (Colombia Time)");
    expect(when("2026-11-03T06:00:00Z", "2026-11-03T01:00:00Z", reader)).toBe(
      "Tuesday, November 3, 01:00 (Colombia Time)",
    );
  });

  it("say the length of time in words", () => {
    expect([5, 60, 90, 120, 1440].map((minutes) => lengthOf(minutes, "en"))).toEqual([
      "5 minutes",
      "1 hour",
      "90 minutes",
      "2 hours",
      "1 day",
    ]);
    expect(three.map((locale) => lengthOf(120, locale))).toEqual(["2 hours", "2 horas", "2 horas"]);
  });

  it("write the day in the reader's language", () => {
    expect(three.map((locale) => dayOf("2026-11-02T15:00:00Z", { locale, timeZone: "UTC" }))).toEqual([
      "November 2, 2026",
      "2 de noviembre de 2026",
      "2 de novembro de 2026",
    ]);
  });

  it("know the zone that the browser said, or that was looked up, before that of a country", () => {
    const zoneOf = (facts: object) => leadTimeZone({ name: "", email: "", language: "en", ...facts });
    expect(zoneOf({ timeZone: "America/Tijuana", country: "MX" })).toBe("America/Tijuana");
    expect(zoneOf({ timeZone: "Europe/Madrid", country: "CO" })).toBe("Europe/Madrid");
  });

  it("know the zone of a country that has only one", () => {
    expect(
      ["CO", "PE", "MX", "XX", "mexico", undefined].map((country) =>
        leadTimeZone({ country, name: "", email: "", language: "en" }),
      ),
    ).toEqual(["America/Bogota", "America/Lima", undefined, undefined, undefined, undefined]);
  });
});
