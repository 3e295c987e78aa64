import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { companyDomain, consumerMailDomains, domainsAbove } from "../../routing/company/consumer-mail.ts";
import { enriched, fillFacts, type ProviderAnswer } from "../../routing/enrich.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";

const now = "2026-11-02T15:00:01.000Z";
const bare: LeadFacts = { name: "Lucía", email: "lucia@florarosa.example", language: "es" };

const some = {
  company: fc.option(fc.constantFrom("Flora Rosa", "Otra"), { nil: undefined }),
  size: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
  industry: fc.option(fc.constantFrom("retail", "health"), { nil: undefined }),
  value: fc.option(fc.integer({ min: 0, max: 1e6 }), { nil: undefined }),
  country: fc.option(fc.constantFrom("MX", "BR"), { nil: undefined }),
  region: fc.option(fc.constantFrom("Jalisco", "Acre"), { nil: undefined }),
  city: fc.option(fc.constantFrom("Guadalajara", "Recife"), { nil: undefined }),
  timeZone: fc.option(fc.constantFrom("America/Mexico_City", "America/Recife"), { nil: undefined }),
};
const facts = fc.record(some);
const answers = fc.array(
  fc.record({
    provider: fc.constantFrom("companies", "firmographics", "places"),
    outcome: fc.constantFrom("found" as const, "nothing" as const, "late" as const, "failed" as const),
    facts,
  }),
  { maxLength: 5 },
);

describe("fill", () => {
  it("never touches what the form said", () => {
    fc.assert(
      fc.property(facts, answers, (told, said) => {
        const filled = fillFacts({ ...bare, ...told }, said).facts;
        for (const [fact, value] of Object.entries({ ...bare, ...told })) {
          if (value !== undefined) expect(filled[fact as keyof LeadFacts]).toEqual(value);
        }
      }),
    );
  });

  it("takes each fact from the first provider that has it, and says from whom", () => {
    fc.assert(
      fc.property(facts, answers, (told, said) => {
        const { facts: filled, lookups } = fillFacts({ ...bare, ...told }, said);
        expect(lookups.map(({ provider, outcome }) => ({ provider, outcome }))).toEqual(
          said.map(({ provider, outcome }) => ({ provider, outcome })),
        );
        const by = lookups.flatMap((lookup, n) => lookup.filled.map((fact) => [fact, n] as const));
        expect(new Set(by.map(([fact]) => fact)).size).toBe(by.length);
        for (const [fact, n] of by) {
          expect(told[fact as keyof typeof told]).toBeUndefined();
          expect(filled[fact as keyof LeadFacts]).toEqual(said[n]?.facts[fact as keyof typeof told]);
          const placed = ["region", "city", "timeZone"].includes(fact);
          const earlier = said.slice(0, n).some((answer) => answer.facts[fact as keyof typeof told] !== undefined);
          if (!placed) expect(earlier).toBe(false);
        }
      }),
    );
  });

  it.each([
    ["of the same country", "MX", "MX", true],
    ["of another country", "MX", "BR", false],
    ["where the lead's country is not known", undefined, "BR", true],
    ["where the provider says no country", "MX", undefined, true],
  ] as const)("takes region, city, zone and place %s: %s and %s", (_, country, theirs, takes) => {
    const where = { region: "Acre", city: "Rio Branco", timeZone: "America/Rio_Branco", place: { lat: -10, lon: -68 } };
    const told = { ...bare, ...(country && { country }) };
    const facts = { ...where, ...(theirs && { country: theirs }) };
    const { facts: filled } = fillFacts(told, [{ provider: "x", outcome: "found", facts }]);
    expect(filled).toEqual({ ...told, ...(takes && facts) });
  });

  it("leaves out the region of another country than the lead's", () => {
    const said: ProviderAnswer[] = [
      { provider: "x", outcome: "found", facts: { country: "BR", region: "Acre", city: "Rio Branco", size: 5 } },
    ];
    const { facts: filled, lookups } = fillFacts({ ...bare, country: "MX" }, said);
    expect(filled).toEqual({ ...bare, country: "MX", size: 5 });
    expect(lookups[0]?.filled).toEqual(["size"]);
  });
});

describe("enriched", () => {
  const found = {
    answers: [
      { provider: "companies", outcome: "found", facts: { size: 900, industry: "health" } },
    ] as ProviderAnswer[],
    account: undefined,
    companyLeads: [],
  };

  it("is done once, for a new lead alone", () => {
    const lead = enriched(aLead({ facts: { size: undefined } }), found, aPolicy(), now);
    expect(lead).toMatchObject({
      status: "new",
      facts: { size: 900, industry: "retail" },
      enrichment: { at: now, lookups: [{ provider: "companies", outcome: "found", filled: ["size"] }] },
    });
    expect(lead && enriched(lead, found, aPolicy(), now)).toBeUndefined();
    expect(enriched(aLead({ status: "qualified" }), found, aPolicy(), now)).toBeUndefined();
  });

  it("knows what the account makes of the lead, and claims nothing of a stranger", () => {
    const account = {
      accountId: "a.example",
      name: "Flora Rosa",
      by: "domain",
      similarity: 1,
      relation: "former",
    } as const;
    expect(enriched(aLead(), { ...found, account }, aPolicy(), now)?.facts.customerType).toBe("former");
    expect(enriched(aLead(), found, aPolicy(), now)?.facts).not.toHaveProperty("customerType");
  });

  it("changes no fact that the form answered, whatever was found", () => {
    fc.assert(
      fc.property(facts, answers, (told, said) => {
        const lead = { ...aLead(), facts: { ...bare, ...told } };
        const after = enriched(lead, { ...found, answers: said }, aPolicy(), now);
        expect(after?.facts).toMatchObject(JSON.parse(JSON.stringify(lead.facts)));
      }),
    );
  });
});

describe("company domain", () => {
  it.each([
    ["ana@Acme.Example", "acme.example"],
    ["ana@mx.acme.com", "mx.acme.com"],
    ["ana@gmail.com", undefined],
    ["ana@HOTMAIL.com", undefined],
    ["ana@yahoo.com.mx", undefined],
    ["ana@bol.com.br", undefined],
    ["ana@localhost", undefined],
    ["ana@10.0.0.1", undefined],
    ["ana@acme.com/../admin", undefined],
    ["", undefined],
  ])("of %s is %s", (email, domain) => {
    expect(companyDomain(email)).toBe(domain);
  });

  it("has the domains above it, the nearest first, without what belongs to everybody", () => {
    expect(domainsAbove("ventas.mx.acme.com")).toEqual(["ventas.mx.acme.com", "mx.acme.com", "acme.com"]);
    expect(domainsAbove("a.hotmail.com")).toEqual(["a.hotmail.com"]);
  });

  it("is never that of a public mail service, each of which is written as a host's name", () => {
    for (const domain of consumerMailDomains) {
      expect(companyDomain(`x@${domain}`)).toBeUndefined();
      expect(companyDomain(`x@own-${domain}`)).toBe(`own-${domain}`);
    }
  });
});
