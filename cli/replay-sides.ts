import { parsePolicy } from "../policy/read/policy-file.ts";
import type { Side } from "../policy/replay/simulation.ts";
import { asNobodyHasLeads, type Staffing, staffed } from "../policy/replay/staffing.ts";
import type { Policy } from "../routing/policy/policy.ts";
import type { ClosingsByKind } from "../routing/reps/closings.ts";
import type { Rep, RepState } from "../routing/reps/rep.ts";
import { readPolicyFile, readRosterFile } from "./files.ts";
import { fittingPolicy, policyOf, storedPolicy, teamIn, versionNumber } from "./policy-source.ts";
import { BadFiles, installation, Refused, type Where } from "./where.ts";

/** The options that name the two sides of a replay: files, or versions of the policy. */
export interface NamedSides extends Where {
  policy?: string;
  reps?: string;
  against?: string;
  againstReps?: string;
  leads?: string;
  /** Ids of reps who are away in what is tried, and of those of whom there is one more. */
  away?: string[];
  more?: string[];
}

/** Whether files say all of it and nothing is named to compare them with: then no installation is asked. */
export const isAlone = ({ policy, reps, against, againstReps, leads, stage, url }: NamedSides): boolean =>
  policy !== undefined &&
  versionNumber(policy) === undefined &&
  [reps, leads].every((file) => file !== undefined) &&
  [against, againstReps, stage, url].every((one) => one === undefined);

interface NamedRoster {
  name: string;
  reps: readonly RepState[];
  /** The closed leads of each kind, of an installation. */
  closings?: ClosingsByKind;
}

/**
 * Loads the two sides of a replay. `before` is by default the installation's active policy and roster; `after` equals
 * `before` except for what the options name. The installation is only read for what no file gives; both sides are the same
 * object where files say all of it and nothing is to be compared.
 * @throws BadFiles, Refused, NoInstallation
 */
export async function namedSides(named: NamedSides): Promise<{ before: Side; after: Side }> {
  const { away = [], more: added = [] } = named;
  if (named.policy === undefined && named.reps === undefined && away.length + added.length === 0)
    throw new Refused(
      "Say what is to be tried: another policy with --policy, another roster with --reps, people with --away or --more.",
    );
  if (isAlone(named) && named.reps !== undefined) {
    const roster = rosterOfFile(named.reps);
    const only = await policyNamed(named.policy, roster.reps, named);
    fitsPools(named.reps, only);
    const one = side(only, roster);
    const staff = withStaff(roster, { away, added });
    return { before: one, after: staff === roster ? one : side(only, staff) };
  }
  const reps = await rosterNamed(named.againstReps, named);
  const policy = await policyNamed(named.against, reps.reps, named);
  const listed = named.reps === undefined ? reps : rosterOfFile(named.reps, undefined, reps);
  const nextReps = withStaff(listed, { away, added });
  const next =
    named.policy === undefined ? fitted(policy, nextReps) : await policyNamed(named.policy, nextReps.reps, named);
  fitsPools(named.againstReps, policy);
  fitsPools(named.reps, next);
  return { before: side(policy, reps), after: side(next, nextReps) };
}

interface NamedPolicy {
  name: string;
  policy: Policy;
  source: string;
}

const side = ({ name, policy }: NamedPolicy, roster: NamedRoster): Side => ({
  policyName: name,
  rosterName: roster.name,
  policy,
  reps: roster.reps,
  ...(roster.closings && { closings: roster.closings }),
});

async function rosterNamed(file: string | undefined, where: Where): Promise<NamedRoster> {
  if (file !== undefined) return rosterOfFile(file);
  const { reps, closings } = await teamIn(await installation(where));
  return { name: "the roster in force", reps: asNobodyHasLeads(reps), closings };
}

function rosterOfFile(file: string, pools?: readonly string[], known?: NamedRoster): NamedRoster {
  const reading = readRosterFile(file, pools);
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  const learnt = new Map(known?.reps.map(({ id, closings }) => [id, closings]));
  const reps = reading.reps.map((rep): RepState => ({ ...rep, openLeads: 0, closings: learnt.get(rep.id) }));
  return { name: file, reps, ...(known?.closings && { closings: known.closings }) };
}

/** The roster with people away and added. @throws Refused for an id that is not in it */
function withStaff(roster: NamedRoster, staffing: Staffing): NamedRoster {
  const { away, added } = staffing;
  if (away.length + added.length === 0) return roster;
  const unknown = [...away, ...added].find((id) => !roster.reps.some((rep) => rep.id === id));
  if (unknown !== undefined) throw new Refused(`The roster has no ${unknown}.`);
  const said = [
    away.length > 0 && `without ${away.join(", ")}`,
    added.length > 0 && `with one more like ${added.join(", ")}`,
  ];
  const name = [roster.name, ...said.filter(Boolean)].join(", ");
  return { ...roster, name, reps: staffed(roster.reps, staffing) };
}

/** Checks that the policy has the pools that a roster file names. */
function fitsPools(file: string | undefined, { policy }: NamedPolicy): void {
  if (file !== undefined) rosterOfFile(file, Object.keys(policy.pools));
}

async function policyNamed(
  fileOrVersion: string | undefined,
  reps: readonly Rep[],
  where: Where,
): Promise<NamedPolicy> {
  const version = fileOrVersion === undefined ? undefined : versionNumber(fileOrVersion);
  if (fileOrVersion !== undefined && version === undefined)
    return { name: fileOrVersion, ...policyOf(readPolicyFile(fileOrVersion, reps)) };
  const stored = await storedPolicy(await installation(where), version);
  return { name: `version ${stored.version}`, ...fittingPolicy(stored, reps) };
}

/** Checks a policy against another roster. */
function fitted({ name, source }: NamedPolicy, { reps }: NamedRoster): NamedPolicy {
  return { name, ...policyOf(parsePolicy(source, name, reps)) };
}
