import { changeableIn } from "../../routing/explain/with-fact.ts";
import { allFacts, type Fact, isNumber } from "../../routing/facts.ts";
import { eventsText } from "../../routing/lead/events.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import type { Path } from "../read/issue.ts";
import { formatPath } from "../read/located-yaml.ts";
import { ordinary } from "./clocks.ts";
import type { Example } from "./lead.ts";
import type { EngineResult } from "./search.ts";

/** The kinds of findings. */
type Check =
  | "never-matches"
  | "uncovered"
  | "nobody-can-take"
  | "skill-missing"
  | "rules-overlap"
  | "territories-overlap"
  | "empty-pool"
  | "empty-cell"
  | "unused-pool"
  | "unreachable-rep"
  | "in-flight"
  | "named-rep"
  | "unused-name"
  | "never-given"
  | "no-source"
  | "not-by-form"
  | "taken-values"
  | "out-of-reach"
  | "short-piece"
  | "region"
  | "behaviour"
  | "contrast"
  | "consent-wording"
  | "no-field"
  | "limit"
  | "more";

/** A probable mistake in a valid policy. */
export interface Finding {
  check: Check;
  /** The path in the policy that the finding is about. */
  path: Path;
  /** What was found and what it means for leads, as sentences without the last full stop. */
  says: string;
  /** A lead for which the engine does what `says` claims. */
  example?: Example;
  /** The indexes of the rules that it is about; the number of rules stands for `otherwise`. */
  rules?: readonly number[];
  /** For a rule that never matches: whether this is proven for any lead, or only for leads when they are first decided. */
  leads?: "any" | "decided";
  /** The pools or reps that it is about. */
  about?: readonly string[];
}

/** The most findings of a kind that are shown in full. */
const mostShown = 12;

/** The findings, with those of a kind after the twelfth summed up in one finding that lists their paths. */
export function limitFindings(findings: readonly Finding[]): Finding[] {
  const kinds = new Map<Check, Finding[]>();
  for (const finding of findings) kinds.set(finding.check, [...(kinds.get(finding.check) ?? []), finding]);
  return [...kinds.values()].flatMap((kind): Finding[] => {
    const shown = kind.slice(0, mostShown);
    const rest = kind.slice(mostShown);
    const [last, first] = [shown.at(-1), rest[0]];
    if (!last || !first || rest.length === 1) return kind;
    const places = listWords(rest.map(({ path }) => formatPath(path)));
    const says = `${rest.length} more are like ${formatPath(last.path)}: ${places}`;
    return [...shown, { check: "more", path: first.path, says }];
  });
}

/** The lead without the facts that `holds` does not need, removed one by one. */
export function simplify(result: EngineResult, holds: (example: Example) => boolean): Example {
  let { lead } = result;
  const optional = ["knownOwner", ...Object.keys(lead.facts)].filter((key) => !needed.has(key));
  for (const key of optional) {
    const fewer =
      key === "knownOwner" ? without(lead, key) : { ...lead, facts: without(lead.facts, key as keyof LeadFacts) };
    if (holds({ lead: fewer as Lead, at: result.at })) lead = fewer as Lead;
  }
  return { lead, at: result.at };
}

const inTable: ReadonlySet<string> = new Set(allFacts.map(({ field }) => field));
const needed: ReadonlySet<string> = new Set(allFacts.flatMap(({ field, fact }) => (fact.always ? [field] : [])));
const rank = (fact: Fact): number => (fact.kind === "choice" ? 3 : fact.kind === "list" ? 2 : isNumber(fact) ? 1 : 0);
/** The facts that an example shows: texts first, then numbers, lists and choices. */
const shownFacts = [...changeableIn({}).values()]
  .filter(({ name }) => name !== "language")
  .sort((a, b) => rank(a.fact) - rank(b.fact));

function without<T extends object>(whole: T, key: keyof T): Partial<T> {
  const { [key]: _, ...rest } = whole;
  return rest as Partial<T>;
}

/** `{ country: MX, size: 51, language: es } (score 20, warm, lane low-touch)`: the facts as conditions name them. */
export function exampleWords({ lead, at }: Example): string {
  const { facts, knownOwner } = lead;
  const domain = facts.email.slice(facts.email.lastIndexOf("@") + 1);
  const attributes: [string, unknown][] = [
    ...shownFacts.map(({ name, field }): [string, unknown] => [name, facts[field as keyof LeadFacts]]),
    ...Object.entries(facts).filter(([field]) => !inTable.has(field)),
    ["events", facts.events && eventsText(facts.events)],
    ["email_domain", domain === "company.example" ? undefined : domain],
    ["owner", knownOwner?.repId],
    ["owner_by", knownOwner?.because],
    ["stage", lead.stage],
    ["language", facts.language],
  ];
  const shown = attributes
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => `${attribute}: ${spelled(value)}`);
  const { score, priority, lane } = lead;
  const decided = score && priority && lane ? ` (score ${score.total}, ${priority.level}, lane ${lane.lane})` : "";
  const when = facts.timeZone || at !== ordinary ? ` at ${at.slice(0, 16)}Z` : "";
  const came = lead.receivedAt === ordinary ? "" : `, received at ${lead.receivedAt.slice(0, 16)}Z`;
  return `{ ${shown.join(", ")} }${decided}${when}${came}`;
}

function spelled(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelled).join(", ")}]`;
  const text = String(value);
  return typeof value === "string" && !/^[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u.test(text) ? JSON.stringify(text) : text;
}

/** `a, b and c`; of more than seven, the first six and how many more there are. */
export function listWords(words: readonly string[], last = "and"): string {
  const shown = words.length > 7 ? [...words.slice(0, 6), `${words.length - 6} more`] : words;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1)}`;
}

/** `pool a` or `pools a and b`. */
export const poolWords = (pools: readonly string[]): string =>
  `${pools.length === 1 ? "pool" : "pools"} ${listWords(pools)}`;
/** `rule "A"` or `rules "A" and "B"`. */
export const ruleWords = (names: readonly string[]): string =>
  `${names.length === 1 ? "rule" : "rules"} ${listWords(names.map((name) => JSON.stringify(name)))}`;
