import type { AttributeNouns, ChoiceWords, TruthClauses } from "../shape/attributes.ts";

export const nouns: AttributeNouns = {
  email_domain: "the e-mail domain",
  consumer_mail: "the kind of e-mail address",
  company: "the organization",
  size: "the number of people",
  country: "the country",
  region: "the region",
  city: "the city",
  postal_code: "the postal code",
  time_zone: "the time zone",
  local_hour: "the hour at the lead's place",
  working_time: "the working time at the lead's place",
  role: "the position",
  seniority: "the level of the position",
  products: "the products of interest",
  use_case: "the use case",
  industry: "the industry",
  value: "the yearly value",
  revenue: "the organization's yearly revenue",
  urgency: "the time frame",
  customer_type: "the relation with us",
  owner: "the owner",
  owner_by: "the tie to the owner",
  engagement: "the number of interactions",
  message: "the message",
  name: "the person's name",
  phone: "the phone number",
  source: "the source",
  campaign: "the campaign",
  language: "the language",
  territory: "the territory",
  score: "the score",
  priority: "the priority",
  lane: "the lane",
};

export const truths: TruthClauses = {
  consumer_mail: {
    true: "the e-mail address belongs to a public mail service",
    false: "the e-mail address does not belong to a public mail service",
  },
  working_time: {
    true: "it is working time at the lead's place",
    false: "it is not working time at the lead's place",
  },
};

export const choices: ChoiceWords = {
  urgency: { now: "now", "this-quarter": "this quarter", "this-year": "this year", exploring: "only exploring" },
  customer_type: { new: "new", customer: "customer", former: "former customer" },
  seniority: {
    owner: "owner",
    executive: "executive",
    director: "director",
    manager: "manager",
    specialist: "specialist",
    other: "other",
  },
  owner_by: { account: "the account", colleague: "a colleague's lead" },
  priority: { hot: "hot", warm: "warm", cold: "cold" },
};
