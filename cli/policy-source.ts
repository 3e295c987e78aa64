import { NoActivePolicy } from "../adapters/faults.ts";
import { PolicyStore, type PolicyVersion } from "../adapters/policies/policy-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { type PolicyReading, parsePolicy } from "../policy/read/policy-file.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { Rep } from "../routing/reps/rep.ts";
import { readPolicyFile, readRosterFile } from "./files.ts";
import { type Installation, NoInstallation } from "./installation.ts";
import { BadFiles, installation, Refused, type Where } from "./where.ts";

/** A policy from a file or from an installation, with what to call it in a sentence. */
export interface NamedPolicy {
  name: string;
  policy: Policy;
  source: string;
}

/** The number that a person wrote in place of a file's name: `3` or `v3`. A file of that name is `./3`. */
export function versionNumber(fileOrVersion: string): number | undefined {
  const [, digits] = /^v?(\d{1,8})$/i.exec(fileOrVersion) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The policy of a reading. @throws BadFiles */
export function policyOf(reading: PolicyReading): Extract<PolicyReading, { kind: "policy" }> {
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return reading;
}

/** The reps of a file. @throws BadFiles */
export function rosterOf(file: string, pools?: readonly string[]): Rep[] {
  const reading = readRosterFile(file, pools);
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return reading.reps;
}

/** Everybody of an installation's roster. @throws NoInstallation when there is nobody */
export async function rosterIn({ name, client, tables }: Installation): Promise<Rep[]> {
  const reps = await new RepStore(client, tables.reps).all();
  if (reps.length > 0) return reps;
  throw new NoInstallation(
    `There are no reps in ${name}. Import a roster first: npm run turno -- reps import FILE, or make both active at once: npm run turno -- apply POLICY ROSTER`,
  );
}

/** A stored version, the active one when none is named. @throws Refused when there is no such version */
export async function storedPolicy({ name, client, tables }: Installation, version?: number): Promise<PolicyVersion> {
  const store = new PolicyStore(client, tables.policies);
  return (version === undefined ? store.active() : store.get(version)).catch((error: Error) => {
    if (!(error instanceof NoActivePolicy)) throw error;
    throw new Refused(version === undefined ? `No policy is active in ${name} yet.` : noSuchVersion(version, name));
  });
}

const noSuchVersion = (version: number, where: string): string =>
  `There is no version ${version} in ${where}; nothing was changed. See which there are: npm run turno -- policy list`;

/**
 * What a person named: a file, a version of an installation, or its active version when nothing.
 * @throws BadFiles, Refused, NoInstallation
 */
export async function namedPolicy(fileOrVersion: string | undefined, options: Where): Promise<NamedPolicy> {
  const number = fileOrVersion === undefined ? undefined : versionNumber(fileOrVersion);
  if (fileOrVersion !== undefined && number === undefined) {
    const { policy, source } = policyOf(readPolicyFile(fileOrVersion));
    return { name: fileOrVersion, policy, source };
  }
  const { version, policy, source } = await storedPolicy(await installation(options), number);
  return { name: `version ${version}`, policy, source };
}

/** A stored version that fits the roster. @throws BadFiles, with the problems of its text as it was written */
export const fittingPolicy = ({ version, source }: PolicyVersion, reps: readonly Rep[]) =>
  policyOf(parsePolicy(source, `version ${version}`, reps));
