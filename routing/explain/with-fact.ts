import type { FactChange } from "../lead/change.ts";
import { customerTypes, type Lead, type LeadFacts, locales, urgencies } from "../lead/lead.ts";

type Scalar = string | number | boolean;

/** The facts that are numbers, by the attribute that conditions ask for. */
export const numbers = { size: "size", value: "value", revenue: "revenue", engagement: "engagement" } as const;
/** The facts that are texts. */
export const texts = {
  company: "company",
  country: "country",
  region: "region",
  city: "city",
  postal_code: "postalCode",
  time_zone: "timeZone",
  phone: "phone",
  role: "role",
  use_case: "useCase",
  industry: "industry",
  message: "message",
  source: "source",
  campaign: "campaign",
} as const satisfies Record<string, keyof LeadFacts>;
/** The facts with a few values. */
export const choices = {
  urgency: { fact: "urgency", values: urgencies },
  customer_type: { fact: "customerType", values: customerTypes },
  language: { fact: "language", values: locales },
} as const;

/** Stands for a value that no condition names. */
const others: Readonly<Record<string, string>> = { country: "ZZ", time_zone: "UTC", phone: "+1 555 0100" };
const other = (attribute: string): string => others[attribute] ?? "zzz";
/** A private mailbox, and one of an organisation that no condition names. */
const someDomain = { consumer: "gmail.com", company: "zzz.example" };

/** The lead as it would be with this one change. */
export function withFact(lead: Lead, { attribute, how, to }: FactChange): Lead {
  if (attribute === "owner") {
    const { knownOwner: _, ...nobodys } = lead;
    return nobodys;
  }
  return { ...lead, facts: { ...lead.facts, ...factsOf(lead.facts, attribute, how, to) } };
}

function factsOf(facts: LeadFacts, attribute: string, how: FactChange["how"], to: Scalar = ""): Partial<LeadFacts> {
  if (attribute === "email_domain") return { email: atDomain(facts.email, String(to)) };
  if (attribute === "consumer_mail") {
    const { consumer, company } = someDomain;
    return { email: atDomain(facts.email, to === true ? consumer : company) };
  }
  if (attribute === "products") {
    const products = facts.products ?? [];
    if (how === "add") return { products: [...products, String(to)] };
    return { products: how === "drop" ? products.filter((product) => product !== to) : [] };
  }
  const fact = factOf(attribute);
  if (!fact) throw new Error(`"${attribute}" is no fact of a lead`);
  const value = how === "unknown" ? undefined : how === "other" ? other(attribute) : how === "known" ? 1 : to;
  return { [fact]: attribute === "country" && typeof value === "string" ? value.toUpperCase() : value };
}

function factOf(attribute: string): keyof LeadFacts | undefined {
  if (attribute in numbers) return numbers[attribute as keyof typeof numbers];
  if (attribute in choices) return choices[attribute as keyof typeof choices].fact;
  return texts[attribute as keyof typeof texts];
}

function atDomain(email: string, domain: string): string {
  const name = email.slice(0, Math.max(0, email.lastIndexOf("@")));
  return `${name}@${domain}`;
}
