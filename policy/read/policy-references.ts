import type { Fact } from "../../routing/facts.ts";
import { isOwnerName, ownerNames } from "../../routing/lead/owners.ts";
import { attributeNames, attributes } from "../../routing/policy/attribute.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { expectedRegion, regionNamed } from "../../routing/time/region-named.ts";
import { type Document, list, record, texts, valueIssue } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";
import { amountIssues } from "./policy-amounts.ts";
import { attributeIssues, ownIn } from "./policy-attributes.ts";
import { conditionIssues } from "./policy-conditions.ts";
import { effortIssues, excessiveEffortIssues, inFlightIssues } from "./policy-effort.ts";
import { enrichmentIssues } from "./policy-enrichment.ts";
import { formIssues } from "./policy-form.ts";
import { chanceIssues, learnIssues } from "./policy-learn.ts";
import { sourceIssues } from "./policy-sources.ts";
import { describeValue, suggest } from "./problem.ts";

/**
 * Issues between the parts of a policy: names that are not defined, lines that no lead can reach, points above a maximum.
 * It accepts any document, valid or not, so that all issues are reported at once. With a roster, managers, named reps and
 * members of pools must exist.
 */
export function referenceIssues(document: Document, roster?: readonly Rep[]): Issue[] {
  const pools = Object.keys(record(document.pools));
  const lanes = texts(list(document.lanes).map((lane) => record(lane).lane));
  const products = texts(list(record(document.form).products).map((product) => record(product).id));
  const territory = Object.keys(record(document.territories));
  const own = ownIn(document);
  return [
    ...conditionIssues(document, { territory, lane: lanes, products, office: document.office !== undefined, own }),
    ...attributeIssues(document, own),
    ...learnIssues(record(document.learn), own),
    ...chanceIssues(record(document.chance)),
    ...formIssues(record(document.form), own),
    ...sourceIssues(record(document.sources), own),
    ...channelIssues(record(document.channels), pools),
    ...duplicateIssues(document, [["form", "consents"], "id"]),
    ...poolIssues(document, pools),
    ...sharedIssues(record(document.pools)),
    ...duplicateIssues(document, [["lanes"], "lane"], [["rules"], "rule"], [["score"], "dimension"]),
    ...duplicateIssues(document, [["form", "products"], "id"], [["qualification", "reject"], "gate"]),
    ...duplicateIssues(document, [["lost_reasons"], "id"]),
    ...laneIssues(list(document.lanes)),
    ...unreachableIssues("rules", list(document.rules)),
    ...list(document.rules).flatMap((rule, n) => askedIssues(record(rule), n, own)),
    ...unreachableIssues("priority", list(document.priority)),
    ...amountIssues(document),
    ...officeIssues(record(document.office)),
    ...choiceIssues(list(record(document.choose).lanes), list(document.lanes)),
    ...effortIssues(record(document.effort), lanes),
    ...inFlightIssues(document.in_flight, record(document.effort)),
    ...enrichmentIssues(document),
    ...(roster
      ? [
          ...rosterIssues(record(document.pools), roster),
          ...repIssues(list(document.rules), roster),
          ...excessiveEffortIssues(record(document.effort), roster),
        ]
      : []),
  ];
}

function officeIssues({ time_zone, from = "09:00", to = "18:00" }: Document): Issue[] {
  return [
    ...(typeof time_zone === "string" && regionNamed(time_zone) !== time_zone
      ? [
          valueIssue(
            ["office", "time_zone"],
            `expected ${expectedRegion(time_zone)}, found ${describeValue(time_zone)}${suggest(time_zone, [regionNamed(time_zone) ?? ""].filter(Boolean))}`,
          ),
        ]
      : []),
    ...(typeof from === "string" && typeof to === "string" && to <= from
      ? [valueIssue(["office", "to"], `expected a time after ${from}, found ${describeValue(to)}`)]
      : []),
  ];
}

/** Issues with pools that promise equal counts to those of whom the first to claim a lead has it. */
const sharedIssues = (pools: Document): Issue[] =>
  Object.entries(pools).flatMap(([id, pool]) => {
    const { fairness, show_to } = record(pool);
    if (fairness !== "equal-counts" || show_to === undefined) return [];
    const expected = "cannot be promised where the first of several to claim a lead has it; expected no `show_to`";
    return [valueIssue(["pools", id, "fairness"], expected)];
  });

function poolIssues(document: Document, pools: string[]): Issue[] {
  const lists: [Path, unknown][] = [
    ...list(document.rules).map((rule, n): [Path, unknown] => [["rules", n, "pools"], record(rule).pools]),
    [["otherwise", "pools"], record(document.otherwise).pools],
    [["after_max_wait"], document.after_max_wait],
    [["after_attempts", "pools"], record(document.after_attempts).pools],
  ];
  const named = [
    ...lists.flatMap(([path, some]) => list(some).map((pool, n): [Path, unknown] => [[...path, n], pool])),
    [["onboarding", "pool"], record(document.onboarding).pool] satisfies [Path, unknown],
  ];
  return named.flatMap(([path, pool]) =>
    typeof pool !== "string" || pools.includes(pool)
      ? []
      : [valueIssue(path, `there is no pool ${describeValue(pool)}${suggest(pool, pools)}`)],
  );
}

/** Issues with the lanes whose leads choose: unknown ones, and those that no rep ever gets. */
function choiceIssues(chosen: readonly unknown[], lanes: readonly unknown[]): Issue[] {
  const actions = new Map(lanes.map((lane) => [record(lane).lane, record(lane).action]));
  return chosen.flatMap((lane, n) => {
    if (typeof lane !== "string" || actions.get(lane) === "route") return [];
    const expected = actions.has(lane)
      ? `the lane ${describeValue(lane)} is answered by mail; expected one whose action is route`
      : `there is no lane ${describeValue(lane)}${suggest(lane, texts([...actions.keys()]))}`;
    return [valueIssue(["choose", "lanes", n], expected)];
  });
}

function duplicateIssues(document: Document, ...sections: [Path, string][]): Issue[] {
  return sections.flatMap(([path, key]) => {
    const entries = list(path.reduce<unknown>((value, part) => record(value)[String(part)], document));
    const seen = new Set<unknown>();
    return entries.flatMap((entry, n) => {
      const name = record(entry)[key];
      if (typeof name !== "string" || !seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [valueIssue([...path, n, key], `there is another ${key} ${describeValue(name)} above`)];
    });
  });
}

/** Issues with whom a rule asks: nobody, the rules below without a rep of its own, or a fact that names nobody. */
function askedIssues(rule: Document, n: number, own: ReadonlyMap<string, Fact>): Issue[] {
  const { rep, pools } = rule;
  const at = (key: string, expected: string): Issue => valueIssue(["rules", n, key], expected);
  const fact = record(rep).fact;
  const facts: string[] = [
    ...attributeNames.filter((name) => attributes[name].kind === "text" || attributes[name].kind === "email"),
    ...[...own].flatMap(([name, { kind }]) => (kind === "text" ? [name] : [])),
  ];
  const unknown =
    typeof fact === "string" && !facts.includes(fact)
      ? [at("rep", `there is no text ${describeValue(fact)} of a lead${suggest(fact, facts)}`)]
      : [];
  const parts = Object.keys(record(rule.split));
  const named = texts(list(pools));
  const isSplit = parts.length === 0 || (parts.length === named.length && parts.every((pool) => named.includes(pool)));
  if (!isSplit) return [...unknown, at("split", "expected a part for each of the rule's pools, and no other")];
  if (rule.else === undefined) {
    return pools === undefined
      ? [...unknown, valueIssue(["rules", n], "expected `pools`, or a `rep` with `else: next`")]
      : list(pools).length === 0 && Array.isArray(pools)
        ? [...unknown, at("pools", "expected at least one pool")]
        : unknown;
  }
  return [
    ...unknown,
    ...(rep === undefined ? [at("else", "goes on where the rep does not take it; expected `rep` as well")] : []),
    ...(list(pools).length > 0
      ? [at("pools", "the rules below go on with `else: next`; expected one or the other")]
      : []),
    ...["prefer", "before_next", "split"]
      .filter((key) => rule[key] !== undefined)
      .map((key) => at(key, "is for the rule's pools, of which there are none with `else: next`")),
  ];
}

const matchesEverything = (entry: unknown): boolean => {
  const { when, else: next } = record(entry);
  if (next === "next") return false;
  return typeof when === "object" && when !== null && Object.keys(when).length === 0;
};

function unreachableIssues(section: string, entries: unknown[]): Issue[] {
  const catchAll = entries.findIndex(matchesEverything);
  if (catchAll < 0) return [];
  return entries
    .slice(catchAll + 1)
    .map((_, n) =>
      valueIssue([section, catchAll + 1 + n], `can never match: ${section}[${catchAll}] above it matches every lead`),
    );
}

function laneIssues(lanes: unknown[]): Issue[] {
  const last = lanes.at(-1);
  const open = last !== undefined && !matchesEverything(last) && record(last).when !== undefined;
  return [
    ...unreachableIssues("lanes", lanes),
    ...(open
      ? [valueIssue(["lanes", lanes.length - 1, "when"], "the last lane must match every lead: write `when: {}`")]
      : []),
  ];
}

function repIssues(rules: unknown[], roster: readonly Rep[]): Issue[] {
  const reps = roster.filter((rep) => rep.role === "rep" && rep.active).map(({ id }) => id);
  return rules.flatMap((rule, n) => {
    const { rep } = record(rule);
    if (typeof rep !== "string" || isOwnerName(rep) || reps.includes(rep)) return [];
    const expected = `the roster has no active rep ${describeValue(rep)}${suggest(rep, [...reps, ...ownerNames])}`;
    return [valueIssue(["rules", n, "rep"], expected)];
  });
}

function rosterIssues(pools: Document, roster: readonly Rep[]): Issue[] {
  const managers = roster.filter((rep) => rep.role === "manager" && rep.active).map(({ id }) => id);
  return Object.entries(pools).flatMap(([id, pool]) => {
    const { manager } = record(pool);
    const members = roster.filter((rep) => rep.active && rep.role === "rep" && (rep.pools[id] ?? 0) > 0);
    return [
      ...(typeof manager === "string" && !managers.includes(manager)
        ? [
            valueIssue(
              ["pools", id, "manager"],
              `the roster has no active manager ${describeValue(manager)}${suggest(manager, managers)}`,
            ),
          ]
        : []),
      ...(members.length === 0 ? [valueIssue(["pools", id], `nobody active in the roster works in pool "${id}"`)] : []),
    ];
  });
}

/** Channels that ask for pools that there are not. */
const channelIssues = (channels: Document, pools: readonly string[]): Issue[] =>
  Object.entries(channels).flatMap(([name, channel]) =>
    list(record(channel).pools).flatMap((pool, n) =>
      typeof pool !== "string" || pools.includes(pool)
        ? []
        : [
            valueIssue(
              ["channels", name, "pools", n],
              `there is no pool ${describeValue(pool)}${suggest(pool, pools)}`,
            ),
          ],
    ),
  );
