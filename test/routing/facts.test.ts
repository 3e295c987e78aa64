import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeableIn } from "../../routing/explain/with-fact.ts";
import {
  allFacts,
  conditionFacts,
  type Fact,
  factTable,
  isNumber,
  lookUpFacts,
  submittedFacts,
} from "../../routing/facts.ts";
import { cleanText } from "../../routing/lead/clean-text.ts";
import { countryCodes } from "../../routing/lead/country-codes.ts";
import { eventsText, type LeadEvent, withEvents } from "../../routing/lead/events.ts";
import { LeadFacts } from "../../routing/lead/lead.ts";
import { type ReadFacts, readFact, readFacts } from "../../routing/lead/read-facts.ts";
import { numberText } from "../../routing/lead/read-number.ts";
import { attributes } from "../../routing/policy/attribute.ts";
import { enrichable } from "../../routing/policy/looking-up.ts";

const names = (facts: readonly { name: string }[]) => facts.map(({ name }) => name).join(" ");
const clean = (most: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: Math.min(most, 40) })
    .map((text) => cleanText(text).slice(0, most).trim())
    .filter((text) => text !== "" && text.isWellFormed());

/** Values that a lead can have, by the kind of the fact. */
function valuesOf(fact: Fact): fc.Arbitrary<string | number | boolean | string[] | LeadEvent[]> {
  switch (fact.kind) {
    case "text":
      return clean(fact.most);
    case "list":
      return fc.array(
        clean(fact.most).filter((item) => !item.includes(";")),
        { minLength: 1, maxLength: fact.items },
      );
    case "count":
      return fc.integer({ min: 0, max: fact.most });
    case "number":
    case "money":
      return fc.double({ min: 0, max: fact.most, noNaN: true }).map((value) => value + 0);
    case "choice":
      return fc.constantFrom(...fact.values);
    case "truth":
      return fc.boolean();
    case "date":
      return fc.constantFrom("2026-11-30", "2024-02-29");
    case "country":
      return fc.constantFrom(...countryCodes);
    case "zone":
      return fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    case "email":
      return fc.nat().map((n) => `person.${n}@florarosa.example`);
    case "phone":
      return fc.integer({ min: 1_000_000, max: 9_999_999 }).map((n) => `+57601${n} ext. 12`);
    case "events":
      return fc
        .array(
          fc.record({
            event: fc.constantFrom("webinar", "pricing-page"),
            at: fc
              .integer({ min: 0, max: 1e8 })
              .map((s) => `${new Date(1.7e12 + s * 1000).toISOString().slice(0, 19)}Z`),
          }),
          { minLength: 1, maxLength: 12 },
        )
        .map((events) => withEvents([], events));
    case "place":
      throw new Error("a place is looked up");
  }
}
const written = (value: string | number | boolean | string[] | LeadEvent[]) =>
  Array.isArray(value)
    ? value.map((item) => (typeof item === "string" ? item : eventsText([item]))).join("; ")
    : typeof value === "number"
      ? numberText(value)
      : String(value);

describe("a fact of a lead", () => {
  it.each(submittedFacts.map(({ name, fact }) => [name, fact] as const))(
    "%s reads its own written form back",
    (_, fact) => {
      fc.assert(
        fc.property(valuesOf(fact), (value) => {
          expect(readFact(fact, written(value))).toEqual({ kind: "read", value });
          expect(readFact(fact, value)).toEqual({ kind: "read", value });
        }),
        { numRuns: 50 },
      );
    },
  );

  it.each(submittedFacts.map(({ name, fact }) => [name, fact] as const))(
    "%s is unknown where nothing is written",
    (_, fact) => {
      for (const given of [undefined, null, "", "  "]) expect(readFact(fact, given)).toEqual({ kind: "nothing" });
    },
  );

  it.each([
    ["size", "1.5", "a whole number"],
    ["size", "-1", "a number from 0"],
    ["value", "many", "a number such as 120"],
    ["value", true, "a number such as 120"],
    ["engagement", "0x10", "a number such as 120"],
    ["country", "XX", "an ISO country code such as BR"],
    ["time_zone", "+03:00", "a time zone such as America/Bogota"],
    ["time_zone", "COT", "a time zone by its place, such as America/Bogota: the letters COT mean several"],
    ["size", "up to 50", "a number such as 120"],
    ["urgency", "soon", "now, this-quarter, this-year or exploring"],
    ["products", [{ id: "crm" }], "a list of texts"],
    ["company", { name: "Flora" }, "a text"],
  ] as const)("%s that is %j could not be read, and says what was expected", (name, given, expected) => {
    expect(readFact(factTable[name], given)).toEqual({ kind: "invalid", expected });
  });

  it.each([
    ["urgency", " This-Quarter ", "this-quarter"],
    ["country", "br", "BR"],
    ["postal_code", 1010, "1010"],
    ["size", " 120 ", 120],
    ["value", "1e3", 1000],
    ["products", ["crm", " ", ""], ["crm"]],
    ["name", "Lu\u202ECía \u200b\r\nRosa", "Lu Cía Rosa"],
    ["message", "one \r\ntwo", "one\ntwo"],
  ] as const)("%s is understood where it is written as %j", (name, given, value) => {
    expect(readFact(factTable[name], given)).toEqual({ kind: "read", value });
  });
});

describe("the facts of a record", () => {
  const record = fc.dictionary(
    fc.constantFrom(...submittedFacts.map(({ name }) => name)),
    fc.oneof(
      fc.string(),
      fc.anything(),
      fc.constantFrom("en", "BR", "120", "ana@flora.example", "new", "Europe/Madrid"),
    ),
  );
  it.each(["anybody", "file"] as const)("are facts as a lead keeps them, whatever comes from %s", (from) => {
    fc.assert(
      fc.property(record, (given) => {
        const read = readFacts(given, from, { name: "", email: "", language: "es" });
        if ("facts" in read) expect(LeadFacts.parse(read.facts)).toEqual(read.facts);
        else expect(read.misread.length).toBeGreaterThan(0);
      }),
    );
  });

  it("have bounds wherever they come from, and an address or number that is blanked out in a file of ours alone", () => {
    const given = { name: "Ana", email: "hidden", phone: "on file", size: 1e8, message: "a".repeat(5000) };
    const ours = readFacts(given, "file", { name: "", email: "", language: "en" }) as ReadFacts;
    expect(names(ours.unread)).toBe("size message");
    expect(ours.facts).toEqual({ ...given, size: undefined, message: "a".repeat(4000), language: "en" });
    const { misread } = readFacts(given, "anybody", { language: "en" }) as { misread: { name: string }[] };
    expect(names(misread)).toBe("email");
    const read = readFacts({ ...given, email: "ana@flora.example" }, "anybody", { language: "en" }) as ReadFacts;
    expect(names(read.unread)).toBe("size phone message");
    expect(read.facts).toEqual({
      name: "Ana",
      email: "ana@flora.example",
      message: "a".repeat(4000),
      language: "en",
    });
    expect(read.asWritten).toEqual([
      { field: "size", text: "100000000", unread: true },
      { field: "phone", text: "on file", unread: true },
    ]);
  });

  it("lack nothing that every lead has", () => {
    const { misread } = readFacts({}, "anybody", {}) as { misread: { name: string; fault: string }[] };
    expect(misread.map(({ name, fault }) => `${name} ${fault}`)).toEqual([
      "name missing",
      "email missing",
      "language missing",
    ]);
  });
});

describe("the table of facts", () => {
  const textual =
    "name company industry country region city postal_code time_zone phone role products use_case message source campaign";
  const rest = "size value revenue engagement urgency customer_type language";

  it("says what the form, its API and lead files bring", () => {
    expect(new Set(submittedFacts.map(({ name }) => name))).toEqual(
      new Set(`${textual} ${rest} email events`.split(" ")),
    );
  });

  it("says what conditions may ask for", () => {
    expect(new Set(conditionFacts.map(({ name }) => name))).toEqual(new Set(`${textual} ${rest}`.split(" ")));
    expect(Object.keys(attributes)).toEqual(expect.arrayContaining(conditionFacts.map(({ name }) => name)));
  });

  it("says what look-ups fill in, and which of it a service of the policy may", () => {
    expect(lookUpFacts.map(({ field }) => field).join(" ")).toBe(
      "company size industry value revenue country region city timeZone place",
    );
    expect(enrichable.join(" ")).toBe("company size industry value revenue country region city");
  });

  it("says which changes could have decided otherwise: of all that is asked, but for the name", () => {
    expect(new Set(changeableIn({}).keys())).toEqual(new Set(`${textual.replace("name ", "")} ${rest}`.split(" ")));
  });

  it("says what a stranger can only claim, and what says where a lead is", () => {
    expect(names(allFacts.filter(({ fact }) => fact.unverified))).toBe("customer_type engagement events");
    expect(names(allFacts.filter(({ fact }) => fact.geographic))).toBe(
      "country region city postal_code time_zone place",
    );
    expect(names(allFacts.filter(({ fact }) => isNumber(fact)))).toBe("size value revenue engagement");
  });
});
