import fc from "fast-check";
import { describe, it } from "vitest";
import { histories } from "../build/life-commands.ts";
import { lifeInMemory, lifeInTables } from "../build/life-in-memory.ts";
import { longRuns } from "../build/runs.ts";

describe("the whole life of leads beside its model, at length", () => {
  it("has one owner, exact places and ledgers, no act after the end, and no promise that is broken in silence", async () => {
    await fc.assert(histories(30, lifeInMemory), longRuns("the whole life"));
  }, 3_600_000);

  it("is consistent in the tables too, with acts at once and each of them twice", async () => {
    const runs = longRuns("the whole life, in the tables", 40);
    await fc.assert(histories(15, lifeInTables), { ...runs, endOnFailure: true });
  }, 3_600_000);
});
