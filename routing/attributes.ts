import { type Attributes, evaluate } from "./condition.ts";
import { consumerMailDomains } from "./consumer-mail.ts";
import type { Lead, LeadFacts } from "./lead.ts";
import { localTime } from "./local-time.ts";
import type { Policy } from "./policy.ts";
import { seniorityOf } from "./seniority.ts";

/** The part of an address after its last @, lower case; empty where there is none. */
const emailDomain = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

function factAttributes(facts: LeadFacts, policy: Policy, at: string): Attributes {
  const domain = emailDomain(facts.email);
  return {
    ...localTime(facts.timeZone, at),
    name: facts.name,
    email_domain: domain,
    consumer_mail: consumerMailDomains.has(domain),
    company: facts.company,
    size: facts.size,
    country: facts.country,
    region: facts.region,
    city: facts.city,
    postal_code: facts.postalCode,
    time_zone: facts.timeZone,
    phone: facts.phone,
    role: facts.role,
    seniority: seniorityOf(facts.role, policy.seniority),
    products: facts.products,
    use_case: facts.useCase,
    industry: facts.industry,
    value: facts.value,
    revenue: facts.revenue,
    urgency: facts.urgency,
    customer_type: facts.customerType ?? "new",
    engagement: facts.engagement,
    message: facts.message,
    source: facts.source,
    campaign: facts.campaign,
    language: facts.language,
  };
}

type Known = Pick<Lead, "facts" | "knownOwner" | "score" | "priority" | "lane">;

/**
 * All that conditions may ask about this lead at this instant (ISO 8601): the form's and the providers' facts, its
 * territories and what was decided so far.
 */
export function attributesOf(lead: Known, policy: Policy, at: string): Attributes {
  const facts = factAttributes(lead.facts, policy, at);
  const territory = Object.keys(policy.territories).filter((name) => {
    const condition = policy.territories[name];
    return condition !== undefined && evaluate(condition, facts).holds;
  });
  return {
    ...facts,
    territory,
    owner: lead.knownOwner?.repId,
    owner_by: lead.knownOwner?.because,
    score: lead.score?.total,
    priority: lead.priority?.level,
    lane: lead.lane?.lane,
  };
}
