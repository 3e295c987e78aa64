import { readFileSync } from "node:fs";
import { inFileOrder } from "../policy/read/problem.ts";
import { parseTests } from "../policy/tests/read-tests.ts";
import { leadOf, runTest } from "../policy/tests/run-tests.ts";
import { boardOf } from "../routing/choice/board.ts";
import { enriched } from "../routing/enrich.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { Rep } from "../routing/reps/rep.ts";
import { previewSources } from "./preview-sources.ts";
import { BadFiles, Refused } from "./where.ts";

/**
 * Decides the leads of a file of policy tests among the whole roster, all of them free and with even ledgers, and prints how
 * many go where the file says. @throws BadFiles with each difference
 */
export async function sayTests(
  file: string,
  policy: Policy,
  reps: readonly Rep[] | undefined,
  { companies, now }: { companies?: string | undefined; now: string },
): Promise<void> {
  if (!reps) throw new Refused("Tests need a roster: name one with --reps, or an installation.");
  const reading = parseTests(textIn(file), file, policy, now);
  if (reading.kind === "problems") throw new BadFiles(inFileOrder(reading.problems));
  const board = boardOf(
    reps.map((rep) => ({ ...rep, openLeads: 0 })),
    new Map(),
  );
  const sources = previewSources(companies, undefined);
  const problems = [];
  let failed = 0;
  for (const test of reading.tests) {
    const lead = leadOf(test);
    const known = enriched(lead, await sources.find(lead, policy), policy, test.at) ?? lead;
    const differences = runTest(test, known, policy, board);
    if (differences.length > 0) failed += 1;
    for (const { path, says } of differences)
      problems.push(reading.locate({ path: [test.n, ...path], at: "value", expected: says }));
  }
  const count = reading.tests.length;
  if (problems.length > 0) throw new BadFiles(inFileOrder(problems), `${count - failed} of ${count} tests pass.`);
  console.log(`${count} of ${count} tests in ${file} pass.`);
}

function textIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new BadFiles([{ file, line: 1, column: 1, path: "", expected: "cannot be read; is the name right?" }]);
  }
}
