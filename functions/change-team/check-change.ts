import type { Problem } from "../../policy/read/problem.ts";
import { managedPools } from "../../routing/acts/acts.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Person } from "../../routing/reps/person.ts";

/** What the roster would be cannot be read, or does not go with the policy. */
export class RosterProblems extends Error {
  override readonly name = "RosterProblems";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super("the roster has problems");
    this.problems = problems;
  }
}

/** It is so `already`, or is not what was seen any more. */
export class Changed extends Error {
  override readonly name = "Changed";
  readonly how: "already" | "meanwhile";

  constructor(how: "already" | "meanwhile") {
    super(`changed ${how}`);
    this.how = how;
  }
}

/** Whether somebody may make these the pools of a rep: those that change are theirs to give and to take. */
export function mayGivePools(
  person: Person,
  before: Readonly<Record<string, number>>,
  cell: string | undefined,
  policy: Pick<Policy, "pools">,
): boolean {
  if (cell === undefined || person.role === "operator") return true;
  const after = new Map(
    cell
      .split(";")
      .map((item) => item.trim().split(":"))
      .map(([pool = "", weight = "1"]) => [pool.trim(), Number(weight)]),
  );
  const changed = [...new Set([...Object.keys(before), ...after.keys()])].filter(
    (pool) => pool !== "" && before[pool] !== after.get(pool),
  );
  const own = managedPools(person, policy);
  return changed.every((pool) => own.includes(pool) || !(pool in policy.pools));
}
