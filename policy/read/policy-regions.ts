import {
  type Condition,
  comparesValues,
  type Operators,
  type Scalar,
  type Test,
} from "../../routing/conditions/condition.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { regionsNamed } from "../../routing/lead/read-region.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { mentionedIn } from "../../routing/policy/policy-values.ts";
import { allRegions } from "./all-regions.ts";

/**
 * The policy with every region that a condition names by its ISO 3166-2 code: of `SP`, `São Paulo` and `BR-SP` beside
 * `country: BR` is left `BR-SP`, and of the name of a list of the policy's `regions` all that is in it. A name of regions in
 * several countries, with no country beside it, is any of them. What names no region stays as it is: it is compared with
 * what people write. The policy carries what is known of the regions of these countries.
 */
export function withRegions(policy: Policy): Policy {
  const read = inCodes(policy);
  const named = [...(mentionedIn(read).get("region")?.values ?? []), ...Object.values(read.regions).flat()].map(String);
  const countries = named.flatMap((one) => regionsNamed(one, undefined, allRegions)).map((code) => code.slice(0, 2));
  if (countries.length === 0) return read;
  const tables = [...new Set(countries)].sort().map((country) => [country, allRegions[country] ?? ""] as const);
  return { ...read, region_tables: Object.fromEntries(tables) };
}

function inCodes(policy: Policy): Policy {
  const lists = new Map(Object.entries(policy.regions).map(([name, regions]) => [fold(name), regions]));
  const read = <T extends { when: Condition }>(entry: T): T => ({ ...entry, when: inCondition(entry.when, [], lists) });
  return {
    ...policy,
    territories: Object.fromEntries(
      Object.entries(policy.territories).map(([name, when]) => [name, inCondition(when, [], lists)]),
    ),
    qualification: { ...policy.qualification, reject: policy.qualification.reject.map(read) },
    score: policy.score.map((dimension) => ({ ...dimension, points: dimension.points.map(read) })),
    priority: policy.priority.map(read),
    lanes: policy.lanes.map(read),
    rules: policy.rules.map(read),
  };
}

type Lists = ReadonlyMap<string, readonly string[]>;

/** @param around the countries that what stands around the condition asks for; none where it asks for any */
function inCondition(condition: Condition, around: readonly string[], lists: Lists): Condition {
  const countries = countriesAsked(condition, around);
  const inner = (part: Condition) => inCondition(part, countries, lists);
  const entries = Object.entries(condition).map(([key, asked]): [string, Condition[string]] => {
    if (asked === undefined) return [key, asked];
    if (key === "any" || key === "all") return [key, (asked as Condition[]).map(inner)];
    if (key === "not") return [key, inner(asked as Condition)];
    return [key, key === "region" ? inTest(asked as Test, countries, lists) : asked];
  });
  return Object.fromEntries(entries) as Condition;
}

/** The countries that a condition asks for, or else those of what stands around it. */
export function countriesAsked({ country }: Condition, around: readonly string[]): readonly string[] {
  const { is, one_of = [] } = asOperators(country as Test | undefined);
  const wanted = is === undefined ? one_of : [is];
  const named = wanted.filter((value) => typeof value === "string").map((value) => value.toUpperCase());
  return named.length > 0 ? named : around;
}

const asOperators = (test: Test | undefined): Operators =>
  Array.isArray(test)
    ? { one_of: test }
    : typeof test === "object"
      ? test
      : { one_of: test === undefined ? [] : [test] };

function inTest(test: Test, countries: readonly string[], lists: Lists): Test {
  const read = (values: readonly Scalar[]): Scalar[] => [
    ...new Set(
      values.flatMap((value): readonly Scalar[] =>
        typeof value === "string" ? valuesOf(value, countries, lists) : [value],
      ),
    ),
  ];
  if (Array.isArray(test)) return read(test);
  if (typeof test !== "object") {
    const [only, ...more] = read([test]);
    return only === undefined || more.length > 0 ? read([test]) : only;
  }
  const { is, is_not, one_of, none_of, ...others } = test;
  const plain = Object.fromEntries(Object.entries(others).filter(([operator]) => !comparesValues(operator)));
  const single = (values: Scalar[], alone: "is" | "is_not", several: "one_of" | "none_of"): Operators =>
    values.length === 1 ? { [alone]: values[0] } : { [several]: values };
  return {
    ...plain,
    ...(is !== undefined && single(read([is]), "is", "one_of")),
    ...(one_of && { one_of: is === undefined ? read(one_of) : both(read([is]), read(one_of)) }),
    ...(is_not !== undefined && single(read([is_not]), "is_not", "none_of")),
    ...(none_of && { none_of: [...(is_not === undefined ? [] : read([is_not])), ...read(none_of)] }),
  };
}

/** What is in both lists. */
const both = (one: readonly Scalar[], other: readonly Scalar[]): Scalar[] =>
  one.filter((value) => other.includes(value));

/**
 * What a text stands for: the regions of a list, or the one that it means; without a country any of that name, beside what is
 * written. Itself, where it is none, or several of one country.
 */
function valuesOf(value: string, countries: readonly string[], lists: Lists): string[] {
  const listed = lists.get(fold(value));
  if (listed) return listed.flatMap((region) => valuesOf(region, countries, new Map()));
  const anywhere = countries.length === 0 ? regionsNamed(value, undefined, allRegions) : [];
  const named =
    countries.length > 0
      ? countries.map((one) => regionsNamed(value, one, allRegions))
      : [...Map.groupBy(anywhere, (code) => code.slice(0, 2)).values()];
  const sure = named.flatMap(([code, another]) => (code && another === undefined ? [code] : []));
  return sure.length > 0 && named.every((some) => some.length < 2) && (countries.length > 0 || sure.length === 1)
    ? sure
    : [...sure, value];
}
