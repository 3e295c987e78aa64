import { type Board, boardOf } from "../../routing/choice/board.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { inFileOrder, type Problem } from "../read/problem.ts";
import { parseTests } from "./read-tests.ts";
import { leadOf, runTest } from "./run-tests.ts";

/** One test of a policy, and in which line it begins. */
export interface Tested {
  name: string;
  line: number;
  /** What is not as it was expected; empty for a test that holds. */
  differences: Problem[];
}

/**
 * Runs a text of policy tests among the whole roster, all of them free and with even ledgers. `problems` are those of the text and of the
 * tests together, in its order; without any, every test holds. An empty text has no tests. Nothing is looked up: a test says itself what is
 * known.
 * @param now ISO 8601, for tests without a time
 */
export function testPolicy(
  text: string,
  policy: Policy,
  reps: readonly Rep[],
  now: string,
): { tests: Tested[]; problems: Problem[] } {
  if (text.trim() === "") return { tests: [], problems: [] };
  const reading = parseTests(text, "tests", policy, now);
  if (reading.kind === "problems") return { tests: [], problems: inFileOrder(reading.problems) };
  const board = freeBoard(reps);
  const tests = reading.tests.map((test): Tested => {
    const at = (path: (string | number)[], says: string) =>
      reading.locate({ path: [test.n, ...path], at: "value", expected: says });
    return {
      name: test.name,
      line: at(["test"], "").line,
      differences: runTest(test, leadOf(test), policy, board).map(({ path, says }) =>
        at(path as (string | number)[], says),
      ),
    };
  });
  return { tests, problems: inFileOrder(tests.flatMap(({ differences }) => differences)) };
}

/** A board on which the whole roster is free, and owed nothing. */
export const freeBoard = (reps: readonly Rep[]): Board =>
  boardOf(
    reps.map((rep) => ({ ...rep, openLeads: 0 })),
    new Map(),
  );
