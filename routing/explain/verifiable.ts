import type { Attribute } from "../policy/policy.ts";

/**
 * Which attributes an explanation to a rep may name: those that the form or a look-up may have wrong, so that somebody
 * who talks to the lead can verify and correct them. Who the person is, how they came and what they wrote is as it is,
 * and what is derived changes with the facts that it comes from. Explanations to operators name every attribute.
 */
export const verifiable: Readonly<Record<Attribute, boolean>> = {
  size: true,
  country: true,
  region: true,
  city: true,
  postal_code: true,
  time_zone: true,
  role: true,
  products: true,
  use_case: true,
  industry: true,
  value: true,
  revenue: true,
  urgency: true,
  customer_type: true,
  owner: true,
  owner_by: true,
  name: false,
  email_domain: false,
  consumer_mail: false,
  company: false,
  phone: false,
  engagement: false,
  message: false,
  source: false,
  campaign: false,
  language: false,
  local_hour: false,
  working_time: false,
  seniority: false,
  territory: false,
  score: false,
  priority: false,
  lane: false,
};
