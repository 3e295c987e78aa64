import { type Fact, isNumber, submittedFacts } from "../../routing/facts.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { mentionedIn } from "../../routing/policy/policy-values.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { ownChoices, ownLabel } from "../../texts/own-words.ts";
import { valueWords } from "../../texts/value-words.ts";

/** A fact that is asked for where a lead is made up to try a policy. */
export interface AskedFact {
  /** By the name that conditions use. */
  name: string;
  /** What the policy calls it, of an attribute of its own. */
  label?: string;
  kind: "text" | "number" | "date";
  /** The values that it may have, and what each is called; absent where it is anything. */
  choices?: [value: string, text: string][];
  /** Of what it may have several, with semicolons between them. */
  several?: string[];
}

/** What is asked in any case, in this order; a lead's person needs no name to be tried. */
const always = [
  "company",
  "email",
  "country",
  "size",
  "industry",
  "value",
  "products",
  "urgency",
  "language",
  "source",
];
/** What is asked last. */
const last = "message";
/** What no condition can tell of a person who is made up. */
const never: readonly string[] = ["name", "events"];

/**
 * The facts by which a policy could decide a lead: those that any policy asks for, those beside them that this one's conditions name,
 * from wherever it has them, its own attributes, and who has the account where its rules look at that.
 */
export function askedFacts(policy: Policy, reps: readonly Rep[], locale: Locale): AskedFact[] {
  const mentioned = mentionedIn(policy);
  const named = submittedFacts.filter(
    ({ name }) => mentioned.has(name) && !always.includes(name) && name !== last && !never.includes(name),
  );
  const factOf = new Map(submittedFacts.map(({ name, fact }): [string, Fact] => [name, fact]));
  const inTable = [...always, ...named.map(({ name }) => name)].map((name) =>
    askedFor(name, factOf.get(name) as Fact, policy, locale),
  );
  const own = ownFacts(policy.attributes).map(({ name, fact }): AskedFact => {
    const choices = ownChoices(policy.attributes[name] as Policy["attributes"][string], policy.languages, locale);
    const kind = fact.kind === "date" ? "date" : isNumber(fact) ? "number" : "text";
    return {
      ...{ name, label: ownLabel(name, policy, locale), kind },
      ...(choices.length > 0 && (fact.kind === "list" ? { several: choices.map(([id]) => id) } : { choices })),
    };
  });
  const owner: AskedFact = { name: "owner", kind: "text", choices: reps.map(({ id, name }) => [id, name]) };
  const asksOwner =
    mentioned.has("owner") || mentioned.has("owner_by") || policy.rules.some(({ rep }) => rep === "owner");
  return [...inTable, ...(asksOwner ? [owner] : []), ...own, { name: last, kind: "text" }];
}

function askedFor(name: string, fact: Fact, policy: Policy, locale: Locale): AskedFact {
  if (name === "products") return { name, kind: "text", several: policy.form.products.map(({ id }) => id) };
  if (fact.kind !== "choice") return { name, kind: isNumber(fact) ? "number" : "text" };
  const choices = fact.values.map((value): [string, string] => [value, valueWords(name, value, { locale, policy })]);
  return { name, kind: "text", choices };
}
