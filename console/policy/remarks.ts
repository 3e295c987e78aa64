import type { Problem } from "../../policy/read/problem.ts";
import type { Remark } from "./work.ts";

const remark =
  (level: Remark["level"]) =>
  ({ line, column, path, expected }: Problem): Remark => ({ line, column, path, says: expected, level });

/** What keeps a policy from being activated. */
export const errorsOf = (problems: readonly Problem[]): Remark[] => problems.map(remark("error"));
/** What may be a mistake. */
export const warningsOf = (problems: readonly Problem[]): Remark[] => problems.map(remark("warning"));
