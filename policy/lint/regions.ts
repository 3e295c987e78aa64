import { distance } from "fastest-levenshtein";
import { type Condition, comparesValues, type Test } from "../../routing/conditions/condition.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { isRegion, regionName, regionsIn, regionsNamed } from "../../routing/lead/read-region.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { allRegions } from "../read/all-regions.ts";
import type { Path } from "../read/issue.ts";
import { countriesAsked } from "../read/policy-regions.ts";
import { type Finding, listWords } from "./finding.ts";
import { conditionPlaces } from "./places.ts";

/**
 * Findings for regions that conditions name: of another country than the condition asks for, of several where the country
 * is not said, or of none, with the nearest that there is.
 */
export function regionFindings(policy: Policy): Finding[] {
  const lists = Object.entries(policy.regions).flatMap(([name, regions]) =>
    regions.flatMap((value, n) => {
      const says = remark(value, [], true);
      return says ? [{ check: "region" as const, path: ["regions", name, n], about: [value], says }] : [];
    }),
  );
  return [...lists, ...conditionPlaces(policy).flatMap(({ path, when }) => inCondition(path, when, []))];
}

function inCondition(path: Path, when: Condition, around: readonly string[]): Finding[] {
  const countries = countriesAsked(when, around);
  return Object.entries(when).flatMap(([key, asked]): Finding[] => {
    if (asked === undefined) return [];
    const at = [...path, key];
    if (key === "any" || key === "all")
      return (asked as Condition[]).flatMap((part, n) => inCondition([...at, n], part, countries));
    if (key === "not") return inCondition(at, asked as Condition, countries);
    if (key !== "region") return [];
    const values = valuesIn(asked as Test);
    return values.flatMap((value): Finding[] => {
      // A text that may mean several stands beside them all.
      const says = remark(value, countries, false);
      return says ? [{ check: "region", path: at, about: [value], says }] : [];
    });
  });
}

const valuesIn = (test: Test): string[] => {
  const all =
    typeof test !== "object" || Array.isArray(test)
      ? [test].flat()
      : Object.entries(test).flatMap(([operator, want]) => (comparesValues(operator) ? [want].flat() : []));
  return all.filter((value) => typeof value === "string");
};

/** What is to be said of a region named beside these countries; undefined for nothing. */
function remark(value: string, countries: readonly string[], inList: boolean): string | undefined {
  const anywhere = regionsNamed(value, undefined, allRegions);
  if (countries.length === 0) {
    if (isRegion(value, allRegions) || anywhere.length === 1) return undefined;
    if (anywhere.length > 1) {
      const say = inList ? "name one of them by its code" : "name one of them by its code, or ask the country as well";
      return `${value} may be ${listWords(anywhere.map(spoken), "or")}: ${say}`;
    }
    return `${value} is no region of ISO 3166-2, so only leads that write it like this are in it${nearest(value, undefined)}`;
  }
  const here = countries.flatMap((country) => regionsNamed(value, country, allRegions));
  if (here.length === 1) return undefined;
  if (here.length > 1) {
    return countries.length > 1 && countries.every((country) => regionsNamed(value, country, allRegions).length < 2)
      ? undefined
      : `${value} may be ${listWords(here.map(spoken), "or")}: name one of them by its code`;
  }
  const asked = listWords([...countries], "or");
  if (anywhere.length > 0)
    return `${listWords(anywhere.map(spoken), "or")} is not in ${asked}, which the condition asks for`;
  return `${value} is no region of ${asked} by ISO 3166-2, so only leads that write it like this are in it${nearest(value, countries)}`;
}

const spoken = (code: string): string => `${code} (${regionName(code, "en", allRegions)})`;

/** The region whose code or name is most alike, if one is alike enough to be meant. */
function nearest(value: string, countries: readonly string[] | undefined): string {
  const wanted = fold(value);
  const near = (countries ?? [])
    .flatMap((country) => regionsIn(country, allRegions))
    .flatMap(({ code, names }) =>
      [code.slice(3), ...names].map((name) => ({ code, apart: distance(fold(name), wanted) })),
    )
    .filter(({ apart }) => apart <= Math.max(1, wanted.length / 3))
    .toSorted((a, b) => a.apart - b.apart)[0];
  return near ? `; did you mean ${spoken(near.code)}?` : "";
}
