import { lintPolicy } from "../policy/lint/lint-policy.ts";
import type { Sources } from "../policy/lint/sources.ts";
import { locateRemarks } from "../policy/read/policy-file.ts";
import { type Problem, renderProblem } from "../policy/read/problem.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { Rep } from "../routing/reps/rep.ts";
import { counted } from "./listed.ts";
import { progress } from "./progress.ts";
import { Refused } from "./where.ts";

/** With fewer rules the check takes no time that a person would see. */
const fewRules = 200;

/** The lint's warnings about a valid policy (gaps, overlaps, unreachable parts), with their position in the text. */
export function warningsOf(
  file: string,
  policy: Policy,
  source: string,
  reps: readonly Rep[] | undefined,
  sources?: Sources,
): Problem[] {
  const { length } = policy.rules;
  if (length < fewRules) return locateRemarks(source, file, lintPolicy(policy, reps, sources));
  const bar = progress(length, "Checking rules");
  const findings = lintPolicy(policy, reps, sources, () => bar.increment());
  bar.stop();
  return locateRemarks(source, file, findings);
}

/** Prints the warnings. @throws Refused when the check was to be strict and there are some */
export function sayWarnings(warnings: readonly Problem[], strict = false): void {
  if (strict && warnings.length > 0) {
    throw new Refused(
      [...warnings.map(renderProblem), `${counted(warnings.length, "warning")}; with --strict the check fails.`].join(
        "\n",
      ),
    );
  }
  for (const warning of warnings) console.log(renderProblem(warning));
  if (warnings.length > 0)
    console.log(`${counted(warnings.length, "warning")}: the policy may still mean what it says.`);
}
