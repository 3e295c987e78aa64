import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { locateRemarks, parsePolicy } from "../../policy/read/policy-file.ts";
import { errorsOf, warningsOf } from "./remarks.ts";
import type { Doing } from "./work.ts";

/** What may be a mistake in a text that is a policy. */
export const run: Doing<"lint"> = ({ source, board: { reps } }) => {
  const reading = parsePolicy(source, "policy", reps);
  if (reading.kind === "problems") return { remarks: errorsOf(reading.problems) };
  return { remarks: warningsOf(locateRemarks(source, "policy", lintPolicy(reading.policy, reps))) };
};
