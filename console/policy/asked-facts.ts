import { parsePolicy } from "../../policy/read/policy-file.ts";
import { askedFacts } from "../../policy/tests/asked-facts.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing } from "./work.ts";

/** The facts by which a text could decide a lead, with the names that it gives to its own. */
export const run: Doing<"asks"> = ({ source, board: { reps }, locale }) => {
  const reading = parsePolicy(source, "policy", reps);
  if (reading.kind === "problems") return { problems: errorsOf(reading.problems) };
  return { facts: askedFacts(reading.policy, reps, locale) };
};
