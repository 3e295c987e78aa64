import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptRowOf, keptRows } from "../../adapters/privacy/kept-rows.ts";
import { aPolicy } from "../build/a-policy.ts";

const root = join(import.meta.dirname, "../..");
const sources = ["adapters", "functions", "cli"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("kept-rows.ts"))
    .map((file) => readFileSync(join(root, folder, file), "utf8"))
    .filter((source) => /\bpk\b/.test(source)),
);
/** What keys are made of: words in capitals where there is talk of keys. */
const written = new Set(
  sources.flatMap((source) => [...source.matchAll(/["`]([A-Z][A-Z-]+)(?=["`#])/g)].map(([, word = ""]) => word)),
);
/** Partitions of indexes, and sort keys of rows that are alone with theirs. */
const noKinds = ["DUE", "WAITING", "ERASURE", "VERSION", "ACTIVE", "ACCOUNT", "LAST", "DRAFT", "TESTS"];

describe("what is said to be kept", () => {
  it("names each kind of row that the code writes, and no other", () => {
    const named = keptRows.flatMap(({ pk, sk }) => [pk, sk ?? ""]).filter((word) => word !== "");
    expect([...new Set([...named, ...noKinds])].sort()).toEqual([...written].sort());
  });

  it("tells an item's kind by its key, and knows none of one that is new", () => {
    expect(keptRowOf("leads", { pk: "LEAD#1", sk: "SUBMISSION#x" })?.what).toMatch(/submission/);
    expect(keptRowOf("leads", { pk: "LEAD#1", sk: "PHOTO#x" })).toBeUndefined();
    expect(keptRowOf("leads", { pk: "REP", sk: "x" })).toBeUndefined();
    expect(keptRowOf("cursors", { pk: "pool:all" })?.what).toMatch(/ledgers/);
    expect(keptRowOf("cursors", { pk: "OTHER#1" })).toBeUndefined();
  });

  it("takes from the policy how long the journal and the answers of services are kept", () => {
    const policy = aPolicy();
    const until = (pk: string) => keptRows.find((row) => row.pk === pk)?.until(policy);
    expect([until("LEDGER"), until("LEAD")]).toEqual([policy.receipts.keep, "retention"]);
  });
});
