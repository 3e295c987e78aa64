import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { problem } from "../../adapters/api/problem.ts";
import type { Write } from "../../adapters/dynamo.ts";
import { factsVersion, repVersion } from "../../adapters/reps/rep-version.ts";
import { actOfColumn } from "../../policy/read/act-of-column.ts";
import { type Cells, editedRoster } from "../../policy/read/edited-roster.ts";
import { columns } from "../../policy/read/roster-columns.ts";
import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { isOn } from "../../routing/reps/pause.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Rep, RepState } from "../../routing/reps/rep.ts";
import { oneLine } from "../../texts/legible.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import { badRoster } from "../bad-roster.ts";
import { answered, type Keep } from "../once.ts";
import { Changed, mayGivePools, RosterProblems } from "./check-change.ts";
import type { Deps } from "./deps.ts";
import { type Change, changeIn, versionIn } from "./read-change.ts";

type Answer = APIGatewayProxyStructuredResultV2;

/**
 * Changes somebody of the team: pauses them, or writes cells of their row of the roster, on condition that they are as they were
 * seen (`If-Match`), together with the audit's entry. What is so already is answered as done.
 */
export async function changeRep(person: Person, asked: Asked, deps: Deps, keep: Keep): Promise<Answer | undefined> {
  const [rep, active] = await Promise.all([deps.reps.get(asked.pathParameters?.rep ?? ""), deps.policies.active()]);
  if (!rep || !mayActOnRep("see the team", person, rep, active.policy)) return undefined;
  const change = changeIn(asked);
  if (!mayChange(person, rep, change, active.policy)) return undefined;
  const seen = versionIn(asked);
  if (seen === undefined) return problem(428, "version-required", 'expected If-Match: "…", the version that was seen');
  const tell: Tell = (act, detail, after) => [
    deps.audit.entry({ at: deps.now(), by: person.id, act, who: rep.id, detail }),
    keep(doneWith(after)),
  ];
  return "pause" in change ? pause(rep, change.pause, seen, tell, deps) : edit(rep, change.cells, seen, tell, deps);
}

/** What is written with a change, that it was made and how it is answered. */
type Tell = (act: string, detail: string, after: Rep & Pick<RepState, "paused">) => Write[];
const doneWith = (after: Rep & Pick<RepState, "paused">) => ({ status: 200, body: { version: repVersion(after) } });

function mayChange(person: Person, rep: Rep, change: Change, policy: Policy): boolean {
  if ("pause" in change) return mayActOnRep("change availability", person, rep, policy);
  const columns = Object.keys(change.cells);
  const may = columns.every((name) => mayActOnRep(actOfColumn(name), person, rep, policy));
  return may && mayGivePools(person, rep.pools, change.cells.pools, policy);
}

async function pause(
  rep: RepState,
  asked: { until?: string | undefined; note?: string | undefined } | null,
  seen: string,
  tell: Tell,
  deps: Deps,
): Promise<Answer> {
  const now = deps.now();
  if (asked?.until !== undefined && !(Date.parse(asked.until) > Date.parse(now)))
    throw new Unusable("until: expected a time to come, such as 2026-12-24T18:00:00Z");
  const until = asked?.until === undefined ? undefined : new Date(asked.until).toISOString();
  const on = isOn(rep.paused, now);
  if (asked ? on && rep.paused?.until === until && rep.paused?.because === "asked" : !on)
    return answered(doneWith(rep));
  const note = asked?.note && oneLine(asked.note);
  const next = asked
    ? { since: now, ...(until && { until }), because: "asked" as const, ...(note && { note }) }
    : undefined;
  const isSeen = repVersion(rep).split("-").at(-1) === seen.split("-").at(-1);
  const after = { ...rep, paused: next };
  const told = tell(asked ? "pause" : "end-pause", until ? `until ${until}` : "", after);
  if (!isSeen || !(await deps.reps.replacePause(rep.id, next, rep.paused?.since, told)))
    return changedMeanwhile(rep.id, deps);
  return answered(doneWith(after));
}

async function edit(rep: RepState, cells: Cells, seen: string, tell: Tell, deps: Deps): Promise<Answer> {
  const active = await deps.policies.active();
  const written = (of: Rep) => columns.filter(({ name }) => name in cells).map(({ name, write }) => [name, write(of)]);
  let [before, after]: [Rep, Rep] = [rep, rep];
  const whole = () => ({ ...after, ...(rep.paused && { paused: rep.paused }) });
  try {
    await deps.reps.changeRoster(
      (reps) => {
        before = reps.find(({ id }) => id === rep.id) ?? rep;
        const reading = editedRoster(reps, { id: rep.id, cells }, active);
        if (reading.kind === "problems") throw new RosterProblems(reading.problems);
        after = reading.reps.find(({ id }) => id === rep.id) ?? rep;
        if (factsVersion(before) === factsVersion(after)) throw new Changed("already");
        // A hash has no sign that parts the version.
        if (factsVersion(before) !== seen.slice(0, seen.lastIndexOf("-"))) throw new Changed("meanwhile");
        return reading.reps;
      },
      () => tell("edit", changes(written(before), written(after)), whole()),
    );
  } catch (error) {
    if (error instanceof RosterProblems) return badRoster(error.problems);
    if (error instanceof Changed && error.how === "meanwhile") return changedMeanwhile(rep.id, deps);
    if ((error as Error).name === "Contention") return changedMeanwhile(rep.id, deps);
    if (!(error instanceof Changed)) throw error;
  }
  return answered(doneWith(whole()));
}

/** `capacity: 10 → 12`, cut. */
const changes = (before: string[][], after: string[][]): string =>
  after
    .map(([name = "", is = ""], n) => ({ name, was: before[n]?.[1] ?? "", is }))
    .filter(({ was, is }) => was !== is)
    .map(({ name, was, is }) => `${name}: ${secret(name) ? "…" : was || "–"} → ${secret(name) ? "…" : is || "–"}`)
    .join("; ")
    .slice(0, 1000);
const secret = (name: string): boolean => columns.some((column) => column.name === name && column.secret);

/** Somebody else was faster: who, what and when, as the audit knows it. */
async function changedMeanwhile(id: string, { audit, people, now }: Deps): Promise<Answer> {
  const { entries } = await audit.page(`${now()}~`, 50);
  const last = entries.find(({ who }) => who === id);
  const names = await people.names(last ? [last.by] : []);
  return problem(412, "changed", undefined, last ? { by: names[last.by] ?? last.by, act: last.act, at: last.at } : {});
}
