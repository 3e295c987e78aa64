import { describe, expect, it } from "vitest";
import { columns } from "../../../policy/read/roster-columns.ts";
import { allNeeds, asksFor, needs } from "../../../routing/policy/needs.ts";
import { aLead } from "../../build/a-lead.ts";
import { aRep } from "../../build/a-rep.ts";

describe("what a pool can need of a rep", () => {
  it("is a list of the rep's, with a column of the roster, and a fact of the lead's", () => {
    for (const need of allNeeds) {
      expect(aRep()[needs[need].list]).toBeInstanceOf(Array);
      expect(columns.map(({ field }) => field)).toContain(needs[need].list);
    }
    expect(allNeeds).toEqual(["language", "product", "industry", "use-case", "country"]);
  });

  it("is what the lead asks for, and nothing where it does not say", () => {
    const { facts } = aLead({
      facts: { language: "pt", products: ["crm", "hr"], useCase: "shops", country: undefined, industry: "" },
    });
    expect(allNeeds.map((need) => asksFor(need, facts))).toEqual([["pt"], ["crm", "hr"], [], ["shops"], []]);
  });
});
