import { fold } from "../conditions/fold.ts";
import type { Lead } from "./lead.ts";

/** The most words of a lead that it is found by, and the most letters of each that count. */
const most = { words: 12, letters: 40 } as const;

/** By how many first letters of a word a lead is found. Of longer ones that are asked for, the rest is compared. */
const prefixLengths = [2, 3, 5] as const;

/** What a lead is found by. */
export interface Searchable {
  /** All its words, folded, each after a space. */
  text: string;
  /** Beginnings of those by which it is looked up. */
  prefixes: string[];
}

/** The words of a text without case, accents and marks, each cut. */
export const foldedWords = (text: string): string[] =>
  (fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map((word) => Array.from(word).slice(0, most.letters).join(""));

/** What ends many domains before their last part: by that a lead is told from others, and not looked up. */
const endings = new Set(["com", "co", "org", "net", "gov", "gob", "edu", "ac"]);

/** What a lead is found by: the words of its name, company and address, and the eight digits that people read as its id. */
export function searchableOf({ id, facts }: Pick<Lead, "id" | "facts">): Searchable {
  const at = facts.email.lastIndexOf("@");
  const labels = facts.email.slice(at + 1).split(".");
  const isName = (label: string, n: number) => n < labels.length - 1 && !endings.has(fold(label));
  const named = [facts.name, facts.company ?? "", facts.email.slice(0, Math.max(0, at)), ...labels.filter(isName)];
  const words = [...new Set(named.flatMap(foldedWords))].slice(0, most.words);
  const others = labels.flatMap(foldedWords).slice(-4);
  const digits = /^[0-9a-f]{32}$/.test(id) ? [id.slice(0, 8)] : [];
  return {
    text: [...new Set([...words, ...others, ...digits])].map((word) => ` ${word}`).join(""),
    prefixes: [...new Set([...words.flatMap(prefixesOf), ...digits.map((all) => all.slice(0, prefixLengths[2]))])],
  };
}

/** The beginnings by which a word is looked up. */
function prefixesOf(word: string): string[] {
  const letters = Array.from(word);
  return prefixLengths.filter((length) => length <= letters.length).map((length) => letters.slice(0, length).join(""));
}

/** What is asked for: beginnings by which rows can be looked up, each alone, and those that the words of a lead must have. */
export interface Sought {
  /** Three at most, at least one; the first is probably the rarest. */
  prefixes: string[];
  words: string[];
}

/** The most beginnings that are looked up. */
const mostLookedUp = 3;

/** Domains of mailboxes that anybody may have: a look-up by another word of the question reads less. */
const common = new Set(["gmail", "hotmail", "outlook", "yahoo", "icloud", "live", "www", ...endings]);

/** What a text asks for; undefined for one without a word of two letters. */
export function soughtIn(text: string): Sought | undefined {
  const joined = text.replace(/\b([0-9a-f]{4})-([0-9a-f]{4})\b/gi, "$1$2");
  const words = [...new Set(foldedWords(joined))].slice(0, most.words);
  const rank = (word: string): number => (common.has(word) ? 0 : Array.from(word).length);
  const longest = words.toSorted((a, b) => rank(b) - rank(a)).map((word) => prefixesOf(word).at(-1));
  const prefixes = [...new Set(longest.filter((prefix) => prefix !== undefined))].slice(0, mostLookedUp);
  return prefixes.length === 0 ? undefined : { prefixes, words };
}
