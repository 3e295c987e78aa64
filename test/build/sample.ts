import { join } from "node:path";
import { readPolicyFile, readRosterFile } from "../../cli/files.ts";
import type { Finding } from "../../policy/lint/finding.ts";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";

const samples = join(import.meta.dirname, "../../samples");
const policyReading = readPolicyFile(join(samples, "policy.yaml"));
const rosterReading = readRosterFile(join(samples, "reps.csv"));
if (policyReading.kind !== "policy" || rosterReading.kind !== "roster") throw new Error("the samples do not read");

/** The sample policy and its roster, read once for all test files of a process, which must not change them. */
export const { policy } = policyReading;
export const roster = rosterReading.reps;

let findings: Finding[] | undefined;

/** What the lint says of the sample, which takes it seconds: found once for all test files of a process. */
export function sampleFindings(): readonly Finding[] {
  findings ??= lintPolicy(policy, roster);
  return findings;
}
