import type { Lead } from "../../routing/lead/lead.ts";
import { assigned, begun, type Onboarding, welcomed } from "../../routing/onboarding/onboarding.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { anOfferedLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";

/** Monday 2 November 2026, 9 o'clock in Mexico City. */
export const wonAt = "2026-11-02T15:00:00.000Z";
/** So many days after the win. */
export const day = (days: number): string => new Date(Date.parse(wonAt) + days * 86_400_000).toISOString();

/** A plan of a call within three days and two milestones, at two and at six weeks. */
export const plan = {
  pool: "success",
  call: { within: "3d" },
  steps: [
    { name: { en: "First invoice", es: "Primera factura", pt: "Primeira nota" }, after: "14d", tell: "customer" },
    {
      ...{ name: "The whole team works with it", after: "42d" },
      mail: { subject: "All of you are in", text: "Everybody works with it now." },
    },
  ],
} as const;

export const aPlanningPolicy = (overrides: Parameters<typeof aPolicy>[0] = {}): Policy =>
  aPolicy({
    pools: { "latam-smb": { manager: "marta" }, success: { manager: "marta" } },
    onboarding: plan,
    ...overrides,
  });

/** A lead that Ana won. */
export function aWonLead(overrides: Partial<Lead> = {}): Lead {
  const [offer] = anOfferedLead().offers;
  return anOfferedLead({
    status: "closed",
    ownerId: "ana",
    acceptedAt: wonAt,
    introducedAt: wonAt,
    companyKey: "florarosa.example",
    closed: { outcome: "won", at: wonAt, by: "ana", value: 24000 },
    offers: [{ ...(offer as Lead["offers"][number]), outcome: "accepted" }],
    ...overrides,
  });
}

/** The customer of that lead, whom Carla has. */
export function aCustomer(overrides: Partial<Onboarding> = {}, policy = aPlanningPolicy()): Onboarding {
  if (!policy.onboarding) throw new Error("the policy plans nothing");
  const mine = assigned(begun("lead-1", wonAt), { repId: "carla", held: { points: 1 } }, policy.onboarding, 1, wonAt);
  return { ...(welcomed(mine, wonAt) as Onboarding), ...overrides };
}
