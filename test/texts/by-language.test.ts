import { describe, expect, it } from "vitest";
import { type Locale, locales } from "../../routing/lead/lead.ts";
import * as byLanguage from "../../texts/by-language.ts";

type Say = (...values: unknown[]) => string;

/** Every text of one language by its path: "offerMailTexts.subject". */
function textsOf(locale: Locale): ReadonlyMap<string, string | Say> {
  const leaves = (value: unknown, path: string): [string, string | Say][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
      : [[path, value as string | Say]];
  return new Map(Object.entries(byLanguage).flatMap(([name, record]) => leaves(record[locale], name)));
}

const values = ["«1»", "«2»", "«3»", "«4»", "«5»", "«6»"];
/** Of the texts that take something else than values that are ready. */
const others: Record<string, unknown[]> = {
  "detailsMailTexts.score": [{ total: "«1»", max: "«2»" }],
  "policyTexts.goesTo": [["«1»", "«2»"]],
  "policyTexts.afterMaxWait": [["«1»", "«2»"]],
  "policyTexts.afterAttempts": ["«1»", ["«2»", "«3»"], "«4»"],
};
const said = (text: string | Say = "", path: string): string =>
  typeof text === "string" ? text : text(...(others[path] ?? values));

/** Texts that are only part of a sentence in some languages, and that there may be nothing of. */
const mayBeEmpty = new Set(["sentenceWords.either"]);

const english = textsOf("en");

describe.each(locales)("the texts in %s", (locale) => {
  const texts = textsOf(locale);

  it("are those that there are in English, and none is empty", () => {
    expect([...texts.keys()]).toEqual([...english.keys()]);
    const empty = [...texts].filter(([path, text]) => said(text, path).trim() === "").map(([path]) => path);
    expect(empty.filter((path) => !mayBeEmpty.has(path))).toEqual([]);
  });

  it("name the same values as the English ones", () => {
    const named = (text: string | Say | undefined, path: string) => [
      ...new Set(said(text, path).match(/«\d»/g)?.toSorted()),
    ];
    for (const [path, text] of texts) {
      expect({ path, named: named(text, path) }).toEqual({ path, named: named(english.get(path), path) });
    }
  });

  it("hold nothing that was left open", () => {
    for (const [path, text] of texts) expect(said(text, path), path).not.toMatch(/undefined|NaN|\[object|TODO/);
  });
});
