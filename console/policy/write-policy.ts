import { parsePolicy } from "../../policy/read/policy-file.ts";
import { writtenPolicy } from "../../policy/render/written-policy.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing } from "./work.ts";

/** A policy as people read it. */
export const run: Doing<"written"> = ({ source, board, locale }) => {
  const reading = parsePolicy(source, "policy", board.reps);
  if (reading.kind === "problems") return { problems: errorsOf(reading.problems) };
  return { written: writtenPolicy(reading.policy, locale) };
};
