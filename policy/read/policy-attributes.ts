import { type Fact, isNumber } from "../../routing/facts.ts";
import { attributeNames, numberAttributes } from "../../routing/policy/attribute.ts";
import { enrichable } from "../../routing/policy/looking-up.ts";
import { OwnAttribute, OwnName, ownFacts } from "../../routing/policy/own-attributes.ts";
import { type Document, list, record, valueIssue } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";
import { describeValue, oneOf, suggest } from "./problem.ts";

/** The attributes that a document names itself, as far as they are well formed. */
export function ownIn(document: Document): ReadonlyMap<string, Fact> {
  const read = Object.entries(record(document.attributes)).flatMap(([name, value]) => {
    const attribute = OwnAttribute.safeParse(value);
    return attribute.success && OwnName.safeParse(name).success ? [[name, attribute.data] as const] : [];
  });
  return new Map(ownFacts(Object.fromEntries(read)).map(({ name, fact }) => [name, fact]));
}

/** What no policy may name itself: attributes of every policy, words of a lead's record or of a condition, an object's own. */
export const taken: ReadonlySet<string> = new Set([
  ...attributeNames,
  ...Object.getOwnPropertyNames(Object.prototype),
  ...["any", "all", "not", "email", "place", "events", "id", "received_at", "first_name", "last_name"],
  ...["consent", "consents", "consent_wording", "submission_id", "form_token", "website", "embed", "form", "facts"],
]);

/** Issues of the attributes that a policy names itself, and of what asks for attributes outside of conditions. */
export function attributeIssues(document: Document, own: ReadonlyMap<string, Fact>): Issue[] {
  const names = [...attributeNames, ...own.keys()];
  const numbers = [...numberAttributes, ...[...own].filter(([, fact]) => isNumber(fact)).map(([name]) => name)];
  const among = (path: Path, name: unknown, options: readonly string[], what: string): Issue[] =>
    typeof name !== "string" || options.includes(name)
      ? []
      : [valueIssue(path, `expected ${what}, found ${describeValue(name)}${suggest(name, options)}`)];
  return [
    ...Object.entries(record(document.attributes)).flatMap(([name, attribute]) =>
      declarationIssues(name, record(attribute)),
    ),
    ...list(record(document.qualification).ask).flatMap((question, n) =>
      among(["qualification", "ask", n, "missing"], record(question).missing, names, "an attribute"),
    ),
    ...list(document.score).flatMap((dimension, n) =>
      among(["score", n, "bands", "of"], record(record(dimension).bands).of, numbers, oneOf(numbers)),
    ),
    ...list(record(document.enrichment).providers).flatMap((provider, n) =>
      Object.keys(record(record(provider).map)).flatMap((name): Issue[] => {
        const options = [...enrichable, ...own.keys()];
        if (options.includes(name)) return [];
        const expected = `expected ${oneOf(options)}, found ${describeValue(name)}${suggest(name, options)}`;
        return [{ path: ["enrichment", "providers", n, "map", name], at: "key", expected }];
      }),
    ),
  ];
}

function declarationIssues(name: string, attribute: Document): Issue[] {
  const path: Path = ["attributes", name];
  if (taken.has(name))
    return [{ path, at: "key", expected: `${describeValue(name)} is taken in every policy; expected another name` }];
  const { kind, values, range } = attribute;
  const ids = list(values).map((value) => (typeof value === "string" ? value : record(value).id));
  const chosen = kind === "choice" || kind === "several";
  const [least, most] = list(range);
  return [
    ...(kind === "choice" && values === undefined
      ? [valueIssue([...path, "kind"], "a choice needs its values; expected a list of them as well")]
      : []),
    ...(!chosen && values !== undefined
      ? [valueIssue([...path, "values"], "only a choice, or several, has values")]
      : []),
    ...(kind !== "number" && range !== undefined ? [valueIssue([...path, "range"], "only a number has a range")] : []),
    ...(typeof least === "number" && typeof most === "number" && most < least
      ? [valueIssue([...path, "range"], `expected the smaller number first, found ${least}, ${most}`)]
      : []),
    ...ids.flatMap((id, n) =>
      typeof id === "string" && ids.indexOf(id) < n
        ? [valueIssue([...path, "values", n], `there is another value ${describeValue(id)} above`)]
        : [],
    ),
  ];
}
