import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardOf } from "../../../routing/choice/board.ts";
import { evaluate } from "../../../routing/conditions/condition.ts";
import { decideLead } from "../../../routing/decide.ts";
import { type Explanation, explain } from "../../../routing/explain/explain.ts";
import { decisionOutcome } from "../../../routing/explain/what-if.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import { lintablePolicy, lintableRoster, someLead } from "../../build/lintable.ts";
import { runs } from "../../build/runs.ts";

/** The decision again, from what the explanation says alone and the lines of the policy that it names. */
function recomputed({ gates, score, priorities, lanes, tried }: Explanation, policy: Policy) {
  if (gates.some(({ failed }) => failed === undefined)) return { rejected: true as const };
  const dimensions = (score?.dimensions ?? []).map(({ max, reasons }) => {
    const points = reasons.map((reason) => reason.points ?? 0);
    const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0);
    return Math.min(max, sum(points.filter((one) => one > 0))) + sum(points.filter((one) => one < 0));
  });
  const held = <Line extends { failed?: unknown }>(lines: readonly Line[]) => lines.find(({ failed }) => !failed);
  const lane = held(lanes)?.name;
  const isRouted = policy.lanes.some((line) => line.lane === lane && line.action === "route");
  return {
    score: Math.max(
      0,
      dimensions.reduce((total, one) => total + one, 0),
    ),
    priority: held(priorities)?.name ?? "cold",
    lane,
    ...(isRouted && { rule: policy.rules[tried.length]?.rule ?? "otherwise" }),
  };
}

describe("what an explanation says", () => {
  it("is enough to come to the same decision again, whatever a policy asks", () => {
    fc.assert(
      fc.property(lintablePolicy, lintableRoster, someLead, (policy, reps, { lead, at }) => {
        const board = boardOf(
          reps.map((rep) => ({ ...rep, openLeads: 0 })),
          new Map(),
        );
        const decision = decideLead(lead, policy, board, at);
        const said = explain(lead, policy, board, at);
        expect(said.outcome).toMatchObject(decisionOutcome(decision));
        const again = recomputed(said, policy);
        if (!("assessment" in decision)) {
          expect(again).toEqual({ rejected: true });
          return;
        }
        const { score, priority, lane } = decision.assessment;
        expect("score" in again && again.score).toBeCloseTo(score.total, 9);
        expect(again).toMatchObject({ priority: priority.level, lane: lane.lane });
        if (!("rule" in decision)) return;
        expect(again).toMatchObject({ rule: decision.rule.rule });
      }),
      runs(150),
    );
  });

  it("names of each line that failed a test that the lead fails", () => {
    fc.assert(
      fc.property(lintablePolicy, lintableRoster, someLead, (policy, reps, { lead, at }) => {
        const board = boardOf(
          reps.map((rep) => ({ ...rep, openLeads: 0 })),
          new Map(),
        );
        for (const tried of explain(lead, policy, board, at).tried) {
          const failed = "failed" in tried ? tried.failed : undefined;
          const { attribute, asked, found } = failed ?? {};
          const isNumbers =
            typeof asked === "object" && /"(within|older_than|in_next|before|after)"/.test(JSON.stringify(asked));
          // What is excluded as a whole is not one test, and of a day its numbers are asked.
          if (
            attribute === undefined ||
            asked === undefined ||
            isNumbers ||
            /^\{"is_not":"[{[\\\\"]/.test(JSON.stringify(asked))
          )
            continue;
          if (typeof asked === "object" && "is_not" in asked && typeof asked.is_not === "string") continue;
          expect(evaluate({ [attribute]: asked } as never, { [attribute]: found }).holds).toBe(false);
        }
      }),
      runs(100),
    );
  });
});
