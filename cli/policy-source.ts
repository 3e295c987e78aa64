import { NoActivePolicy } from "../adapters/faults.ts";
import { PolicyStore, type PolicyVersion } from "../adapters/policies/policy-store.ts";
import { RepStore, type Team } from "../adapters/reps/rep-store.ts";
import { type PolicyReading, parsePolicy } from "../policy/read/policy-file.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { Rep, RepState } from "../routing/reps/rep.ts";
import { readPolicyFile, readRosterFile } from "./files.ts";
import { type Installation, NoInstallation } from "./installation.ts";
import { BadFiles, installation, Refused, type Where } from "./where.ts";

/** A policy from a file or an installation, with its name for messages. */
export interface NamedPolicy {
  name: string;
  policy: Policy;
  source: string;
}

/** Parses a version number, `3` or `v3`; undefined for a file name. A file of that name can be written `./3`. */
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

/** The roster of an installation. @throws NoInstallation when it is empty */
export const rosterIn = async (place: Installation): Promise<RepState[]> => (await teamIn(place)).reps;

/** The same with what is learnt. @throws NoInstallation */
export async function teamIn({ name, client, tables }: Installation): Promise<Team> {
  const team = await new RepStore(client, tables.reps).team();
  if (team.reps.length > 0) return team;
  throw new NoInstallation(
    `There are no reps in ${name}. Import a roster first: npm run turno -- reps import FILE, or make both active at once: npm run turno -- apply POLICY ROSTER`,
  );
}

/** A stored version, by default the active one. @throws Refused when there is no such version */
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
 * Resolves an argument: a file, a version of an installation, or by default its active version.
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

/**
 * A stored version, checked against the roster. @throws BadFiles, with problems at their position in its original text
 */
export const fittingPolicy = ({ version, source }: PolicyVersion, reps: readonly Rep[]) =>
  policyOf(parsePolicy(source, `version ${version}`, reps));
