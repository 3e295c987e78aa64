import { consumerMailDomains } from "./company/consumer-mail.ts";
import type { Attributes, AttributeValue, Condition } from "./conditions/condition.ts";
import { memoize } from "./conditions/memoize.ts";
import { Reading } from "./conditions/reading.ts";
import type { Lead, LeadFacts } from "./lead/lead.ts";
import { seniorityOf } from "./lead/seniority.ts";
import type { Attribute, Policy } from "./policy/policy.ts";
import { conditionsOf } from "./policy/policy-conditions.ts";
import { localTime } from "./time/local-time.ts";

/** The part of an address after its last @, lower case; empty where there is none. */
const emailDomain = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

type Known = Pick<Lead, "facts" | "knownOwner" | "score" | "priority" | "lane">;

/**
 * All that the policy's conditions may ask about this lead at this instant (ISO 8601): the form's and the providers'
 * facts, its territories and what was decided so far, in an object of its own for each call. What costs to find out is
 * found out only if a condition asks.
 */
export function attributesOf(
  { facts, knownOwner, score, priority, lane }: Known,
  policy: Policy,
  at: string,
): Attributes {
  const before = ofFacts.get(facts);
  const made =
    before?.policy === policy && before.at === at
      ? before
      : { policy, at, attributes: factAttributes(facts, policy, at) };
  if (made !== before) ofFacts.set(facts, made);
  return {
    ...made.attributes,
    owner: knownOwner?.repId,
    owner_by: knownOwner?.because,
    score: score?.total,
    priority: priority?.level,
    lane: lane?.lane,
  };
}

/** What was last made of a lead's facts: gates, points, priority, lane and rules ask one after the other. */
const ofFacts = new WeakMap<LeadFacts, { policy: Policy; at: string; attributes: Attributes }>();

function factAttributes(facts: LeadFacts, policy: Policy, at: string): Attributes {
  const asked = askedBy(policy);
  const domain = emailDomain(facts.email);
  const time = asked.has("local_hour") || asked.has("working_time") ? localTime(facts.timeZone, at) : undefined;
  const attributes: Record<Attribute, AttributeValue> = {
    local_hour: time?.local_hour,
    working_time: time?.working_time,
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
    seniority: asked.has("seniority") ? seniorityOf(facts.role, policy.seniority) : undefined,
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
    territory: undefined,
    owner: undefined,
    owner_by: undefined,
    score: undefined,
    priority: undefined,
    lane: undefined,
  };
  // A territory is a matter of facts, so its condition sees neither other territories nor what was decided.
  if (asked.has("territory")) attributes.territory = territoriesOf(attributes, policy);
  return attributes;
}

function territoriesOf(facts: Attributes, policy: Policy): string[] {
  const { territories } = conditionsOf(policy);
  const reading = new Reading(facts);
  return Object.keys(policy.territories).filter((_, place) => territories.holds(place, reading));
}

/** The attributes that some condition, band or question of the policy asks about. */
const askedBy = memoize((policy: Policy): ReadonlySet<string> => {
  const asked = new Set<string>(policy.qualification.ask.map(({ missing }) => missing));
  const read = (condition: Condition): void => {
    for (const [key, test] of Object.entries(condition)) {
      if (test === undefined) continue;
      if (key === "any" || key === "all") for (const part of test as Condition[]) read(part);
      else if (key === "not") read(test as Condition);
      else asked.add(key);
    }
  };
  for (const condition of Object.values(policy.territories)) read(condition);
  for (const { points, bands } of policy.score) {
    for (const { when } of points) read(when);
    if (bands) asked.add(bands.of);
  }
  for (const { when } of policy.qualification.reject) read(when);
  for (const { when } of policy.priority) read(when);
  for (const { when } of policy.lanes) read(when);
  for (const { when } of policy.rules) read(when);
  return asked;
});
