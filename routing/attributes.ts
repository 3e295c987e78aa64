import { isConsumerMail } from "./company/consumer-mail.ts";
import { AttributeReader } from "./conditions/attribute-reader.ts";
import { type Attributes, type AttributeValue, type Condition, regionCodes } from "./conditions/condition.ts";
import { ageOf, dayNumber, numberOf } from "./conditions/day-operators.ts";
import { memoize } from "./conditions/memoize.ts";
import { type ConditionFact, conditionFacts, type Field } from "./facts.ts";
import type { Lead, LeadFacts } from "./lead/lead.ts";
import { regionOf, withinOf } from "./lead/read-region.ts";
import { seniorityOf } from "./lead/seniority.ts";
import { attributeNames, ofLeadsClock, ofOffice } from "./policy/attribute.ts";
import { ownValue } from "./policy/own-attributes.ts";
import type { Policy } from "./policy/policy.ts";
import { conditionsOf } from "./policy/policy-conditions.ts";
import { localTime } from "./time/local-time.ts";
import { isOpen } from "./time/office.ts";

/** The part of an address after its last @, lower case; the whole text where there is no @. */
const emailDomain = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

type Known = Pick<Lead, "facts" | "knownOwner" | "score" | "priority" | "lane" | "stage"> &
  Partial<Pick<Lead, "receivedAt">>;

/**
 * The attributes of a lead that the policy's conditions can test, at the instant `at` (ISO 8601): its facts, what is
 * derived from them, its territories, and what was decided so far. Each call returns a new object. Attributes that are
 * expensive to derive (local time, seniority, territories) are left out when no condition tests them.
 */
export function attributesOf(
  { facts, knownOwner, score, priority, lane, stage, receivedAt }: Known,
  policy: Policy,
  at: string,
): Attributes {
  const before = derivedFrom.get(facts);
  const derived =
    before?.policy === policy && before.at === at
      ? before
      : { policy, at, attributes: factAttributes(facts, policy, at) };
  if (derived !== before) derivedFrom.set(facts, derived);
  return {
    ...derived.attributes,
    received: receivedAt === undefined ? undefined : receivedIn(policy, receivedAt),
    owner: knownOwner?.repId,
    owner_by: knownOwner?.because,
    stage: stage ?? "first",
    score: score?.total,
    priority: priority?.level,
    lane: lane?.lane,
  };
}

/** The attributes last derived from a lead's facts: gates, score, priority, lanes and rules need the same ones in turn. */
const derivedFrom = new WeakMap<LeadFacts, { policy: Policy; at: string; attributes: Attributes }>();

/** Every attribute, all undefined. Copies of it give all leads one object shape, which engines read fastest. */
const allUnknown = memoize((policy: Policy) => {
  const own = Object.keys(policy.attributes);
  const days = own.filter((name) => policy.attributes[name]?.kind === "date");
  const numbers = days.flatMap((name) => [numberOf(name), ageOf(name)]);
  return { attributes: withKeys<string>([...attributeNames, regionCodes, ...own, ...numbers]), own, days };
});
const names = conditionFacts.map(({ name }) => name);
const fields = conditionFacts.map(({ field }) => field);
/** The facts that have a default value, for leads in which they are unknown. */
const defaults = conditionFacts.flatMap(({ name, fact }) =>
  fact.kind === "choice" && fact.otherwise !== undefined ? [{ name, otherwise: fact.otherwise }] : [],
);

/** An object with these keys, all undefined. It is parsed from JSON, since engines store such objects like literals. */
function withKeys<Name extends string>(names: readonly Name[]): Record<Name, AttributeValue> {
  const made = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join()}}`);
  for (const name of names) made[name] = undefined;
  return made;
}

function factAttributes(facts: LeadFacts, policy: Policy, at: string): Attributes {
  const used = attributesUsedBy(policy);
  const domain = emailDomain(facts.email);
  const time = usesAny(used, ofLeadsClock) ? localTime(facts.timeZone, at) : undefined;
  const office = usesAny(used, ofOffice) ? localTime(policy.office?.time_zone, at) : undefined;
  const { attributes, own, days } = allUnknown(policy);
  const found = { ...attributes };
  for (let n = 0; n < names.length; n++) found[names[n] as ConditionFact] = facts[fields[n] as Field<ConditionFact>];
  for (let n = 0; n < own.length; n++) found[own[n] as string] = ownValue(facts, own[n] as string);
  for (let n = 0; n < days.length; n++) {
    const name = days[n] as string;
    const day = found[name];
    if (typeof day !== "string") continue;
    const number = dayNumber(day);
    found[numberOf(name)] = number;
    found[ageOf(name)] = dayNumber(at) - number;
  }
  for (const { name, otherwise } of defaults) found[name] ??= otherwise;
  found.email_domain = domain;
  found.consumer_mail = isConsumerMail(domain, policy);
  found.local_hour = time?.local_hour;
  found.weekday = time?.weekday;
  found.working_time = time?.working_time;
  found.office_hour = office?.local_hour;
  found.office_weekday = office?.weekday;
  if (used.has("region")) found[regionCodes] = codesOf(facts, policy);
  if (used.has("seniority")) found.seniority = seniorityOf(facts.role, policy.seniority);
  // A territory depends on facts alone, so its condition sees neither other territories nor what was decided.
  if (used.has("territory")) found.territory = territoriesOf(found, policy);
  return found;
}

/** The codes of the lead's region and of what that lies in, and the region as it was written. */
function codesOf({ region, country }: LeadFacts, { region_tables: tables }: Policy): AttributeValue {
  if (region === undefined) return undefined;
  const code = regionOf(region, country, tables);
  return [...(code === undefined ? [] : withinOf(code, tables)), region];
}

const usesAny = (used: ReadonlySet<string>, names: ReadonlySet<string>): boolean =>
  [...names].some((name) => used.has(name));

function receivedIn(policy: Policy, at: string): AttributeValue {
  if (!policy.office || !attributesUsedBy(policy).has("received")) return undefined;
  return isOpen(policy.office, at) ? "office-hours" : "after-hours";
}

function territoriesOf(facts: Attributes, policy: Policy): string[] {
  const { territories } = conditionsOf(policy);
  const reading = new AttributeReader(facts);
  return Object.keys(policy.territories).filter((_, place) => territories.holds(place, reading));
}

/** The attributes that some condition, band or question of the policy uses. */
const attributesUsedBy = memoize((policy: Policy): ReadonlySet<string> => {
  const used = new Set<string>(policy.qualification.ask.map(({ missing }) => missing));
  const read = (condition: Condition): void => {
    for (const [key, test] of Object.entries(condition)) {
      if (test === undefined) continue;
      if (key === "any" || key === "all") for (const part of test as Condition[]) read(part);
      else if (key === "not") read(test as Condition);
      else used.add(key);
    }
  };
  for (const condition of Object.values(policy.territories)) read(condition);
  for (const { points, bands } of policy.score) {
    for (const { when } of points) read(when);
    if (bands) used.add(bands.of);
  }
  for (const { when } of policy.qualification.reject) read(when);
  for (const { when } of policy.priority) read(when);
  for (const { when } of policy.lanes) read(when);
  for (const { when } of policy.rules) read(when);
  return used;
});
