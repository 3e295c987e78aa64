import { describe, it } from "vitest";
import { expectAgreement } from "../build/agreeing-figures.ts";
import { manyLeads } from "../build/many-leads.ts";

describe("the reports of 100,000 leads", () => {
  it("are what counting the leads themselves says, by other ways", () => {
    expectAgreement(manyLeads(100_000, 7));
  });
});
