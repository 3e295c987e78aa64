import { regionCodes } from "../../routing/conditions/condition.ts";
import { ageOf, dayNumber, dayNumbered, numberOf } from "../../routing/conditions/day-operators.ts";
import { changeableIn } from "../../routing/explain/with-fact.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { seniorityWords } from "../../routing/lead/seniority.ts";
import { longestAge } from "./attributes.ts";
import { eventsFor } from "./behaviours.ts";
import type { Cell } from "./cells.ts";
import { instantReceived, instantWhere, ordinary } from "./clocks.ts";
import { type Cells, contains, type Domains, indexOfOnly, single } from "./formula.ts";
import type { Model } from "./model.ts";
import { isDomain } from "./texts.ts";

/** An example lead of a finding, and the instant (ISO 8601) at which it was decided. */
export interface Example {
  lead: Lead;
  at: string;
}

/** A new lead with these facts. */
const leadOf = (facts: LeadFacts, receivedAt: string, knownOwner?: Lead["knownOwner"]): Lead => ({
  id: "example",
  rev: 1,
  status: "new",
  receivedAt,
  submissions: 1,
  offers: [],
  restarts: 0,
  timeline: [],
  facts,
  ...(knownOwner && { knownOwner }),
});

/**
 * One cell of each variable, the plainest that is possible, so that an example has no fact that it does not need.
 */
export function plainestCells({ variables }: Model, domains: Domains): Domains {
  return variables.map(({ plain }, n) => {
    const domain = domains[n] as Cells;
    const first = plain.find((cell) => contains(domain, cell));
    return first === undefined ? domain : single(domain, first);
  });
}

/** A lead with the values of the cells (one of each variable), to be confirmed by the engine; undefined if none can exist. */
export function exampleOf(model: Model, chosen: Domains): Example | undefined {
  const chosenValue = (attribute: string) => cellValue(model, attribute, chosen);
  const domain = chosenValue("email_domain");
  if (!isDomain(String(domain))) return undefined;
  const facts: Record<string, unknown> = { name: chosenValue("name") || "Someone", email: `someone@${domain}` };
  for (const { name, field, fact } of changeableIn(model.policy.attributes).values()) {
    const value = fact.kind === "date" ? dayFor(model, chosen, name) : chosenValue(name);
    if (fact.kind === "country" && typeof value === "string") facts[field] = value.toUpperCase();
    else if (fact.kind !== "choice" || value !== fact.otherwise) facts[field] = value;
  }
  for (const [name, { groups }] of model.lists) {
    const items = groups.filter(({ variable }) => chosen[variable] === 2).map(({ products: [first] }) => first);
    if (items.length > 0) facts[name] = items;
  }
  const [region] = (chosenValue(regionCodes) ?? []) as string[];
  if (region !== undefined && (facts.region === "some region" || region !== "some region")) facts.region = region;
  facts.role = withSeniority(model, facts.role, chosenValue("seniority"));
  const repId = chosenValue("owner");
  const because = chosenValue("owner_by") ?? "account";
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const at = momentOf(model, chosen, facts.timeZone);
  const when = chosenValue("received");
  const receivedAt = when === undefined ? ordinary : instantReceived(model.policy, when === "office-hours");
  if (at === undefined || receivedAt === undefined) return undefined;
  const owner = typeof repId === "string" ? ({ repId, because } as Lead["knownOwner"]) : undefined;
  const events = eventsFor(model.policy, model.behaviours, chosen, at);
  const lead = leadOf({ ...(known as LeadFacts), ...(events.length > 0 && { events }) }, receivedAt, owner);
  return { lead: chosenValue("stage") === "qualified" ? { ...lead, stage: "qualified" } : lead, at };
}

/** A day that is in all the cells chosen for it; undefined where none is known, or could be found. */
function dayFor(model: Model, chosen: Domains, name: string): string | undefined {
  const today = dayNumber(ordinary);
  const [asText, number, age] = [name, numberOf(name), ageOf(name)].map((part) => cellOf(model, part, chosen));
  if (asText?.value === undefined) return undefined;
  const near = [Number(age?.value), Number(number?.value)].flatMap((value, n) => (n === 0 ? today - value : value));
  const candidates = [String(asText.value), ...near.map((day) => (Math.abs(day) < longestAge ? dayNumbered(day) : ""))];
  return candidates.find((day) => day !== "" && isIn(number, dayNumber(day)) && isIn(age, today - dayNumber(day)));
}

function isIn(known: Cell | undefined, value: number): boolean {
  if (!known?.interval) return true;
  const {
    from,
    to,
    with: [first, last],
  } = known.interval;
  return (first ? value >= from : value > from) && (last ? value <= to : value < to);
}

const cellOf = (model: Model, attribute: string, chosen: Domains): Cell | undefined => {
  const variable = model.variableOf.get(attribute);
  return variable === undefined ? undefined : model.variables[variable]?.cells[indexOfOnly(chosen[variable] ?? 1)];
};

/** A value of the attribute's chosen cell. */
function cellValue(model: Model, attribute: string, chosen: Domains): unknown {
  const cell = cellOf(model, attribute, chosen);
  if (cell?.begins === undefined) return cell?.value;
  const { parts, words, ending } = model.open.get(attribute) ?? { parts: [], words: [] };
  const has = [...words, ...parts].filter(([, part]) => chosen[part] === 2).map(([part]) => part);
  const end = String(
    ending === undefined ? "" : model.variables[ending]?.cells[indexOfOnly(chosen[ending] ?? 1)]?.value,
  );
  const longest = has.filter((part) => !has.some((other) => other !== part && other.includes(part)));
  const missing = longest.filter((part) => !cell.begins?.includes(part) && !end.includes(part));
  if (attribute === "email_domain") return domainOf(cell.begins, missing, end);
  if (cell.begins === "" && missing.length === 0 && end === "") return otherText(attribute);
  if (missing.length === 0 && end === "") return longerThan(cell.begins);
  const before = [cell.begins, ...missing].filter(Boolean).join(" ");
  return /^[\p{L}\p{N}]/u.test(end) && before !== ""
    ? `${before} ${end}`
    : `${before || (end === "" ? "" : "some")}${end}`;
}

/** The text without the points and hyphens at its end. */
function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && ".-".includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A domain that begins with `begins`, contains the parts, ends with `end`, and is none that the policy names. */
function domainOf(begins: string, parts: readonly string[], end: string): string {
  if (end !== "") {
    const before = [begins, ...parts].filter(Boolean).join("-") || "company";
    return `${withoutMarks(before)}${/^[.-]/.test(end) ? "" : end.includes(".") ? "-" : "."}${end}`;
  }
  const [first = ""] = parts;
  const start = begins || (first === "" || first.startsWith(".") ? "company" : "my-");
  const text = `${start}${parts.join("-")}`;
  return begins === "" && /\.[a-z]{2,}$/.test(text) ? text : `${text.replace(/\.$/, "")}.example`;
}

/** A longer text with this beginning. */
const longerThan = (begins: string): string => `${begins}${/\d$/.test(begins) ? "0001" : " and more"}`;

/** A text that a policy is unlikely to name. */
const otherText = (attribute: string): string =>
  attribute === "phone" ? "+1 555 0100" : `some ${attribute.replaceAll("_", " ")}`;

function withSeniority(model: Model, role: unknown, level: unknown): unknown {
  if (typeof role !== "string" || typeof level !== "string") return role;
  const { seniority } = model.policy;
  const word = seniority[level as keyof typeof seniority]?.[0] ?? seniorityWords[level as keyof typeof seniority]?.[0];
  if (level === "other" || !word || ` ${role} `.includes(` ${word} `)) return role;
  return role === "some role" ? word : `${role} ${word}`;
}

/**
 * An instant at which the clocks at the lead's place and in the office show what was chosen; undefined if there is none.
 */
function momentOf({ policy, clocks }: Model, chosen: Domains, timeZone: unknown): string | undefined {
  const wanted = [
    { clock: clocks.lead, timeZone },
    { clock: clocks.office, timeZone: policy.office?.time_zone },
  ].flatMap(({ clock, timeZone }) => {
    const cell = clock && indexOfOnly(chosen[clock.variable] ?? 1);
    return clock && cell && typeof timeZone === "string" ? [{ clock, cell, timeZone }] : [];
  });
  return wanted.length === 0 ? ordinary : instantWhere(wanted);
}
