import type { Condition } from "../conditions/condition.ts";
import { memoize } from "../conditions/memoize.ts";
import { conditionFacts } from "../facts.ts";
import type { Lead } from "../lead/lead.ts";
import { type Attribute, ofLeadsClock } from "../policy/attribute.ts";
import { ownValue } from "../policy/own-attributes.ts";
import type { Policy } from "../policy/policy.ts";

/** What a derived attribute is made of. */
const madeOf: Partial<Record<string, Attribute>> = {
  seniority: "role",
  ...Object.fromEntries([...ofLeadsClock].map((name) => [name, "time_zone"] as const)),
  consumer_mail: "email_domain",
};

/** The attributes that a condition tests, at any depth. */
const testedIn = ({ any = [], all = [], not, ...tests }: Condition): string[] => [
  ...Object.keys(tests),
  ...[...any, ...all, ...(not ? [not] : [])].flatMap(testedIn),
];

/** What any condition or band of a policy tests, or what that is made of. */
const testedBy = memoize(({ territories, qualification, score, priority, lanes, rules }: Policy): Set<string> => {
  const lines = [...qualification.reject, ...score.flatMap(({ points }) => points), ...priority, ...lanes, ...rules];
  const conditions = [...Object.values(territories), ...lines.map(({ when }) => when)];
  const names = [...conditions.flatMap(testedIn), ...score.flatMap(({ bands }) => bands?.of ?? [])];
  return new Set(names.map((name) => madeOf[name] ?? name));
});

/**
 * The kinds of facts that had a part in what was decided about a lead: those that the policy's rules ask for and that are
 * known, in the order of the table of facts. It is what may be told to the lead's person; what each was worth is not.
 */
export function considered({ facts }: Lead, policy: Policy): string[] {
  const tested = testedBy(policy);
  const did = policy.score.some(({ behaviour }) =>
    behaviour.some(({ event }) => facts.events?.some((one) => one.event === event)),
  );
  return [
    ...(tested.has("email_domain") ? (["email_domain"] as const) : []),
    ...conditionFacts.flatMap(({ name, field }) => (tested.has(name) && facts[field] !== undefined ? [name] : [])),
    ...(did ? ["events"] : []),
    ...Object.keys(policy.attributes).filter((name) => tested.has(name) && ownValue(facts, name) !== undefined),
  ];
}
