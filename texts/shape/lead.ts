import type { LeadFacts, Priority } from "../../routing/lead/lead.ts";

/** How a lead is described to a rep or a manager. */
export interface LeadTexts {
  /** In the order in which a rep reads them. */
  facts: Record<
    | "company"
    | "role"
    | "country"
    | "size"
    | "products"
    | "urgency"
    | "value"
    | "useCase"
    | "industry"
    | "customerType"
    | "history"
    | "language",
    string
  >;
  /** A fact as it was typed, beside its value or in place of it. */
  asWritten: (field: string) => string;
  customerType: Record<NonNullable<LeadFacts["customerType"]>, string>;
  priority: Record<Priority, string>;
  score: (total: number, max: number) => string;
  rule: (rule: string) => string;
  pool: (pool: string) => string;
  wrote: string;
  why: string;
  whyYou: string;
}

/** Apart from the others, since the form needs no more of them. */
export type UrgencyTexts = Record<NonNullable<LeadFacts["urgency"]>, string>;
