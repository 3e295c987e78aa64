import { conditionFacts } from "../facts.ts";
import type { Attribute } from "../policy/attribute.ts";

/**
 * Which attributes an explanation to a rep may name: those that the form or a look-up may have wrong, so that somebody
 * who talks to the lead can verify and correct them. Who the person is, how they came and what they wrote is as it is,
 * and what is derived changes with the facts that it comes from. Explanations to operators name every attribute.
 */
export const verifiable: ReadonlySet<string> = new Set<Attribute>([
  ...conditionFacts.flatMap(({ name, fact }) => (fact.asIs ? [] : [name])),
  ...(["owner", "owner_by"] as const),
]);
