import { policyChanges } from "../../policy/diff/policy-diff.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { renderDiff } from "../../policy/render/diff.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing } from "./work.ts";

/** What one policy says otherwise than another. */
export const run: Doing<"diff"> = ({ before, after }) => {
  const [one, other] = [parsePolicy(before, "policy"), parsePolicy(after, "policy")];
  if (other.kind === "problems") return { problems: errorsOf(other.problems) };
  if (one.kind === "problems") return { problems: errorsOf(one.problems) };
  const changes = policyChanges(one.policy, other.policy);
  return { changes, words: renderDiff(changes, other.policy) };
};
