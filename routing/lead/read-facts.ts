import * as z from "zod/mini";
import { type Fact, type SubmittedFact, submittedFacts } from "../facts.ts";
import { countryCodes } from "./country-codes.ts";
import type { LeadFacts } from "./lead.ts";

/**
 * What a text, or a JSON value, says of a fact. `too-long` has a value that was understood and is past the fact's bound;
 * `expected` completes "expected …".
 */
export type Reading =
  | { kind: "nothing" }
  | { kind: "read"; value: FactValue }
  | { kind: "too-long"; value: FactValue; expected: string }
  | { kind: "invalid"; expected: string };
type FactValue = string | number | string[];

const nothing: Reading = { kind: "nothing" };
const invalid = (expected: string): Reading => ({ kind: "invalid", expected });

/** What steers a display becomes a space, what is invisible goes; line breaks stay where they mean something. */
export const cleanText = (text: string, keepLines = false): string =>
  text
    .toWellFormed()
    .replace(/[\u061c\u200b\u200e\u200f\u2060\ufeff]/gu, "")
    .replace(
      keepLines ? /[\p{Cc}--[\n\t]]|[\u202A-\u202E\u2066-\u2069]/gv : /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu,
      " ",
    )
    .replace(keepLines ? /[ \t]+\n/g : /\s+/g, keepLines ? "\n" : " ")
    .trim();

function readText(given: unknown, most: number, keepLines = false): Reading {
  if (typeof given !== "string" && typeof given !== "number") return invalid("a text");
  const value = cleanText(String(given), keepLines);
  if (value === "") return nothing;
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

/** Digits, perhaps with a fraction or an exponent, as programs and number fields write them. */
const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function readNumber(given: unknown, most: number, whole: boolean): Reading {
  const value = typeof given === "string" && numeral.test(given.trim()) ? Number(given) : given;
  if (typeof value !== "number" || Number.isNaN(value)) return invalid("a number such as 120");
  if (value < 0) return invalid("a number from 0");
  if (value > most) return { kind: "too-long", value, expected: `a number up to ${most}` };
  return whole && !Number.isInteger(value) ? invalid("a whole number") : { kind: "read", value };
}

/** A list, or one text whose items are parted by semicolons. */
function readList(given: unknown, { most, items }: { most: number; items: number }): Reading {
  const parts = typeof given === "string" ? given.split(";") : given;
  if (!Array.isArray(parts)) return invalid("a list of texts");
  const read = parts.map((part) => (isNothing(part) ? nothing : readText(part, most)));
  if (read.some(({ kind }) => kind === "invalid")) return invalid("a list of texts");
  const value = read.flatMap((item) => ("value" in item ? [item.value as string] : []));
  return value.length > items || read.some(({ kind }) => kind === "too-long")
    ? { kind: "too-long", value, expected: `at most ${items} texts of ${most} characters` }
    : { kind: "read", value };
}

const codes: ReadonlySet<string> = new Set(countryCodes);
const Email = z.email();
const phone = /^\+?[\d\s().\-/]{5,40}(\s*(x|ext\.?)\s*\d{1,6})?$/i;

/** A zone by its IANA name; an offset such as +03:00 says nothing of a place. */
function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

const eitherOf = new Intl.ListFormat("en-GB", { type: "disjunction" });
const isNothing = (given: unknown): boolean =>
  given === undefined || given === null || (typeof given === "string" && given.trim() === "");

/** How a text becomes the value of a fact: the one place where that is known, for all that bring facts. */
export function readFact(fact: Fact, given: unknown): Reading {
  if (isNothing(given)) return nothing;
  switch (fact.kind) {
    case "text":
      return readText(given, fact.most, fact.lines);
    case "email":
      return readAs(given, fact.most, "an e-mail address", (text) =>
        Email.safeParse(text).success ? text : undefined,
      );
    case "phone":
      return readAs(given, fact.most, "a telephone number", (text) => (phone.test(text) ? text : undefined));
    case "count":
    case "number":
    case "money":
      return readNumber(given, fact.most, fact.kind === "count");
    case "choice":
      return readAs(given, 60, eitherOf.format(fact.values), (text) =>
        fact.values.find((value) => value === text.toLowerCase()),
      );
    case "list":
      return readList(given, fact);
    case "country":
      return readAs(given, 60, "an ISO country code such as BR", (text) =>
        codes.has(text.toUpperCase()) ? text.toUpperCase() : undefined,
      );
    case "zone":
      return readAs(given, 60, "a time zone such as America/Bogota", (text) => (isTimeZone(text) ? text : undefined));
    case "place":
      return invalid("nothing, since places are looked up");
  }
}

/** A fact that was not taken, by its name as written. */
export interface Misread {
  name: SubmittedFact;
  fault: "missing" | "too-long" | "invalid";
  expected: string;
}

/**
 * The facts of a lead from a record of texts or JSON values, by their names as written; or all that is wrong with it.
 * Other names in it are ignored: a lead is worth more than order.
 * @param from `anybody` must keep to the bounds of each fact, and give an address to write to; in a `file` of ours,
 * addresses and telephone numbers may be blanked out or replaced
 * @param otherwise the facts that every lead has, where the record has none
 */
export function readFacts(
  given: Readonly<Record<string, unknown>>,
  from: "anybody" | "file",
  otherwise: Partial<LeadFacts>,
): { facts: LeadFacts } | { misread: Misread[] } {
  const facts: Record<string, unknown> = { ...otherwise };
  const misread: Misread[] = [];
  for (const { name, field, fact } of submittedFacts) {
    const reading = readFact(from === "file" ? asInFile(fact) : fact, given[name]);
    if (reading.kind === "read" || (reading.kind === "too-long" && from === "file")) facts[field] = reading.value;
    else if (reading.kind !== "nothing") misread.push({ name, fault: reading.kind, expected: reading.expected });
    else if (fact.always && facts[field] === undefined) misread.push({ name, fault: "missing", expected: fact.means });
  }
  return misread.length > 0 ? { misread } : { facts: facts as LeadFacts };
}

const asInFile = (fact: Fact): Fact =>
  fact.kind === "email" || fact.kind === "phone" ? { ...fact, kind: "text" } : fact;
