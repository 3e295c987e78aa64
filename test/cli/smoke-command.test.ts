import { describe, expect, it } from "vitest";
import { turno, useLocalRun } from "../build/command-line.ts";
import { roster } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);

describe("turno smoke", () => {
  it("refuses what is no address or no time before it asks anybody", async () => {
    await tables.open(roster);
    const slow = await turno("smoke", "--patience", "soon", ...here());
    expect([slow.code, slow.said]).toEqual([1, expect.stringContaining("--patience is a number of seconds")]);
    const nowhere = await turno("smoke", "--address", "not an address", ...here());
    expect([nowhere.code, nowhere.said]).toEqual([1, expect.stringContaining("is no address")]);
    expect((await tables.items("leads")).length).toBe(0);
  });
});
