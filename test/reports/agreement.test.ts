import { describe, it } from "vitest";
import { expectAgreement } from "../build/agreeing-figures.ts";
import { manyLeads } from "../build/many-leads.ts";

describe("the reports of many leads", () => {
  it.each([1, 2, 3])("are what counting the leads themselves says, by other ways (%i)", (seed) => {
    expectAgreement(manyLeads(1500, seed));
  });
});
