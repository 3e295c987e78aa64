import type { Board } from "../../routing/choice/board.ts";
import { decideLead } from "../../routing/decide.ts";
import { decisionOutcome } from "../../routing/explain/what-if.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Path } from "../read/issue.ts";
import { asNewLead } from "../replay/simulation.ts";
import type { Expected, outcomes, PolicyTest } from "./read-tests.ts";

/** A difference between what was expected and what the policy decides. `path` is within the test. */
export interface Difference {
  path: Path;
  says: string;
}

const kinds: Record<ReturnType<typeof decisionOutcome>["kind"], (typeof outcomes)[number]> = {
  offer: "offered",
  wait: "waits",
  escalate: "manager",
  nurtured: "nurtured",
  rejected: "rejected",
};

/** The test's lead as it arrives, before anything was looked up. */
export const leadOf = ({ name, lead, at }: PolicyTest): Lead => asNewLead({ ...lead, ref: name, receivedAt: at });

/** What becomes of a lead, with what was looked up of it, as the live workflow decides. @param at ISO 8601 */
export function foundFor(
  lead: Lead,
  policy: Policy,
  board: Board,
  at: string,
): Record<keyof Expected, string | number | undefined> {
  const decision = decideLead(lead, policy, board, at);
  const outcome = decisionOutcome(decision);
  const { score, priority } = "assessment" in decision ? decision.assessment : {};
  return {
    outcome: kinds[outcome.kind],
    priority: priority?.level,
    lane: outcome.lane,
    rule: outcome.rule,
    pool: outcome.pool,
    rep: outcome.repId,
    score: score?.total,
  };
}

/** Decides a test's lead and says where that is not as expected. */
export function runTest(test: PolicyTest, lead: Lead, policy: Policy, board: Board): Difference[] {
  const found = foundFor(lead, policy, board, test.at);
  return (Object.keys(test.expect) as (keyof Expected)[]).flatMap((key) => {
    const expected = test.expect[key];
    if (expected === undefined || matches(expected, found[key])) return [];
    return [
      { path: ["expect", key], says: `${test.name}: expected ${written(expected)}, found ${written(found[key])}` },
    ];
  });
}

function matches(expected: NonNullable<Expected[keyof Expected]>, found: string | number | undefined): boolean {
  if (Array.isArray(expected)) return expected.some((one) => one === found);
  if (typeof expected !== "object") return expected === found;
  const { at_least: low = Number.NEGATIVE_INFINITY, at_most: high = Number.POSITIVE_INFINITY } = expected;
  return typeof found === "number" && found >= low && found <= high;
}

function written(value: Expected[keyof Expected]): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return value.join(" or ");
  if (typeof value !== "object") return `${value}`;
  return [
    value.at_least === undefined ? [] : `at least ${value.at_least}`,
    value.at_most === undefined ? [] : `at most ${value.at_most}`,
  ]
    .flat()
    .join(" and ");
}
