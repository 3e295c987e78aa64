import type { Account } from "../routing/company/account.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { Rep } from "../routing/reps/rep.ts";
import { readCompaniesFile, readPolicyFile, readRosterFile } from "./files.ts";
import { BadFiles } from "./where.ts";

/** The files of a company's setup. Parts without a file keep their stored state. */
export interface SetupFiles {
  policy: string;
  reps?: string | undefined;
  companies?: string | undefined;
}

/** The content of the files, checked against each other. */
export interface Setup {
  policy: Policy;
  source: string;
  reps?: Rep[] | undefined;
  companies?: Account[] | undefined;
}

/**
 * Reads policy, roster and companies and checks each against the others. `stored` is the roster to check against if
 * there is no roster file. @throws BadFiles with the problems of all files
 */
export function readSetup(files: SetupFiles, stored?: readonly Rep[]): Setup {
  const alone = readPolicyFile(files.policy);
  const pools = alone.kind === "policy" ? Object.keys(alone.policy.pools) : undefined;
  const roster = files.reps === undefined ? undefined : readRosterFile(files.reps, pools);
  const rosterAlone = files.reps === undefined ? undefined : readRosterFile(files.reps);
  const own = rosterAlone?.kind === "roster" ? rosterAlone.reps : undefined;
  const people = rosterAlone ? own : stored;
  const policy = readPolicyFile(files.policy, people);
  const ids = people?.map(({ id }) => id);
  const companies = files.companies === undefined ? undefined : readCompaniesFile(files.companies, ids);
  const problems = [policy, roster, companies].flatMap((read) => (read?.kind === "problems" ? read.problems : []));
  if (problems.length > 0 || policy.kind !== "policy") throw new BadFiles(problems);
  return {
    policy: policy.policy,
    source: policy.source,
    reps: roster?.kind === "roster" ? roster.reps : undefined,
    companies: companies?.kind === "companies" ? companies.accounts : undefined,
  };
}
