import { parsePolicy } from "../../policy/read/policy-file.ts";
import { testPolicy } from "../../policy/tests/test-policy.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing } from "./work.ts";

/** Runs a text of policy tests on a text of a policy, as the server does before it activates it. */
export const run: Doing<"tests"> = ({ source, board: { reps }, tests, at }) => {
  const reading = parsePolicy(source, "policy", reps);
  if (reading.kind === "problems") return { problems: errorsOf(reading.problems) };
  const tested = testPolicy(tests, reading.policy, reps, at);
  return {
    tests: tested.tests.map(({ name, line, differences }) => ({
      name,
      line,
      differences: differences.map(({ expected }) => expected.slice(name.length + 2)),
    })),
    remarks: errorsOf(tested.problems),
  };
};
