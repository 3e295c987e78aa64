import { isDay, isDayOperator } from "../../routing/conditions/day-operators.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { asksWords, isTextOperator, spaced } from "../../routing/conditions/text-match.ts";
import { type Fact, isNumber } from "../../routing/facts.ts";
import { countryCodes } from "../../routing/lead/country-codes.ts";
import { locales } from "../../routing/lead/lead.ts";
import { type Attribute, attributeNames, attributes, ofOffice } from "../../routing/policy/attribute.ts";
import { list, record } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";
import { describeValue, namesInstead, oneOf, suggest } from "./problem.ts";

/** The steps of a decision, in order. A condition can test what earlier steps have decided. */
const steps = ["territories", "qualification", "score", "priority", "lanes", "rules"] as const;
type Step = (typeof steps)[number];
const foundOutIn: Partial<Record<Attribute, Step>> = {
  territory: "territories",
  received: "territories",
  score: "score",
  priority: "priority",
  lane: "lanes",
};

const numberOperators: ReadonlySet<string> = new Set(["at_least", "at_most", "above", "below", "between"]);

/** The names that the policy defines, which are the possible values of some attributes. */
export interface KnownNames {
  territory: string[];
  lane: string[];
  /** Empty if the form offers no products; then any product is accepted. */
  products: string[];
  /** Whether there is an office, so that its clock may be asked. */
  office: boolean;
  /** The attributes that the policy names itself. */
  own: ReadonlyMap<string, Fact>;
}

interface Site {
  path: Path;
  condition: unknown;
  step: Step;
}

/** All conditions of a document with their paths. The document may be wrong in any way. */
function conditionSites(document: Record<string, unknown>): Site[] {
  const whens = (step: Step, path: Path, entries: unknown): Site[] =>
    list(entries).map((entry, n) => ({ step, path: [...path, n, "when"], condition: record(entry).when }));
  return [
    ...Object.entries(record(document.territories)).map(
      ([name, condition]): Site => ({ step: "territories", path: ["territories", name], condition }),
    ),
    ...whens("qualification", ["qualification", "reject"], record(document.qualification).reject),
    ...list(document.score).flatMap((part, n) => whens("score", ["score", n, "points"], record(part).points)),
    ...whens("priority", ["priority"], document.priority),
    ...whens("lanes", ["lanes"], document.lanes),
    ...whens("rules", ["rules"], document.rules),
  ];
}

/** Issues of a policy's conditions: attributes tested before they are known, wrong types, and values that nothing can have. */
export function conditionIssues(document: Record<string, unknown>, vocabulary: KnownNames): Issue[] {
  return conditionSites(document).flatMap((site) => issuesAt(site, vocabulary));
}

function issuesAt({ path, condition, step }: Site, vocabulary: KnownNames): Issue[] {
  return Object.entries(record(condition)).flatMap(([key, test]): Issue[] => {
    const at = [...path, key];
    if (key === "any" || key === "all") {
      return list(test).flatMap((inner, n) => issuesAt({ path: [...at, n], condition: inner, step }, vocabulary));
    }
    if (key === "not") return issuesAt({ path: at, condition: test, step }, vocabulary);
    const own = vocabulary.own.get(key);
    if (own) return testIssues({ name: key, ...own }, at, test, vocabulary);
    if (!Object.hasOwn(attributes, key)) return [{ path: at, at: "key", expected: unknownAttribute(key, vocabulary) }];
    const attribute = key as Attribute;
    const known = foundOutIn[attribute];
    if (known && steps.indexOf(known) >= steps.indexOf(step)) {
      return [{ path: at, at: "key", expected: `the ${step} section is decided before ${attribute} is known` }];
    }
    if (ofOffice.has(attribute) && !vocabulary.office) {
      const expected = `${attribute} goes by the office's clock; the policy needs the section office, with its time zone and hours`;
      return [{ path: at, at: "key", expected }];
    }
    return testIssues({ name: attribute, ...attributes[attribute] }, at, test, vocabulary);
  });
}

/** An attribute, of every policy or of this one, with its kind. */
interface Asked {
  name: string;
  kind: string;
  values?: readonly string[];
}

const unknownAttribute = (key: string, { own }: KnownNames): string =>
  `unknown attribute "${key}"${namesInstead(key, [...attributeNames, ...own.keys(), ...groups])}`;
const groups = ["any", "all", "not"];

function testIssues(attribute: Asked, path: Path, test: unknown, vocabulary: KnownNames): Issue[] {
  if (typeof test !== "object" || test === null) return valueIssues(attribute, path, test, vocabulary);
  if (Array.isArray(test)) {
    return test.flatMap((value, n) => valueIssues(attribute, [...path, n], value, vocabulary));
  }
  return Object.entries(test).flatMap(([operator, want]): Issue[] => {
    const at = [...path, operator];
    const { name, kind } = attribute;
    if (numberOperators.has(operator) && !isNumber(attribute)) {
      return [{ path: at, at: "key", expected: `${operator} compares numbers, and ${name} is not a number` }];
    }
    if (isTextOperator(operator)) {
      if (isNumber(attribute) || kind === "truth" || kind === "date")
        return [{ path: at, at: "key", expected: `${operator} looks into texts, and ${name} is not a text` }];
      return asksWords(operator) ? wordIssues(at, want) : [];
    }
    if (isDayOperator(operator) && kind !== "date") {
      return [{ path: at, at: "key", expected: `${operator} compares days, and ${name} is not a day` }];
    }
    if (operator === "between" && Array.isArray(want) && Number(want[0]) > Number(want[1])) {
      return [{ path: at, at: "value", expected: `expected the smaller number first, found ${want.join(", ")}` }];
    }
    if (["is", "is_not"].includes(operator)) return valueIssues(attribute, at, want, vocabulary);
    if (!["one_of", "none_of"].includes(operator)) return [];
    return list(want).flatMap((value, n) => valueIssues(attribute, [...at, n], value, vocabulary));
  });
}

/** Texts without a letter or digit are the words of no text. */
const wordIssues = (path: Path, want: unknown): Issue[] =>
  [want].flat().flatMap((text, n): Issue[] =>
    typeof text !== "string" || spaced(fold(text)) !== ""
      ? []
      : [
          {
            path: Array.isArray(want) ? [...path, n] : path,
            at: "value",
            expected: `expected a word, found ${describeValue(text)}`,
          },
        ],
  );

function valueIssues(attribute: Asked, path: Path, value: unknown, vocabulary: KnownNames): Issue[] {
  if (typeof value === "object" || value === undefined) return [];
  const say = (expected: string): Issue[] => [{ path, at: "value", expected }];
  if (isNumber(attribute)) {
    return typeof value === "number" ? [] : say(`expected a number, found ${describeValue(value)}`);
  }
  if (attribute.kind === "truth") {
    return typeof value === "boolean" ? [] : say(`expected true or false, found ${describeValue(value)}`);
  }
  if (typeof value !== "string") {
    return say(
      `expected a text, found ${describeValue(value)}${typeof value === "number" ? `; write "${value}"` : ""}`,
    );
  }
  if (attribute.kind === "date" && !isDay(value))
    return say(`expected a day such as 2026-11-30, found ${describeValue(value)}`);
  if (attribute.kind === "country") return [countryIssue(value)].filter(Boolean).flatMap(say);
  const text = value.toLowerCase();
  const { territory, lane, products } = vocabulary;
  const named: Partial<Record<string, readonly string[]>> = { territory, lane, products };
  const options = named[attribute.name] ?? attribute.values;
  if (!options || (attribute.name === "products" && options.length === 0)) return [];
  if (options.some((option) => fold(option) === fold(text))) return [];
  const kind = attribute.name === "products" ? "product" : attribute.name.replaceAll("_", " ");
  const expected = options.length === 0 ? "the policy names none" : `expected ${oneOf(options)}`;
  return say(`there is no ${kind} ${describeValue(value)}; ${expected}${suggest(text, options)}`);
}

const names = locales.map((locale) => new Intl.DisplayNames(locale, { type: "region", fallback: "none" }));

/** What is wrong with a country code (ISO 3166-1 alpha-2, any case); an empty text if nothing is. */
export function countryIssue(typed: string): string {
  const text = typed.toUpperCase();
  const wrong = `expected an ISO country code such as BR, found ${describeValue(typed)}`;
  if (/^[A-Z]{2}$/.test(text)) {
    const region = new Intl.Locale(`und-${text}`).region;
    if (region && region !== text) return `${wrong}; did you mean "${region}"?`;
    if (countryCodes.includes(text) || text === "XK") return "";
  }
  const meant = countryCodes.find((code) => names.some((known) => known.of(code)?.toUpperCase() === text));
  return meant ? `${wrong}; did you mean "${meant}"?` : wrong;
}
