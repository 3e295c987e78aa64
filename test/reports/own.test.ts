import { describe, expect, it } from "vitest";
import { dimensionIn, slices } from "../../reports/figures.ts";
import { groupingWordsOf } from "../../reports/own.ts";
import { rowOf } from "../../reports/row.ts";
import { dimensionName, type Question, sliceName } from "../../reports/views/view.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { reports as es } from "../../texts/es/reports.ts";
import { aPolicyWithForm } from "../build/a-form.ts";
import { aLead } from "../build/a-lead.ts";

const policy = aPolicyWithForm();
const facts = { plan: "basic", insured: false, seats: 12, notes: "ask Lucía", partner: "none", interests: ["x"] };
const rowWith = (own: object) => rowOf(aLead({ facts: own as Partial<Lead["facts"]> }), policy.attributes);

describe("what only one policy asks, in the rows of the reports", () => {
  it("is what has a few values that it names, and no text that may be about a person", () => {
    expect(rowWith(facts).own).toEqual({ plan: "basic", insured: "false" });
    expect(rowWith({ plan: "call me on 55 5555 0101", insured: "maybe" })).not.toHaveProperty("own");
    expect(rowOf(aLead({ facts: facts as Partial<Lead["facts"]> }))).not.toHaveProperty("own");
  });

  it("groups leads like any other dimension, those without it as none", () => {
    const rows = [rowWith(facts), rowWith({ plan: "full" }), rowWith({ plan: "full" }), rowWith({})];
    expect([...slices(rows, "own.plan")].map(([value, some]) => [value, some.length])).toEqual([
      ["full", 2],
      ["", 1],
      ["basic", 1],
    ]);
    expect([...slices(rows, "own.constructor").keys()]).toEqual([""]);
  });

  it("is called what the policy calls it, and its values too", () => {
    const ownWords = groupingWordsOf(policy);
    expect(Object.keys(ownWords.es)).toEqual(["plan", "level", "insured"]);
    const asked = { say: es, locale: "es", team: { ownWords } } as unknown as Question;
    expect([dimensionName(asked, "own.plan"), dimensionName(asked, "lane")]).toEqual(["Plan", es.dimensions.lane]);
    expect([sliceName(asked, "own.plan", "basic"), sliceName(asked, "own.plan", "")]).toEqual(["Básico", es.none]);
  });

  it.each([
    ["own.plan", "own.plan"],
    ["lane", "lane"],
    ["own.__proto__", undefined],
    ["own.", undefined],
    ["offers", undefined],
  ])("reads %s as %s", (text, read) => {
    expect(dimensionIn(text)).toBe(read);
  });
});
