import { Policy } from "../../routing/policy/policy.ts";

/** A small policy as its YAML would be read: one pool, three lanes, five dimensions. */
export function aPolicy(overrides: Partial<Parameters<typeof Policy.parse>[0] & object> = {}): Policy {
  return Policy.parse({
    turno: 1,
    name: "Andina Cloud",
    currency: "USD",
    form: {
      products: [
        { id: "crm", name: { en: "CRM", es: "CRM", pt: "CRM" } },
        { id: "billing", name: { en: "Billing", es: "Facturación", pt: "Faturamento" } },
      ],
      privacy_url: "https://andina.example/privacy",
    },
    territories: { mexico: { country: "MX" }, brazil: { country: "BR" } },
    qualification: {
      reject: [
        {
          gate: "Nobody to call",
          when: { consumer_mail: true, company: { known: false } },
          because: "A private address and no company",
        },
      ],
      ask: [{ missing: "size", ask: "How many people work there?" }],
    },
    score: [
      {
        dimension: "value",
        max: 30,
        points: [{ when: { value: { at_least: 20000 } }, give: 20, because: "A mid-size deal" }],
      },
      {
        dimension: "geography",
        max: 10,
        points: [{ when: { territory: ["mexico", "brazil"] }, give: 10, because: "A main market" }],
      },
      {
        dimension: "size",
        max: 20,
        points: [{ when: { size: { at_least: 100 } }, give: 12, because: "More than 100 people" }],
      },
    ],
    priority: [{ priority: "hot", when: { urgency: "now" }, because: "Wants it now" }],
    lanes: [
      { lane: "nurture", when: { score: { below: 10 } }, action: "nurture", because: "Not ready to buy" },
      { lane: "high-touch", when: {}, action: "route", because: "Sales-ready" },
    ],
    rules: [{ rule: "Mexico", when: { territory: "mexico" }, pools: ["latam-smb"] }],
    otherwise: { pools: ["latam-smb"] },
    pools: { "latam-smb": { manager: "marta" } },
    sla: {
      hot: { answer: "5m", first_contact: "15m" },
      warm: { answer: "15m", first_contact: "1h" },
      cold: { answer: "1h", first_contact: "4h" },
    },
    self_service_url: "https://andina.example/start",
    references: [{ industry: "retail", company: "Tiendas Sol", text: "Opened 40 stores with us." }],
    ...overrides,
  });
}
