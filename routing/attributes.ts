import { consumerMailDomains } from "./company/consumer-mail.ts";
import { AttributeReader } from "./conditions/attribute-reader.ts";
import type { Attributes, AttributeValue, Condition } from "./conditions/condition.ts";
import { memoize } from "./conditions/memoize.ts";
import { type ConditionFact, conditionFacts, type Field } from "./facts.ts";
import type { Lead, LeadFacts } from "./lead/lead.ts";
import { seniorityOf } from "./lead/seniority.ts";
import { type Attribute, attributeNames } from "./policy/attribute.ts";
import type { Policy } from "./policy/policy.ts";
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

/** Every attribute, none of them known: a copy of it has the same shape for all leads, which is quick to read. */
const unknown: Record<Attribute, AttributeValue> = parsed(attributeNames);
const names = conditionFacts.map(({ name }) => name);
const fields = conditionFacts.map(({ field }) => field);
/** What a lead counts as of whom a fact is not known. */
const assumed = conditionFacts.flatMap(({ name, fact }) =>
  fact.kind === "choice" && fact.otherwise !== undefined ? [{ name, otherwise: fact.otherwise }] : [],
);

/** An object with these keys. Parsed, since engines lay parsed objects out as those of a literal, in one piece. */
function parsed<Name extends string>(names: readonly Name[]): Record<Name, AttributeValue> {
  const made = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join()}}`);
  for (const name of names) made[name] = undefined;
  return made;
}

function factAttributes(facts: LeadFacts, policy: Policy, at: string): Attributes {
  const asks = askedBy(policy);
  const domain = emailDomain(facts.email);
  const time = asks.has("local_hour") || asks.has("working_time") ? localTime(facts.timeZone, at) : undefined;
  const found = { ...unknown };
  for (let n = 0; n < names.length; n++) found[names[n] as ConditionFact] = facts[fields[n] as Field<ConditionFact>];
  for (const { name, otherwise } of assumed) found[name] ??= otherwise;
  found.email_domain = domain;
  found.consumer_mail = consumerMailDomains.has(domain);
  found.local_hour = time?.local_hour;
  found.working_time = time?.working_time;
  if (asks.has("seniority")) found.seniority = seniorityOf(facts.role, policy.seniority);
  // A territory is a matter of facts, so its condition sees neither other territories nor what was decided.
  if (asks.has("territory")) found.territory = territoriesOf(found, policy);
  return found;
}

function territoriesOf(facts: Attributes, policy: Policy): string[] {
  const { territories } = conditionsOf(policy);
  const reading = new AttributeReader(facts);
  return Object.keys(policy.territories).filter((_, place) => territories.holds(place, reading));
}

/** The attributes that some condition, band or question of the policy asks about. */
const askedBy = memoize((policy: Policy): ReadonlySet<string> => {
  const conditionFacts = new Set<string>(policy.qualification.ask.map(({ missing }) => missing));
  const read = (condition: Condition): void => {
    for (const [key, test] of Object.entries(condition)) {
      if (test === undefined) continue;
      if (key === "any" || key === "all") for (const part of test as Condition[]) read(part);
      else if (key === "not") read(test as Condition);
      else conditionFacts.add(key);
    }
  };
  for (const condition of Object.values(policy.territories)) read(condition);
  for (const { points, bands } of policy.score) {
    for (const { when } of points) read(when);
    if (bands) conditionFacts.add(bands.of);
  }
  for (const { when } of policy.qualification.reject) read(when);
  for (const { when } of policy.priority) read(when);
  for (const { when } of policy.lanes) read(when);
  for (const { when } of policy.rules) read(when);
  return conditionFacts;
});
