import { type Attributes, evaluate } from "./condition.ts";
import { consumerMailDomains } from "./consumer-mail.ts";
import type { Lead, LeadFacts } from "./lead.ts";
import type { Policy } from "./policy.ts";

/** The part of an address after its last @, lower case; empty where there is none. */
const emailDomain = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

function factAttributes(facts: LeadFacts): Attributes {
  const domain = emailDomain(facts.email);
  return {
    name: facts.name,
    email_domain: domain,
    consumer_mail: consumerMailDomains.has(domain),
    company: facts.company,
    size: facts.size,
    country: facts.country,
    region: facts.region,
    phone: facts.phone,
    role: facts.role,
    products: facts.products,
    use_case: facts.useCase,
    industry: facts.industry,
    value: facts.value,
    urgency: facts.urgency,
    customer_type: facts.customerType ?? "new",
    engagement: facts.engagement,
    message: facts.message,
    source: facts.source,
    campaign: facts.campaign,
    language: facts.language,
  };
}

/** All that conditions may ask about this lead: the form's facts, its territories and what was decided so far. */
export function attributesOf(lead: Pick<Lead, "facts" | "score" | "priority" | "lane">, policy: Policy): Attributes {
  const facts = factAttributes(lead.facts);
  const territory = Object.keys(policy.territories).filter((name) => {
    const condition = policy.territories[name];
    return condition !== undefined && evaluate(condition, facts).holds;
  });
  return {
    ...facts,
    territory,
    score: lead.score?.total,
    priority: lead.priority?.level,
    lane: lead.lane?.lane,
  };
}
