import { conditionFacts } from "../facts.ts";
import type { Attribute } from "../policy/attribute.ts";

/**
 * The attributes that an explanation to a rep may name: those whose value can be wrong, and that a rep who talks to the
 * lead can check and correct. Left out are facts marked `verifiable: false` and derived attributes, which change only
 * with the facts they are derived from. Explanations to operators name every attribute.
 */
export const verifiable: ReadonlySet<string> = new Set<Attribute>([
  ...conditionFacts.flatMap(({ name, fact }) => (fact.verifiable === false ? [] : [name])),
  ...(["owner", "owner_by"] as const),
]);
