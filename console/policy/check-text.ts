import { parsePolicy } from "../../policy/read/policy-file.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing } from "./work.ts";

/** Reads a text as the server does before it activates it. */
export const run: Doing<"check"> = ({ source, board }) => {
  const reading = parsePolicy(source, "policy", board.reps);
  if (reading.kind === "problems") return { rules: 0, remarks: errorsOf(reading.problems) };
  return { rules: reading.policy.rules.length, remarks: [] };
};
