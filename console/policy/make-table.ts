import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { readYaml } from "../../policy/read/located-yaml.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { whoGetsWhat } from "../../policy/table/who-gets-what.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing, Double } from "./work.ts";

/** Works out who gets what, and in which line of the text each rule stands; `otherwise` is the last. */
export const run: Doing<"table"> = ({ source, board: { reps } }) => {
  const reading = parsePolicy(source, "policy");
  if (reading.kind === "problems") return { problems: errorsOf(reading.problems) };
  const { policy } = reading;
  const yaml = readYaml(source, "policy");
  const lineOf = (path: (string | number)[]): number =>
    "locate" in yaml ? yaml.locate({ path, at: "value", expected: "" }).line : 1;
  const lines = [...policy.rules.map((_, n) => lineOf(["rules", n])), lineOf(["otherwise"])];
  return { table: whoGetsWhat(policy, reps), lines, doubles: doublesIn(policy, reps) };
};

/** What the lint found to be claimed twice. */
function doublesIn(policy: Policy, reps: readonly Rep[]): Double[] {
  return lintPolicy(policy, reps).flatMap(({ check, rules = [], about = [] }): Double[] => {
    const [earlier = -1, later = -1] = rules;
    const names = [policy.rules[earlier]?.rule, policy.rules[later]?.rule];
    if (check === "rules-overlap" && names[0] !== undefined && names[1] !== undefined)
      return [{ territory: about[0] ?? "", rules: [names[0], names[1]] }];
    if (check !== "territories-overlap") return [];
    return about.slice(1).map((other) => ({ territories: [about[0] ?? "", other] }));
  });
}
