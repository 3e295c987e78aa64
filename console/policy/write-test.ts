import { parsePolicy } from "../../policy/read/policy-file.ts";
import { asTest } from "../../policy/tests/as-test.ts";
import { errorsOf } from "./remarks.ts";
import { leadIn } from "./try-lead.ts";
import type { Doing } from "./work.ts";

/** Writes a lead that was tried as a test, of what the text decides of it. */
export const run: Doing<"as-test"> = ({ source, board: { reps }, fields, past, at, name }) => {
  const reading = parsePolicy(source, "policy", reps);
  if (reading.kind === "problems") return { problems: errorsOf(reading.problems) };
  const lead = leadIn(fields, past, reading.policy);
  return "issues" in lead ? lead : { test: asTest({ name, lead, at }, reading.policy, reps) };
};
