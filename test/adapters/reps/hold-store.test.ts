import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { isConflict } from "../../../adapters/dynamo.ts";
import { type HoldChange, holdWrites } from "../../../adapters/reps/hold-store.ts";
import { cellsOf } from "../../../routing/time/free-times.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const cells = (from: string, to: string) => cellsOf({ start: Date.parse(from), end: Date.parse(to) });
const change = async (repId: string, leadId: string, changed: Partial<Pick<HoldChange, "take" | "free">>) => {
  const TransactItems = holdWrites("reps", { repId, leadId, take: [], free: [], ...changed });
  try {
    await tables.client.send(new TransactWriteCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (!isConflict(error)) throw error;
    return false;
  }
};
const held = async (repId: string, of: number[]) => {
  const all = (await tables.holds.between(of[0] ?? 0, of.at(-1) ?? 0)).get(repId) ?? new Map();
  return of.map((cell) => all.get(cell));
};

describe("what reps hold", () => {
  const hour = cells("2026-11-05T16:00:00Z", "2026-11-05T17:00:00Z");

  it("is taken by one of many at once, and overlapping times exclude each other", async () => {
    const overlapping = [
      cells("2026-11-05T16:00:00Z", "2026-11-05T16:30:00Z"),
      cells("2026-11-05T16:15:00Z", "2026-11-05T16:45:00Z"),
      cells("2026-11-05T16:20:00Z", "2026-11-05T16:25:00Z"),
    ];
    const tries = await Promise.all(
      Array.from({ length: 15 }, (_, n) => change("one", `lead-${n}`, { take: overlapping[n % 3] ?? [] })),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(new Set((await held("one", hour)).filter(Boolean)).size).toBe(1);
  });

  it("is each rep's own, and free beside it", async () => {
    expect(await change("ana", "a", { take: hour.slice(0, 2) })).toBe(true);
    expect(await change("beto", "b", { take: hour.slice(0, 2) })).toBe(true);
    expect(await change("ana", "c", { take: hour.slice(2) })).toBe(true);
    expect(await held("ana", hour)).toEqual(["a", "a", "c", "c"]);
  });

  it("moves in one write, from one week to the next too, or not at all", async () => {
    const night = cells("2026-11-04T23:30:00Z", "2026-11-05T00:30:00Z");
    expect(await change("caro", "a", { take: night.slice(0, 2) })).toBe(true);
    expect(await change("caro", "a", { take: night.slice(2), free: night.slice(0, 1) })).toBe(true);
    expect(await held("caro", night)).toEqual([undefined, "a", "a", "a"]);
    expect(await change("caro", "b", { take: night.slice(0, 1), free: night.slice(1) })).toBe(false);
    expect(await held("caro", night)).toEqual([undefined, "a", "a", "a"]);
  });

  it("is read of one rep, in the weeks of some cells", async () => {
    expect(await change("dani", "a", { take: hour.slice(0, 2) })).toBe(true);
    expect(await change("dani", "b", { take: hour.slice(2, 3) })).toBe(true);
    const held = await tables.holds.of("dani", hour);
    expect(hour.map((cell) => held.get(cell))).toEqual(["a", "a", "b", undefined]);
    expect((await tables.holds.of("dani", [])).size).toBe(0);
  });

  it("expires some time after its week", async () => {
    const [row] = (await tables.items("reps")).filter(({ sk }) => sk === "dani");
    expect(row?.ttl).toBeGreaterThan(Date.parse("2026-12-05") / 1000);
    expect(row?.ttl).toBeLessThan(Date.parse("2027-02-05") / 1000);
  });
});
