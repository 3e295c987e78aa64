import { type JSONValue, search } from "@jmespath-community/jmespath";
import type { CompanyFacts } from "../../routing/enrich.ts";
import { type Fact, factTable, fieldOf, isNumber, type OwnFact } from "../../routing/facts.ts";
import { readFact } from "../../routing/lead/read-facts.ts";

/**
 * The facts that expressions (JMESPath, https://jmespath.site) find in an answer. Nobody vouches for the answer: what
 * is not of the fact's type, too long or too large, is left out, and so is a count of nothing, by which services say
 * that they do not know.
 * @throws when an expression does not apply to the answer, such as a function to a value of another type
 */
export function mappedFacts(
  map: Readonly<Partial<Record<string, string>>>,
  answer: unknown,
  own: readonly OwnFact[],
): CompanyFacts {
  const found = Object.entries(map).flatMap(([name, expression]) => {
    const inPolicy = own.find((one) => one.name === name)?.fact;
    const fact: Fact | undefined = inPolicy ?? factTable[name as keyof typeof factTable];
    if (!fact || expression === undefined) return [];
    const value = search(answer as JSONValue, expression);
    if (!isOfType(fact, value) || (fact.kind === "count" && value === 0)) return [];
    const read = readFact(fact, value);
    return read.kind === "read" ? [[inPolicy ? name : fieldOf(name), read.value]] : [];
  });
  return Object.fromEntries(found) as CompanyFacts;
}

const isOfType = (fact: Fact, value: unknown): boolean =>
  isNumber(fact)
    ? typeof value === "number" || typeof value === "string"
    : fact.kind === "list"
      ? Array.isArray(value)
      : typeof value === "string" || (fact.kind === "truth" && typeof value === "boolean");
