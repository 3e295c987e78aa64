import { describe, expect, it } from "vitest";
import { type Condition, evaluate } from "../../../routing/conditions/condition.ts";

const lead = {
  country: "BR",
  size: 120,
  products: ["crm", "billing"],
  role: "Diretora de TI",
  email_domain: "acme.com.br",
};

describe("condition", () => {
  it.each<[string, Condition, boolean]>([
    ["an equal value", { country: "BR" }, true],
    ["text without regard to case", { country: "br" }, true],
    ["another value", { country: "AR" }, false],
    ["one of a list", { country: ["AR", "BR"] }, true],
    ["a list attribute that has the value", { products: "crm" }, true],
    ["a list attribute that has one of the values", { products: ["erp", "billing"] }, true],
    ["a list attribute that has none", { products: ["erp"] }, false],
    ["at least, on the boundary", { size: { at_least: 120 } }, true],
    ["above, on the boundary", { size: { above: 120 } }, false],
    ["at most, on the boundary", { size: { at_most: 120 } }, true],
    ["below, on the boundary", { size: { below: 120 } }, false],
    ["between, ends included", { size: { between: [120, 200] } }, true],
    ["two operators together", { size: { at_least: 100, below: 110 } }, false],
    ["a beginning", { email_domain: { starts_with: "acme" } }, true],
    ["a part", { role: { contains: ["CEO", "diretor"] } }, true],
    ["a whole word", { role: { word: "DIRETORA" } }, true],
    ["a piece of a word, which is no word", { role: { word: "dire" } }, false],
    ["words next to each other", { role: { word: "diretora-de" } }, true],
    ["words with another between them", { role: { words: ["diretora ti", "de diretora"] } }, false],
    ["a word of a domain", { email_domain: { words: ["com", "net"] } }, true],
    ["a word without letters, which nothing has", { role: { word: "-" } }, false],
    ["an ending", { email_domain: { ends_with: [".edu", ".com.br"] } }, true],
    ["an ending that stands in the middle", { email_domain: { ends_with: "com" } }, false],
    ["a known attribute", { size: { known: true } }, true],
    ["an unknown attribute", { industry: { known: false } }, true],
    ["is_not of an unknown attribute", { industry: { is_not: "retail" } }, true],
    ["none_of", { country: { none_of: ["AR", "CL"] } }, true],
    ["a number asked of text", { role: { at_least: 1 } }, false],
    ["all of several attributes", { country: "BR", size: { above: 500 } }, false],
    ["any", { any: [{ country: "AR" }, { size: { above: 100 } }] }, true],
    ["all", { all: [{ country: "BR" }, { size: { above: 500 } }] }, false],
    ["not", { not: { country: "BR" } }, false],
    ["nested", { not: { any: [{ country: "AR" }, { all: [{ size: { below: 10 } }] }] } }, true],
    ["nothing asked", {}, true],
  ])("understands %s", (_, condition, holds) => {
    expect(evaluate(condition, lead).holds).toBe(holds);
  });

  it("names the first leaf that failed, with what was asked and found", () => {
    expect(evaluate({ country: "BR", all: [{ size: { above: 500 } }, { role: "CEO" }] }, lead)).toEqual({
      holds: false,
      failed: { attribute: "size", asked: { above: 500 }, found: 120 },
    });
  });
});
