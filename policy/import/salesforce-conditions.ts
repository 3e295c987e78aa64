import type { Condition, Operators } from "../../routing/conditions/condition.ts";
import { countryOf } from "../../routing/lead/read-country.ts";
import type { OwnAttribute } from "../../routing/policy/own-attributes.ts";
import { taken } from "../read/policy-attributes.ts";
import { type Joined, readFilter } from "./boolean-filter.ts";
import type { Criterion, RuleEntry } from "./salesforce-rules.ts";

/** The attribute that says what a standard field of a lead says. */
const standard: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Name: "name",
    LastName: "name",
    Company: "company",
    Country: "country",
    CountryCode: "country",
    State: "region",
    StateCode: "region",
    City: "city",
    PostalCode: "postal_code",
    Phone: "phone",
    Title: "role",
    Industry: "industry",
    NumberOfEmployees: "size",
    Employees: "size",
    AnnualRevenue: "revenue",
    LeadSource: "source",
    Description: "message",
    Email: "email_domain",
  }),
);
const numbers = ["size", "revenue"];

const comparing: ReadonlyMap<string, keyof Operators> = new Map([
  ["lessThan", "below"],
  ["greaterThan", "above"],
  ["lessOrEqual", "at_most"],
  ["greaterOrEqual", "at_least"],
]);

/** An entry in the policy's language, or why it cannot be said. */
export type Said = { kind: "condition"; when: Condition } | { kind: "unsaid"; why: string };

type Kind = OwnAttribute["kind"];
/** The kind of each own attribute, by its name. */
type Kinds = ReadonlyMap<string, Kind>;

/** The policy's own attributes that the entries ask: a kind for each that fits all its tests. */
export function kindsIn(entries: readonly RuleEntry[]): Kinds {
  const found = new Map<string, Kind>();
  for (const { field, operation, values } of entries.flatMap(({ criteria }) => criteria)) {
    const name = attributeOf(field);
    if (name === undefined || !name.own) continue;
    const [before, kind] = [found.get(name.attribute), kindOf(operation, values)];
    const both = [before ?? kind, kind];
    found.set(
      name.attribute,
      both.find((one) => one === "number" || one === "several") ??
        (before === undefined || before === kind ? kind : "text"),
    );
  }
  return found;
}

class Unsaid extends Error {}

/** The condition that holds when the criteria of an entry do. */
export function conditionOf({ criteria, filter, formula }: RuleEntry, kinds: Kinds): Said {
  if (formula !== undefined) return { kind: "unsaid", why: `its formula has to be written by hand: ${formula}` };
  try {
    const tests = criteria.map((one) => testOf(one, kinds));
    const joined = filter === undefined ? { all: tests.map((_, n) => n + 1) } : readFilter(filter, tests.length);
    if (joined === undefined) return { kind: "unsaid", why: `its filter cannot be read: ${filter}` };
    return { kind: "condition", when: join(joined, tests) };
  } catch (error) {
    if (error instanceof Unsaid) return { kind: "unsaid", why: error.message };
    throw error;
  }
}

function join(joined: Joined, tests: readonly Condition[]): Condition {
  if (typeof joined === "number") return tests[joined - 1] ?? {};
  if ("not" in joined) return { not: join(joined.not, tests) };
  if ("any" in joined) return { any: joined.any.map((one) => join(one, tests)) };
  const parts = joined.all.map((one) => join(one, tests));
  const keys = parts.flatMap((part) => Object.keys(part));
  // Attributes beside one another must all hold; the same one twice needs a list.
  return new Set(keys).size === keys.length ? Object.assign({}, ...parts) : { all: parts };
}

/** The attribute that a field of the lead is here; undefined for a field of anything else. */
function attributeOf(field: string): { attribute: string; own: boolean } | undefined {
  const [object, name = ""] = field.includes(".") ? field.split(".", 2) : ["Lead", field];
  if (object !== "Lead" || name === "") return undefined;
  const known = standard.get(name);
  return { attribute: known ?? ownName(name), own: known === undefined };
}

function testOf({ field, operation, values }: Criterion, kinds: Kinds): Condition {
  const named = attributeOf(field);
  if (!named) throw new Unsaid(`it asks ${field}, which is no field of the lead`);
  const { attribute } = named;
  const kind = kinds.get(attribute) ?? (numbers.includes(attribute) ? "number" : "text");
  const test = (asked: Condition[string]): Condition => ({ [attribute]: asked });
  const negated = operation === "notEqual" || operation === "notContain" || operation === "excludes";
  if (values.length === 0) {
    if (operation === "equals" || operation === "notEqual") return test({ known: negated });
    throw new Unsaid(`it tests ${field} with ${operation} and no value`);
  }
  const comparison = comparing.get(operation);
  if (comparison) return test({ [comparison]: numberIn(values, field) });
  const asked = values.map((value) => valueFor(attribute, kind, value, field));
  // Countries are codes here, and no texts of which a part could be asked.
  const whole =
    attribute === "country" && { contains: "equals", startsWith: "equals", notContain: "notEqual" }[operation];
  switch (whole || operation) {
    case "equals":
    case "includes":
      return test(asked.length === 1 ? asked[0] : asked);
    case "notEqual":
    case "excludes":
      return test({ none_of: asked });
    case "contains":
      return test({ contains: texts(asked) });
    case "notContain":
      return { not: test({ contains: texts(asked) }) };
    case "startsWith":
      return test({ starts_with: texts(asked) });
    default:
      throw new Unsaid(`it tests ${field} with ${operation || "nothing"}, for which there is no word here`);
  }
}

const texts = (asked: readonly (string | number | boolean)[]): string[] => asked.map(String);

/** `Product_Interest__c` becomes `product_interest`; what every policy has, as `Size__c`, becomes `own_size`. */
function ownName(field: string): string {
  const name = field
    .replace(/__c$/i, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .replace(/^[^A-Za-z]+/, "")
    .toLowerCase();
  return name === "" || taken.has(name) ? `own_${name || "field"}` : name;
}

function kindOf(operation: string, values: readonly string[]): Kind {
  if (comparing.has(operation)) return "number";
  if (operation === "includes" || operation === "excludes") return "several";
  return values.length > 0 && values.every((value) => /^(true|false)$/i.test(value)) ? "yes-no" : "text";
}

function numberIn(values: readonly string[], field: string): number {
  const [value = "", ...more] = values;
  const number = Number(value.replace(/^[A-Z]{3}\s*/, ""));
  if (more.length > 0 || !Number.isFinite(number)) {
    throw new Unsaid(`it compares ${field} with "${values.join(",")}", which is no number`);
  }
  return number;
}

function valueFor(attribute: string, kind: string, value: string, field: string): string | number | boolean {
  if (kind === "number") return numberIn([value], field);
  if (kind === "yes-no") return /^true$/i.test(value);
  if (attribute === "country") {
    const code = countryOf(value);
    if (code === undefined) throw new Unsaid(`"${value}" in ${field} is no country that is known here`);
    return code;
  }
  if (attribute !== "email_domain") return value;
  const domain = value.slice(value.indexOf("@") + 1);
  if (domain === "" || !/^@|^[^@]*$/.test(value)) throw new Unsaid(`it asks for the whole address ${field}`);
  return domain;
}
