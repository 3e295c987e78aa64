import type { Attribute, AttributeOf, ChoiceOf } from "../../routing/policy/attribute.ts";

/** What each attribute is called in a sentence, with its article: "the country", "el país". */
export const nouns = {
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
  weekday: "the day of the week at the lead's place",
  office_hour: "the hour in the office",
  office_weekday: "the day of the week in the office",
  received: "the time when it came",
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
  stage: "the stage",
  owner_by: "the tie to the owner",
  engagement: "the number of interactions",
  events: "what the person did",
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
} satisfies Record<Attribute | "events", string>;

/** The attributes that are true or false, as the whole clause of each. */
export const truths = {
  consumer_mail: {
    true: "the e-mail address belongs to a public mail service",
    false: "the e-mail address does not belong to a public mail service",
  },
  working_time: {
    true: "it is working time at the lead's place",
    false: "it is not working time at the lead's place",
  },
} satisfies Record<AttributeOf<"truth">, Record<"true" | "false", string>>;

const weekdays = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

/** What the values of the attributes with fixed choices are called, languages apart, whose names Intl knows. */
export const choices = {
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
  weekday: weekdays,
  office_weekday: weekdays,
  received: { "office-hours": "in office hours", "after-hours": "after hours" },
  stage: { first: "the first", qualified: "qualified by its rep" },
  owner_by: { account: "the account", opportunity: "the opportunity", colleague: "a colleague's lead" },
  priority: { hot: "hot", warm: "warm", cold: "cold" },
} satisfies { [Name in Exclude<AttributeOf<"choice">, "language">]: Record<ChoiceOf<Name>, string> };
