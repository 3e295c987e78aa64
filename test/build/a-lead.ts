import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";

const someFacts: LeadFacts = {
  name: "Lucía Fernández",
  email: "lucia@florarosa.example",
  company: "Flora Rosa",
  size: 120,
  country: "MX",
  phone: "+52 55 5555 0101",
  role: "Operations director",
  products: ["crm"],
  industry: "retail",
  value: 24000,
  urgency: "this-quarter",
  message: "We want to see how it works with our stores.",
  source: "website",
  language: "es",
};

/** A lead that has just arrived, Monday 2 November 2026 at 15:00 UTC. */
export function aLead(overrides: Partial<Omit<Lead, "facts">> & { facts?: Partial<LeadFacts> } = {}): Lead {
  return {
    id: "lead-1",
    rev: 1,
    status: "new",
    receivedAt: "2026-11-02T15:00:00.000Z",
    submissions: 1,
    offers: [],
    restarts: 0,
    timeline: [],
    ...overrides,
    facts: { ...someFacts, ...overrides.facts },
  };
}

/** A lead that was qualified and scored and now waits for the answer of the rep `ana`. */
export function anOfferedLead(overrides: Parameters<typeof aLead>[0] = {}): Lead {
  return aLead({
    status: "offered",
    policyVersion: 1,
    qualification: { eligible: true, reasons: [], callScript: ["How many stores do you have?"] },
    score: {
      total: 62,
      max: 100,
      dimensions: [
        {
          dimension: "value",
          points: 20,
          max: 30,
          reasons: [
            { because: { en: "A mid-size deal", es: "Un negocio mediano", pt: "Um negócio médio" }, points: 20 },
          ],
        },
        { dimension: "size", points: 12, max: 20, reasons: [{ because: "More than 100 people", points: 12 }] },
      ],
    },
    priority: { level: "warm", reasons: [{ because: "Wants to decide this quarter" }] },
    lane: { lane: "high-touch", because: "Sales-ready" },
    rule: { rule: "Mexico", pools: ["latam-smb"] },
    offers: [
      {
        attempt: 1,
        repId: "ana",
        pool: "latam-smb",
        offeredAt: "2026-11-02T15:00:10.000Z",
        expiresAt: "2026-11-02T15:15:10.000Z",
        remindAt: ["2026-11-02T15:07:40.000Z", "2026-11-02T15:12:10.000Z"],
        reminded: 0,
        linkHashes: [],
      },
    ],
    ...overrides,
  });
}
