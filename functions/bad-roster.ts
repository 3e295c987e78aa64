import { problem } from "../adapters/api/problem.ts";
import type { Problem } from "../policy/read/problem.ts";

/** The most problems that are told. */
const most = 50;

/** What a roster would be cannot be read, or does not go with the policy: every problem with its line and what was expected. */
export const badRoster = (problems: readonly Problem[]) =>
  problem(422, "roster", undefined, {
    problems: problems.slice(0, most).map(({ file, line, path, expected }) => ({ file, line, path, expected })),
    count: problems.length,
  });
