import { isDay } from "../conditions/day-operators.ts";
import { fold } from "../conditions/fold.ts";
import { type Fact, isNumber, type OwnFact, submittedFacts } from "../facts.ts";
import { expectedRegion, regionNamed } from "../time/region-named.ts";
import { cleanText, cutText, isVisible } from "./clean-text.ts";
import { expectedEvent, type LeadEvent, readEvents } from "./events.ts";
import type { AsWritten, LeadFacts } from "./lead.ts";
import { choiceOf } from "./read-choice.ts";
import { countryOf } from "./read-country.ts";
import { emailOf } from "./read-email.ts";
import { numberOf } from "./read-number.ts";
import { phoneOf } from "./read-phone.ts";

/**
 * What a text, or a JSON value, says of a fact. `too-long` has a value that was understood and is past the fact's bound;
 * `expected` completes "expected …".
 */
export type Reading =
  | { kind: "nothing" }
  | { kind: "read"; value: FactValue }
  | { kind: "too-long"; value: FactValue; expected: string }
  /** Some of it was read; `rest` is what was not. */
  | { kind: "partly"; value: LeadEvent[]; rest: unknown[]; expected: string }
  | { kind: "invalid"; expected: string };
type FactValue = string | number | boolean | string[] | LeadEvent[];

const nothing: Reading = { kind: "nothing" };
const invalid = (expected: string): Reading => ({ kind: "invalid", expected });

function readText(given: unknown, most: number, keepLines = false): Reading {
  if (typeof given !== "string" && typeof given !== "number") return invalid("a text");
  const value = cleanText(String(given), keepLines);
  if (!isVisible(value)) return nothing;
  return value.length > most
    ? { kind: "too-long", value, expected: `at most ${most} characters` }
    : { kind: "read", value };
}

/** A text of which this can be made; `make` says undefined where it cannot. */
function readAs(given: unknown, most: number, expected: string, make: (text: string) => string | undefined): Reading {
  const read = readText(given, most);
  if (read.kind !== "read")
    return read.kind === "nothing" ? nothing : read.kind === "invalid" ? invalid(expected) : read;
  const value = make(read.value as string);
  return value === undefined ? invalid(expected) : { kind: "read", value };
}

function readNumber(given: unknown, most: number, whole: boolean, least = 0): Reading {
  const value = typeof given === "string" ? numberOf(cleanText(given)) : given;
  if (typeof value !== "number" || Number.isNaN(value)) return invalid("a number such as 120");
  if (value < least) return invalid(`a number from ${least}`);
  if (value > most) return { kind: "too-long", value, expected: `a number up to ${most}` };
  return whole && !Number.isInteger(value) ? invalid("a whole number") : { kind: "read", value };
}

/** A list, or one text whose items are parted by semicolons. */
function readList(given: unknown, { most, items, values }: Fact & { kind: "list" }): Reading {
  const parts = typeof given === "string" ? given.split(";") : given;
  if (!Array.isArray(parts)) return invalid("a list of texts");
  const read = parts.map((part) => (isNothing(part) ? nothing : readText(part, most)));
  if (read.some(({ kind }) => kind === "invalid")) return invalid("a list of texts");
  const texts = read.flatMap((item) => ("value" in item ? [item.value as string] : []));
  const known = values && texts.map((text) => choiceOf(values, text));
  if (known?.includes(undefined)) return invalid(`some of ${eitherOf.format(values ?? [])}`);
  const value = (known as string[] | undefined) ?? texts;
  return value.length > items || read.some(({ kind }) => kind === "too-long")
    ? { kind: "too-long", value, expected: `at most ${items} texts of ${most} characters` }
    : { kind: "read", value };
}

/** How people write yes and no, folded. */
const truths: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, y: true, si: true, s: true, sim: true, "1": true, on: true, x: true, verdadero: true },
  ...{ false: false, no: false, n: false, nao: false, "0": false, off: false, falso: false },
};

function readSome(given: unknown): Reading {
  const { events: value, unread: rest } = readEvents(given);
  if (rest.length > 0) return { kind: "partly", value, rest, expected: expectedEvent };
  return value.length > 0 ? { kind: "read", value } : nothing;
}

function readTruth(given: unknown): Reading {
  const value = typeof given === "boolean" ? given : truths[fold(String(given).trim())];
  return value === undefined ? invalid("yes or no") : { kind: "read", value };
}

/** A day, of a time with its zone the day in UTC. */
function dayOf(text: string): string | undefined {
  const day = /^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.*)?$/.exec(text)?.[1];
  if (day === undefined || text === day) return day !== undefined && isDay(day) ? day : undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10);
}

const eitherOf = new Intl.ListFormat("en-GB", { type: "disjunction" });
const isNothing = (given: unknown): boolean =>
  given === undefined || given === null || (typeof given === "string" && given.trim() === "");

/**
 * How a text becomes the value of a fact: the one place where that is known, for all that bring facts. It never throws.
 * @param country of the lead (ISO 3166-1 alpha-2), of which a telephone number without country code is
 */
export function readFact(fact: Fact, given: unknown, country?: string): Reading {
  if (isNothing(given)) return nothing;
  switch (fact.kind) {
    case "text":
      return readText(given, fact.most, fact.lines);
    case "email":
      return readAs(given, fact.most, "an e-mail address", emailOf);
    case "phone":
      return readAs(given, fact.most, "a telephone number", (text) => phoneOf(text, country));
    case "count":
    case "number":
    case "money":
      return readNumber(given, fact.most, fact.kind === "count", fact.least);
    case "truth":
      return readTruth(given);
    case "events":
      return readSome(given);
    case "date":
      return readAs(given, 40, "a day such as 2026-11-30", dayOf);
    case "choice":
      return readAs(given, 60, eitherOf.format(fact.values), (text) => choiceOf(fact.values, text));
    case "list":
      return readList(given, fact);
    case "country":
      return readAs(given, 60, "an ISO country code such as BR", countryOf);
    case "zone":
      return readAs(given, 60, typeof given === "string" ? expectedRegion(given) : expectedRegion(""), regionNamed);
    case "place":
      return invalid("nothing, since places are looked up");
  }
}

/** A fact that was not taken, by its name as written. */
export interface Misread {
  name: string;
  fault: "missing" | "too-long" | "invalid";
  expected: string;
}

/** What was read of a record. */
export interface ReadFacts {
  facts: LeadFacts;
  /** What could not be read, or not to its end. */
  unread: { name: string; expected: string }[];
  /** The texts of that, and of what was read as less than its text says, as a range or a national telephone number. */
  asWritten: AsWritten[];
}

/**
 * The facts of a lead from a record of texts or JSON values, by their names as written; or why they make no lead.
 * Without a name and an address there is none. Anything else that cannot be read is left out of the facts and kept as it
 * was written, and what is too long is cut. Other names in the record are ignored.
 * @param from in a `file` of ours, addresses and telephone numbers may be blanked out or replaced
 * @param otherwise the facts that every lead has, where the record has none
 * @param own the facts that the policy names itself
 */
export function readFacts(
  given: Readonly<Record<string, unknown>>,
  from: "anybody" | "file",
  otherwise: Partial<LeadFacts>,
  own: readonly OwnFact[] = [],
): ReadFacts | { misread: Misread[] } {
  const facts: Record<string, unknown> = { ...otherwise };
  const misread: Misread[] = [];
  const unread: ReadFacts["unread"] = [];
  const asWritten: AsWritten[] = [];
  const read = own.map(({ name, fact }) => ({ name, field: name, fact }));
  for (const { name, field, fact } of [...submittedFacts, ...read]) {
    const written = Object.hasOwn(given, name) ? given[name] : undefined;
    const reading =
      from === "file" ? readInFile(fact, written, facts.country) : readFact(fact, written, countryIn(facts));
    const isIdentity = fact.always && otherwise[field as keyof LeadFacts] === undefined;
    if (reading.kind === "nothing") {
      if (fact.always && facts[field] === undefined) misread.push({ name, fault: "missing", expected: fact.means });
    } else if (reading.kind === "read") {
      facts[field] = reading.value;
      const text = saysMore(fact, reading.value, written);
      if (text !== undefined) asWritten.push({ field: name, text });
    } else if (reading.kind === "partly") {
      unread.push({ name, expected: reading.expected });
      if (reading.value.length > 0) facts[field] = reading.value;
      asWritten.push({ field: name, text: textOf(reading.rest), unread: true });
    } else if (isIdentity) {
      misread.push({ name, fault: reading.kind, expected: reading.expected });
    } else {
      unread.push({ name, expected: reading.expected });
      const cut = reading.kind === "too-long" ? cutTo(fact, reading.value) : undefined;
      if (cut !== undefined) facts[field] = cut;
      else asWritten.push({ field: name, text: textOf(written), unread: true });
    }
  }
  return misread.length > 0 ? { misread } : { facts: facts as LeadFacts, unread, asWritten };
}

const countryIn = ({ country }: Record<string, unknown>): string | undefined =>
  typeof country === "string" ? country : undefined;

/** Blanked-out addresses and numbers are texts. */
function readInFile(fact: Fact, given: unknown, country: unknown): Reading {
  const reading = readFact(fact, given, countryIn({ country }));
  const isContact = fact.kind === "email" || fact.kind === "phone";
  return isContact && reading.kind !== "read" ? readFact({ ...fact, kind: "text" }, given) : reading;
}

/** As much of what is too long as a fact may have; undefined where a part would say another thing. */
function cutTo(fact: Fact, value: FactValue): FactValue | undefined {
  if (fact.kind === "text" && typeof value === "string") return cutText(value, fact.most);
  if (fact.kind !== "list" || !Array.isArray(value)) return undefined;
  return value.slice(0, fact.items).map((item) => cutText(String(item), fact.most));
}

/** The text, where its fact says less: a range, words around a number, a number or address in another notation. */
function saysMore(fact: Fact, value: FactValue, given: unknown): string | undefined {
  if (typeof given !== "string" || !(isNumber(fact) || fact.kind === "phone" || fact.kind === "email"))
    return undefined;
  const text = textOf(given);
  return text === String(value) ? undefined : text;
}

/** Characters that are kept of a text that could not be read. */
const mostWritten = 300;

function textOf(given: unknown): string {
  try {
    return cutText(cleanText(typeof given === "string" ? given : (JSON.stringify(given) ?? "")), mostWritten);
  } catch {
    return "";
  }
}
