import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPolicyFile, readRosterFile } from "../../../cli/files.ts";
import { parseTests } from "../../../policy/tests/read-tests.ts";
import { leadOf, runTest } from "../../../policy/tests/run-tests.ts";
import { boardOf } from "../../../routing/choice/board.ts";

const folder = join(import.meta.dirname, "../../../samples/published");

describe("a policy after the published rules of a company", () => {
  it.each(readdirSync(folder))("does with each lead what the rules of %s say", (name) => {
    const file = (part: string) => join(folder, name, part);
    const policy = readPolicyFile(file("policy.yaml"));
    const roster = readRosterFile(file("reps.csv"));
    if (policy.kind !== "policy" || roster.kind !== "roster") throw new Error(`${name} does not read`);
    const text = readFileSync(file("tests.yaml"), "utf8");
    const reading = parseTests(text, "tests.yaml", policy.policy, "2026-06-10T14:00:00Z");
    if (reading.kind !== "tests") throw new Error(JSON.stringify(reading.problems));
    const board = boardOf(
      roster.reps.map((rep) => ({ ...rep, openLeads: 0 })),
      new Map(),
    );
    for (const test of reading.tests) expect(runTest(test, leadOf(test), policy.policy, board)).toEqual([]);
  });
});
