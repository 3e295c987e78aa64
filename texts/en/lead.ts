/** How a lead is described to a rep or a manager. */
export const lead = {
  /** In the order in which a rep reads them. */
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
    events: "Activity",
    history: "History",
    language: "Language",
  },
  /** Facts that a rep reads only where they were sent later. */
  others: {
    region: "Region",
    city: "City",
    postalCode: "Postal code",
    revenue: "Yearly revenue",
    engagement: "Interactions",
  },
  name: "Name",
  phone: "Phone",
  message: "Message",
  /** An earlier lead under another address. */
  samePerson: "Perhaps the same person",
  /** @param reference the beginning of that lead's id */
  samePersonIs: (name: string, day: string, reference: string) =>
    `${name}, who wrote on ${day} from another address (lead ${reference})`,
  /** @param products what they asked for then; may be empty @param reference the beginning of the id of the lead that was won */
  customerSince: (month: string, products: string, reference: string) =>
    `Customer since ${month}${products && `: ${products}`} (lead ${reference})`,
  /** When a value came that has another one beside it, and when a later one came. */
  knownFirst: (time: string) => `known first, ${time}`,
  sentLater: (time: string) => `sent later, ${time}`,
  /** The person said it on their own page. */
  ownWord: (time: string) => `their own word, ${time}`,
  /** In place of a value that the person removed. */
  removed: "Removed by them",
  /** A later value, with the earlier one that it replaced. */
  before: (value: string, before: string) => `${value} (before: ${before})`,
  /** In place of a telephone number, for who may not see it yet. */
  anotherNumber: "Another number, for whoever has the lead",
  /** More came on one day than is kept. @param day in words */
  more: "More submissions",
  moreOn: (day: string) => `More came on ${day}, held until a manager has looked at them`,
  /** A fact as it was typed, beside its value or in place of it. */
  asWritten: "as written",
  /** A fact that a stranger claimed, which nothing counts. */
  asClaimed: "as claimed, not checked",
  customerType: { new: "New", customer: "Customer already", former: "Former customer" },
  priority: { hot: "Hot", warm: "Warm", cold: "Cold" },
  score: (total: number, max: number) => `Score: ${total} of ${max} points`,
  rule: (rule: string) => `Rule: ${rule}`,
  pool: (pool: string) => `Group: ${pool}`,
  wrote: "Their message",
  why: "Why this lead",
  whyYou: "Why you",
};

/** Apart from the others, since the form needs no more of them. */
export const urgencies = {
  now: "Now",
  "this-quarter": "This quarter",
  "this-year": "This year",
  exploring: "Just exploring",
};
