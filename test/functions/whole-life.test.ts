import fc from "fast-check";
import { describe, it } from "vitest";
import { histories } from "../build/life-commands.ts";
import { lifeInMemory } from "../build/life-in-memory.ts";

describe("the whole life of leads beside its model", () => {
  it("is as the model says in some random histories; thousands are in the long suite", async () => {
    await fc.assert(histories(25, lifeInMemory), { numRuns: 25, endOnFailure: true });
  });
});
