import { memoize } from "../conditions/memoize.ts";
import { conditionFacts, type Fact } from "../facts.ts";
import type { FactChange } from "../lead/change.ts";
import { withEvents } from "../lead/events.ts";
import type { Lead, LeadFacts } from "../lead/lead.ts";
import { ownFacts, type WithAttributes } from "../policy/own-attributes.ts";

type Scalar = string | number | boolean;

/** A fact that a change may be about, with the field of a lead that holds it. */
export interface Changeable {
  name: string;
  field: string;
  fact: Fact;
}

const ofTable = conditionFacts.filter(({ fact }) => fact.kind === "choice" || !fact.always);

/**
 * The facts that a change may be about, by name: all that conditions can test, the policy's own among them, except the
 * name, which every lead has as free text.
 */
export const changeableIn = memoize(
  (attributes: WithAttributes["attributes"]): ReadonlyMap<string, Changeable> =>
    new Map([
      ...ofTable.map((fact): [string, Changeable] => [fact.name, fact]),
      ...ownFacts(attributes).map(({ name, fact }): [string, Changeable] => [name, { name, field: name, fact }]),
    ]),
);

/** A value that no condition names, by the kind of fact. */
const other = ({ kind }: Fact): string =>
  kind === "date"
    ? "1999-12-31"
    : kind === "country"
      ? "ZZ"
      : kind === "zone"
        ? "UTC"
        : kind === "phone"
          ? "+1 555 0100"
          : "zzz";
/** The domains of a private mailbox and of an organisation that no condition names. */
const someDomain = { consumer: "gmail.com", company: "zzz.example" };

/** A copy of the lead with one fact changed at `at` (ISO 8601). @throws Error if the attribute is not a changeable fact */
export function withFact(lead: Lead, { attribute, how, to }: FactChange, policy: WithAttributes, at: string): Lead {
  if (attribute === "owner") {
    const { knownOwner: _, ...nobodys } = lead;
    return nobodys;
  }
  if (attribute === "events") {
    const { events = [] } = lead.facts;
    const changed =
      how === "add" ? withEvents(events, [{ event: String(to), at }]) : events.filter(({ event }) => event !== to);
    return { ...lead, facts: { ...lead.facts, events: changed } };
  }
  return { ...lead, facts: { ...lead.facts, ...factsOf(lead.facts, attribute, how, to, policy) } };
}

function factsOf(
  facts: LeadFacts,
  attribute: string,
  how: FactChange["how"],
  to: Scalar = "",
  policy: WithAttributes,
): Partial<LeadFacts> {
  if (attribute === "email_domain") return { email: atDomain(facts.email, String(to)) };
  if (attribute === "consumer_mail") {
    const { consumer, company } = someDomain;
    return { email: atDomain(facts.email, to === true ? consumer : company) };
  }
  const { field, fact } = changeableIn(policy.attributes).get(attribute) ?? {};
  if (!field || !fact) throw new Error(`"${attribute}" is no fact of a lead`);
  if (fact.kind === "list") {
    const items = (facts[field as keyof LeadFacts] ?? []) as string[];
    if (how === "add") return { [field]: [...items, String(to)] };
    return { [field]: how === "drop" ? items.filter((item) => item !== to) : [] };
  }
  const value = how === "unknown" ? undefined : how === "other" ? other(fact) : how === "known" ? 1 : to;
  return { [field]: fact.kind === "country" && typeof value === "string" ? value.toUpperCase() : value };
}

function atDomain(email: string, domain: string): string {
  const name = email.slice(0, Math.max(0, email.lastIndexOf("@")));
  return `${name}@${domain}`;
}
