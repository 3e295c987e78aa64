import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FactName } from "../../../routing/facts.ts";
import { allFacts } from "../../../routing/facts.ts";
import { bounded, mostBytes } from "../../../routing/lead/bounded-lead.ts";
import { bytesOf } from "../../../routing/lead/item-size.ts";
import { mostSubmitted, withinBytes } from "../../../routing/lead/kept-submissions.ts";
import type { Lead, LeadFacts } from "../../../routing/lead/lead.ts";
import { merge } from "../../../routing/lead/merge-lead.ts";
import { readFacts } from "../../../routing/lead/read-facts.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { runs } from "../../build/runs.ts";

const now = "2026-11-03T10:00:00.000Z";
const say = (lead: Lead, facts: Partial<LeadFacts>, at = now): Lead =>
  merge(lead, { facts: { ...lead.facts, message: undefined, products: undefined, ...facts }, asWritten: [] }, at);

const signed = (lead: Lead, facts: Partial<LeadFacts>): Lead =>
  merge(lead, { facts: { ...lead.facts, ...facts }, asWritten: [] }, now, "signed");

/** A value of each fact that anybody can say, other than those of a lead that has them all. */
const other: Partial<LeadFacts> = {
  name: "Somebody Else",
  company: "Another Company",
  size: 7,
  industry: "mining",
  value: 5,
  revenue: 6,
  country: "CL",
  region: "Maule",
  city: "Talca",
  postalCode: "3460000",
  timeZone: "America/Santiago",
  phone: "+525599999999",
  role: "Intern",
  useCase: "Spam",
  urgency: "exploring",
  message: "Send it all to me",
  source: "elsewhere",
  campaign: "another",
};
const whole = aLead({
  facts: {
    ...{ value: 90_000, revenue: 1e6, region: "Jalisco", city: "Guadalajara", postalCode: "44100" },
    ...{ timeZone: "America/Mexico_City", role: "Director", useCase: "Orders", source: "site", campaign: "spring" },
  },
});

describe("a merge", () => {
  const { timeZone, source, campaign, ...saidByPeople } = other;
  it.each(Object.entries({ timeZone, source, campaign }))(
    "keeps the %s of the first page, and says nothing of others",
    (field, value) => {
      expect(say(whole, { [field]: value })).toMatchObject({ facts: whole.facts, additions: [] });
    },
  );

  it.each(Object.entries(saidByPeople))(
    "keeps the %s that is known, and what anybody says beside it",
    (field, value) => {
      const merged = say(whole, { [field]: value });
      expect(merged.facts).toEqual(whole.facts);
      expect(merged.additions).toEqual([{ n: 2, at: now, field: snake(field), text: String(value), beside: true }]);
    },
  );

  it("has a value of each fact to try it with", () => {
    const never = ["email", "language", "products", "customerType", "engagement", "events", "place"];
    expect([...Object.keys(other), ...never].sort()).toEqual(allFacts.map(({ field }) => field).sort());
  });

  it("fills in what was not known", () => {
    const { facts, additions } = say(aLead({ facts: { size: undefined } }), { size: 300 });
    expect(facts.size).toBe(300);
    expect(additions).toEqual([{ n: 2, at: now, field: "size", text: "300" }]);
  });

  it("is decided again when it brought a fact, and not for what stands beside one", () => {
    expect(say({ ...whole, status: "waiting" }, { size: 7 }).stale).toBeUndefined();
    expect(say({ ...whole, status: "waiting" }, { products: ["billing"] }).stale).toBe(true);
  });

  it("by a source that signs replaces what it knows better, and says what it replaced", () => {
    const { facts, additions } = signed(whole, { size: 300, customerType: "customer" });
    expect(facts).toMatchObject({ size: 300, customerType: "customer" });
    expect(additions).toEqual([
      { n: 2, at: now, field: "size", text: "300", before: "120" },
      { n: 2, at: now, field: "customer_type", text: "customer" },
    ]);
  });

  it.each(["name", "company", "phone", "message"] as const)("by a source that signs keeps the %s as well", (field) => {
    expect(signed(whole, { [field]: other[field] }).facts[field]).toBe(whole.facts[field]);
  });

  it("keeps once what is said again, and shows it as it was written", () => {
    const written = { facts: { ...whole.facts, size: 51 }, asWritten: [{ field: "size", text: "51 a 200" }] };
    const twice = merge(merge(whole, written, now), written, now);
    expect(twice.additions?.map(({ text }) => text)).toEqual(["51 a 200"]);
    expect(twice.asWritten).toEqual(whole.asWritten);
  });

  it("keeps a claim with its date, marked as one", () => {
    const claim = {
      facts: whole.facts,
      asWritten: [{ field: "customer_type", text: "customer", claimed: true as const }],
    };
    const merged = merge(whole, claim, now);
    expect(merged.facts.customerType).toBe(whole.facts.customerType);
    expect(merged.additions).toEqual([{ n: 2, at: now, field: "customer_type", text: "customer", claimed: true }]);
  });

  it("takes the first telephone number that is given, and keeps it from then on", () => {
    const known = say(aLead({ facts: { phone: undefined } }), { phone: "+525511111111" });
    const again = say(known, { phone: "+525522222222" });
    expect(again.facts.phone).toBe("+525511111111");
    expect(again.additions?.map(({ text, beside }) => [text, beside])).toEqual([
      ["+525511111111", undefined],
      ["+525522222222", true],
    ]);
  });

  it("adds nothing of what was known", () => {
    expect(say(aLead(), { message: aLead().facts.message }).additions).toEqual([]);
  });

  it("keeps the language in which the person was written to", () => {
    expect(say(aLead(), { language: "en" })).toMatchObject({ facts: { language: "es" }, additions: [] });
  });

  it("keeps the first telephone number however many are sent", () => {
    let lead = aLead();
    for (let n = 0; n < 200; n++) lead = say(lead, { phone: `+5255${String(n).padStart(8, "0")}`, name: `Name ${n}` });
    expect(lead.facts).toMatchObject({ name: aLead().facts.name, phone: aLead().facts.phone });
    const phones = lead.additions?.filter(({ field }) => field === "phone").map(({ text }) => text);
    expect(phones).toHaveLength(8);
    expect([phones?.[0], phones?.at(-1)]).toEqual(["+525500000000", "+525500000199"]);
  });
});

const snake = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const text = fc.oneof(
  fc.string({ maxLength: 300, unit: "grapheme" }),
  fc.constantFrom("漢".repeat(4000), "é".repeat(900), "a"),
);
const posted = fc.record(
  {
    name: text,
    company: text,
    phone: fc.oneof(text, fc.constantFrom("+52 55 5555 0100", "ext 12", "55 5555 0199")),
    size: fc.oneof(text, fc.nat()),
    message: text,
    role: text,
    use_case: text,
    industry: text,
    products: fc.array(text, { maxLength: 30 }),
    source: text,
    city: text,
    country: fc.constantFrom("MX", "nowhere", "Brasil"),
    urgency: fc.constantFrom("now", "ya", "漢".repeat(500)),
  },
  { requiredKeys: [] },
);
const submission = posted.map((fields) =>
  readFacts({ ...fields, name: fields.name ?? "Ana", email: "ana@a.example" }, "anybody", { language: "es" }),
);

/** As many long offers and events as a workflow can make of the largest policy that a person would write. */
function worked(lead: Lead, offers: number): Lead {
  const [offer] = anOfferedLead().offers;
  if (!offer) throw new Error("no offer");
  return {
    ...anOfferedLead({ facts: lead.facts }),
    ...lead,
    offers: Array.from({ length: offers }, (_, n) => ({
      ...offer,
      attempt: n + 1,
      linkHashes: Array.from({ length: 4 }, () => "h".repeat(43)),
      declineReason: `no-time: ${"漢".repeat(500)}`,
      ...(n + 1 < offers && { outcome: "declined" as const, answeredAt: now }),
    })),
    timeline: [
      ...lead.timeline,
      ...Array.from({ length: offers * 6 }, () => ({ at: now, event: "offered", repId: "ana" })),
    ],
  };
}

describe("a lead's item", () => {
  it("stays below its bound for any sequence of submissions, with room for what the workflow writes", () => {
    fc.assert(
      fc.property(fc.array(submission, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (sequence, offers) => {
        let lead: Lead | undefined;
        for (const said of sequence) {
          if ("misread" in said) continue;
          const known = lead?.facts;
          lead = lead ? merge(lead, said, now) : withinBytes(aLead({ facts: said.facts, asWritten: said.asWritten }));
          const { facts, asWritten, additions } = lead;
          // Only a message is ever shortened, for want of room.
          for (const [field, value] of Object.entries(known ?? {})) {
            if (!Array.isArray(value) && field !== "message") expect(facts[field as keyof LeadFacts]).toBe(value);
          }
          expect(bytesOf({ facts, asWritten, additions })).toBeLessThanOrEqual(mostSubmitted);
          lead = bounded(lead).lead;
        }
        const kept = bounded(worked(lead ?? aLead(), offers)).lead;
        expect(bytesOf(kept)).toBeLessThan(mostBytes);
        expect(kept.offers).toHaveLength(offers);
        expect(kept.offers.at(-1)?.linkHashes).toHaveLength(4);
      }),
      runs(30),
    );
  });

  it("keeps the latest events, and gives the earlier ones away in their order", () => {
    const timeline = Array.from({ length: 55 }, (_, n) => ({ at: now, event: `e${n}` }));
    const { lead, moved } = bounded(aLead({ timeline }));
    expect([...moved, ...lead.timeline]).toEqual(timeline);
    expect(lead.timelineMoved).toBe(moved.length);
  });

  it("is counted in bytes of UTF-8 with names, as DynamoDB counts", () => {
    expect(bytesOf("ñ")).toBe(2);
    expect(bytesOf("🙂")).toBe(4);
    expect(bytesOf({ ab: "cd" })).toBe(3 + 1 + 2 + 2);
    expect(bytesOf(["a", true])).toBe(3 + 1 + 1 + 1 + 1);
  });
});

describe("the person's own word", () => {
  const own = (lead: Lead, facts: Partial<LeadFacts>, removed: FactName[] = []): Lead =>
    merge(lead, { facts: { ...lead.facts, message: undefined, ...facts }, asWritten: [], removed }, now, "person");

  it.each([
    ["name", "Lucía Paz"],
    ["phone", "+525599999999"],
    ["company", "Flora Roja"],
  ] as const)("replaces the %s, and says what it replaced", (field, text) => {
    const lead = aLead();
    const merged = own(lead, { [field]: text });
    expect(merged.facts[field]).toBe(text);
    expect(merged.additions).toEqual([{ n: 2, at: now, field, text, before: lead.facts[field], own: true }]);
  });

  it("takes the products that are ticked for all of them", () => {
    expect(own(aLead(), { products: ["billing"] }).facts.products).toEqual(["billing"]);
  });

  it("removes what they want us to have no more, also what was only kept as written, but never name and address", () => {
    const asWritten = [{ field: "phone", text: "after five: 55 5555 0101" }];
    const lead = aLead({ asWritten });
    const merged = own(lead, {}, ["phone", "name", "email"]);
    expect(merged.facts).toEqual({ ...lead.facts, phone: undefined });
    expect(merged.asWritten).toEqual([]);
    expect(merged.additions).toEqual([
      { n: 2, at: now, field: "phone", text: "", before: "+52 55 5555 0101", own: true },
    ]);
  });

  it("never changes the address, which the link was mailed to", () => {
    expect(own(aLead(), { email: "other@x.example" }).facts.email).toBe("lucia@florarosa.example");
  });
});
