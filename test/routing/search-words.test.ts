import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldedWords, searchableOf, soughtIn } from "../../routing/lead/search-words.ts";
import { aLead } from "../build/a-lead.ts";

const facts = { name: "Lucía Fernández", company: "Quetzal Retail", email: "l.fernandez@tienda.quetzal.com.mx" };
const of = (changed: object = {}, id = "x") => searchableOf({ id, facts: { ...aLead().facts, ...facts, ...changed } });

describe("the words of a lead", () => {
  it("are those of name, company and address, without case and accents", () => {
    expect(of().text).toBe(" lucia fernandez quetzal retail l tienda com mx");
  });

  it("are looked up by their first two, three and five letters, but not by what half of all domains end in", () => {
    expect(of({ name: "Li", company: undefined, email: "li@example.com" }).prefixes).toEqual([
      "li",
      "ex",
      "exa",
      "examp",
    ]);
    expect(of().prefixes).not.toContain("co");
    expect(of().prefixes).not.toContain("mx");
  });

  it("have the eight digits that people read as an id, whole", () => {
    const { text, prefixes } = of({}, "7f3a9c21000000000000000000000000");
    expect(text.endsWith(" 7f3a9c21")).toBe(true);
    expect(prefixes.filter((prefix) => prefix.startsWith("7f"))).toEqual(["7f3a9"]);
    expect(soughtIn("7f3a-9c21")).toEqual({ prefixes: ["7f3a9"], words: ["7f3a9c21"] });
    expect(soughtIn("7F3A-9C21")?.words).toEqual(["7f3a9c21"]);
  });

  it("are so few, whatever somebody wrote, that their rows fit one transaction with those that they replace", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 400 });
    fc.assert(
      fc.property(text, text, text, (name, company, local) => {
        const { prefixes, text: all } = of({ name, company, email: `${local}@${local}.example` }, "a".repeat(32));
        expect(2 * prefixes.length + 1).toBeLessThanOrEqual(100);
        expect(all.length).toBeLessThan(1500);
      }),
    );
  });
});

describe("what is searched for", () => {
  it("finds a lead by the beginning of each of its words", () => {
    const name = fc.stringMatching(/^[a-zñáéü]{2,12}( [a-zñáéü]{2,12}){0,3}$/);
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (written, which, letters) => {
        const words = foldedWords(written);
        const word = words[which % words.length] as string;
        const sought = soughtIn(word.slice(0, 2 + (letters % word.length)));
        const { text, prefixes } = of({ name: written });
        expect(prefixes).toContain(sought?.prefixes[0]);
        expect(sought?.words.every((one) => text.includes(` ${one}`))).toBe(true);
      }),
    );
  });

  it("is looked up by its longest words, by that of a mailbox which anybody may have last", () => {
    expect(soughtIn("lucia hotmail")?.prefixes).toEqual(["lucia", "hotma"]);
    expect(soughtIn("ana fernandez")).toEqual({ prefixes: ["ferna", "ana"], words: ["ana", "fernandez"] });
    expect(soughtIn("a be cat four fives sixers")?.prefixes).toEqual(["sixer", "fives", "fou"]);
  });

  it.each(["", " ", "a", "? !"])("is nothing in %j", (text) => expect(soughtIn(text)).toBeUndefined());
});
