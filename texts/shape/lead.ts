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
  name: string;
  phone: string;
  message: string;
  /** An earlier lead under another address. */
  samePerson: string;
  /** @param reference the beginning of that lead's id */
  samePersonIs: (name: string, day: string, reference: string) => string;
  /** When a value came that has another one beside it, and when a later one came. */
  knownFirst: (time: string) => string;
  sentLater: (time: string) => string;
  /** A later value, with the earlier one that it replaced. */
  before: (value: string, before: string) => string;
  /** In place of a telephone number, for who may not see it yet. */
  anotherNumber: string;
  /** More came on one day than is kept. @param day in words */
  more: string;
  moreOn: (day: string) => string;
  /** A fact as it was typed, beside its value or in place of it. */
  asWritten: string;
  /** A fact that a stranger claimed, which nothing counts. */
  asClaimed: string;
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
