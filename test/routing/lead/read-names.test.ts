import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phoneMetadata } from "../../../infra/phone-metadata.ts";
import { factTable } from "../../../routing/facts.ts";
import { countryCodes } from "../../../routing/lead/country-codes.ts";
import metadata from "../../../routing/lead/phone-metadata.json" with { type: "json" };
import { choiceOf } from "../../../routing/lead/read-choice.ts";
import { countryOf } from "../../../routing/lead/read-country.ts";
import { emailOf } from "../../../routing/lead/read-email.ts";
import { phoneOf } from "../../../routing/lead/read-phone.ts";
import { expectedRegion, regionNamed } from "../../../routing/time/region-named.ts";
import { formTexts, leadTexts, urgencyTexts } from "../../../texts/by-language.ts";
import { countryName } from "../../../texts/countries.ts";
import { languageTitle } from "../../../texts/language-name.ts";
import { runs } from "../../build/runs.ts";

const languages = ["en", "es", "pt"] as const;
const ways = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.normalize("NFD"),
  (text) => ` ${text} `,
  (text) => text.normalize("NFD").replaceAll(/[\u0300-\u036f]/g, ""),
);

describe("a country", () => {
  it.each([
    ...[
      ["Brasil", "BR"],
      ["EE.UU.", "US"],
      ["EEUU", "US"],
      ["USA", "US"],
      ["U.S.A.", "US"],
      ["UK", "GB"],
      ["mx", "MX"],
    ],
    ...[
      ["Estados Unidos de América", "US"],
      ["México", "MX"],
      ["MEXICO", "MX"],
      ["MEX", "MX"],
      ["España", "ES"],
    ],
    ...[
      ["Perú", "PE"],
      ["The Netherlands", "NL"],
      ["Holanda", "NL"],
      ["Trinidad and Tobago", "TT"],
      ["Corea del Sur", "KR"],
    ],
    ...[
      ["Rep. Dominicana", "DO"],
      ["Côte d'Ivoire", "CI"],
      ["Inglaterra", "GB"],
      ["EUA", "US"],
      ["El Salvador", "SV"],
    ],
  ])("written as %s is %s", (text, code) => {
    expect(countryOf(text)).toBe(code);
  });

  it.each(["XX", "", "Atlantis", "America", "12", "LATAM"])("%j is none", (text) => {
    expect(countryOf(text)).toBeUndefined();
  });

  it("is read by its name in three languages, in any case and with or without accents", () => {
    fc.assert(
      fc.property(fc.constantFrom(...countryCodes), fc.constantFrom(...languages), ways, (code, language, write) => {
        expect(countryOf(write(countryName(code, language)).trim())).toBe(code);
      }),
      runs(500),
    );
  });
});

describe("a choice", () => {
  const { urgency, language, customer_type } = factTable;
  it("is read by what the form and the mails call it, in each language", () => {
    for (const locale of languages) {
      for (const value of urgency.values) expect(choiceOf(urgency.values, urgencyTexts[locale][value])).toBe(value);
      for (const value of customer_type.values)
        expect(choiceOf(customer_type.values, leadTexts[locale].customerType[value])).toBe(value);
      for (const value of language.values) expect(choiceOf(language.values, languageTitle(value, locale))).toBe(value);
    }
    expect(Object.keys(formTexts)).toEqual([...languages]);
  });

  it.each([
    ...[
      ["es-MX", "es"],
      ["pt_BR", "pt"],
      ["en-US", "en"],
      ["Español (México)", "es"],
      ["Inglés", "en"],
      ["PT", "pt"],
    ],
    ...[
      ["castellano", "es"],
      ["Português do Brasil", "pt"],
      ["es-419", "es"],
    ],
  ])("of a language written as %s is %s", (text, value) => {
    expect(choiceOf(language.values, text)).toBe(value);
  });

  it.each(["fr", "French", "", "esperanto", "soon"])("%j is none of the languages", (text) => {
    expect(choiceOf(language.values, text)).toBeUndefined();
  });

  it.each([
    ...[
      ["This quarter", "this-quarter"],
      ["Este trimestre", "this-quarter"],
      ["ASAP", "now"],
      ["Urgente!", "now"],
    ],
    ...[
      ["this_year", "this-year"],
      ["Sem pressa", "exploring"],
    ],
  ])("of an urgency written as %s is %s", (text, value) => {
    expect(choiceOf(urgency.values, text)).toBe(value);
  });
});

describe("a telephone number", () => {
  it.each<[string, string | undefined, string]>([
    ["p:+525555550100", "MX", "+525555550100"],
    ["(11) 5555-0100 ramal 22", "BR", "+551155550100 ext. 22"],
    ["(11) 5555-0100 ext 22", "AR", "+541155550100 ext. 22"],
    ["5555550100", "MX", "+525555550100"],
    ["+57 (601) 555-0100 x12", undefined, "+576015550100 ext. 12"],
    ["tel:+52-55-5555-0100", undefined, "+525555550100"],
    ["0052 55 5555 0100", "MX", "+525555550100"],
    ["Cel: 55 5555 0100", "MX", "+525555550100"],
    ["55 5555 0100", undefined, "55 5555 0100"],
    ["+1 555 0100", "US", "+1 555 0100"],
  ])("%s of a lead in %s is %s, and reads so again", (text, country, number) => {
    expect(phoneOf(text, country)).toBe(number);
    expect(phoneOf(number, country)).toBe(number);
  });

  it.each(["() Not provided.", "call me", "n/a", "123", "+", "12345678901234567890", "ana@x.example 5555550100"])(
    "%j is none",
    (text) => expect(phoneOf(text, "MX")).toBeUndefined(),
  );

  it("needs the part of the library's metadata that is kept, see `npm run phones`", () => {
    expect(metadata).toEqual(phoneMetadata());
  });

  it("never throws, and reads its own written form", () => {
    const texts = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^\+?[\d ().-]{5,20}( ext\. \d{1,5})?$/));
    fc.assert(
      fc.property(texts, fc.constantFrom(undefined, "MX", "BR", "US", "XX"), (text, country) => {
        const number = phoneOf(text, country);
        if (number !== undefined) expect(phoneOf(number, country)).toBe(number);
      }),
      runs(500),
    );
  });
});

describe("an address", () => {
  it.each([
    ["ana@florarosa.example", "ana@florarosa.example"],
    ["o'hara+crm@acme.example", "o'hara+crm@acme.example"],
    ["a!#$%&'*+/=?^_`{|}~-b@acme.example", "a!#$%&'*+/=?^_`{|}~-b@acme.example"],
    ['"ana perez"@acme.example', '"ana perez"@acme.example'],
    ["ana@españa.example", "ana@xn--espaa-rta.example"],
    ["ana@correo.中国", "ana@correo.xn--fiqs8s"],
    ["Ana@Acme.Example", "Ana@Acme.Example"],
  ])("%s is written to as %s", (text, address) => {
    expect(emailOf(text)).toBe(address);
    expect(emailOf(address)).toBe(address);
  });

  it.each([
    ...["ana", "@acme.example", "ana@", "ana@localhost", "ana@1.2.3.4", "ana@[1.2.3.4]", "a b@acme.example"],
    ...[
      "ana..b@acme.example",
      ".ana@acme.example",
      "ana@-acme.example",
      "ana@acme..example",
      `${"a".repeat(65)}@acme.example`,
    ],
    ...[
      "ana@acme.example/x",
      "ana@acme.example:25",
      "ñandú@acme.example",
      "ana@acme.example\r\nBcc: x@y.example",
      "a@b@",
    ],
  ])("%j is none", (text) => {
    expect(emailOf(text)).toBeUndefined();
  });

  it("never throws, and is ASCII without controls", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (local, domain) => {
        const address = emailOf(`${local}@${domain}.example`);
        if (address !== undefined) expect(address).toMatch(/^[ -~]+$/);
      }),
      runs(500),
    );
  });
});

describe("a zone", () => {
  it.each([
    ["America/Bogota", "America/Bogota"],
    ["SA Pacific Standard Time", "America/Bogota"],
    ["E. South America Standard Time", "America/Sao_Paulo"],
    ["Lima", "America/Lima"],
    ["UTC", "UTC"],
    ["(UTC-05:00) Bogota, Lima, Quito", "America/Bogota"],
  ])("written as %s is %s", (text, zone) => {
    expect(regionNamed(text)).toBe(zone);
  });

  it.each(["CST", "ART", "EST", "cst", "EST5EDT", "BRT", "GMT-3", "-03:00", "+0300", "Atlantis/Nowhere", ""])(
    "%j is none",
    (text) => expect(regionNamed(text)).toBeUndefined(),
  );

  it.each([
    ["CST", "America/Mexico_City or America/Chicago"],
    ["art", "America/Argentina/Buenos_Aires"],
    ["EST", "America/New_York"],
    ["nowhere", "America/Bogota"],
  ])("is suggested for %s: %s", (text, zone) => {
    expect(expectedRegion(text)).toContain(zone);
  });

  it("is each of those that IANA knows, by its own name", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) expect(regionNamed(zone)).toBe(zone);
  });
});
