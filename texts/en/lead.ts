import type { LeadTexts, UrgencyTexts } from "../shape/lead.ts";

export const lead: LeadTexts = {
  facts: {
    company: "Organization",
    role: "Position",
    country: "Country",
    size: "People",
    products: "Interested in",
    urgency: "Needed",
    value: "Yearly value",
    useCase: "Use",
    industry: "Industry",
    customerType: "Relation",
    history: "History",
    language: "Language",
  },
  name: "Name",
  phone: "Telephone",
  message: "Message",
  dated: (field, time) => `${field}, ${time}`,
  before: (value, before) => `${value} (before: ${before})`,
  anotherNumber: "Another number; you see it when you accept",
  more: "More submissions",
  moreOn: (day) => `More came on ${day} than is kept`,
  asWritten: (field) => `${field} (as written)`,
  asClaimed: (field) => `${field} (as claimed, not checked)`,
  customerType: { new: "New", customer: "Customer already", former: "Former customer" },
  priority: { hot: "Hot", warm: "Warm", cold: "Cold" },
  score: (total, max) => `Score: ${total} of ${max} points`,
  rule: (rule) => `Rule: ${rule}`,
  pool: (pool) => `Group: ${pool}`,
  wrote: "Their message",
  why: "Why this lead",
  whyYou: "Why you",
};

export const urgencies: UrgencyTexts = {
  now: "Now",
  "this-quarter": "This quarter",
  "this-year": "This year",
  exploring: "Just exploring",
};
