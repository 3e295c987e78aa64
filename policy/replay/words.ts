import type { Change, DirectCause, ReplayResult, SideFigures } from "./result.ts";

// Words and rows that the terminal and the page share.

export const causeWords: Record<DirectCause, string> = {
  qualification: "a gate rejects it, or no longer does",
  lane: "another lane",
  rule: "another rule, or other pools",
  choice: "another rep of the same pools",
};

/** `12.5%`; a dash if `all` is 0. */
export const percentage = (of: number, all: number): string => (all === 0 ? "–" : `${((100 * of) / all).toFixed(1)}%`);

/** `+3`, `−2`, `0`. */
export const difference = (before: number, after: number, digits = 0): string => {
  const by = (after - before).toFixed(digits);
  if (Number(by) === 0) return "0";
  return Number(by) > 0 ? `+${by}` : by.replace("-", "−");
};

/** Minutes for people: `0 min`, `45 min`, `3.5 h`, `2.1 days`. */
export function durationText(minutes: number | undefined): string {
  if (minutes === undefined) return "–";
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const [size, unit] = minutes < 48 * 60 ? [60, "h"] : [1440, "days"];
  return `${(minutes / size).toFixed(1).replace(/\.0$/, "")} ${unit}`;
}

/** Where a lead ends, in words. */
export function destination(name: Change["before"]): string {
  if (name === "manager") return "the manager";
  if (name.startsWith("lane:")) return `${name.slice("lane:".length)} (mail)`;
  return name;
}

/** Rows of how the leads ended: what, before and after. */
export function resultRows({ before, after }: ReplayResult): [string, number, number][] {
  const row = (name: string, of: (side: SideFigures) => number): [string, number, number] => [
    name,
    of(before),
    of(after),
  ];
  return [
    row("With a rep", ({ assigned }) => assigned),
    row("Answered by mail", ({ nurtured }) => nurtured),
    row("Rejected", ({ rejected }) => rejected),
    row("Left to the manager", ({ escalated }) => escalated),
    row("Matched by no rule", ({ otherwise }) => otherwise),
  ];
}

export interface RepComparison {
  repId: string;
  before: SideFigures["reps"][number] | undefined;
  after: SideFigures["reps"][number] | undefined;
}

/** A row for each rep of either roster, ordered by how many leads they gain or lose, the most first. */
export function repRows({ before, after }: ReplayResult): RepComparison[] {
  const ids = new Set([...before.reps, ...after.reps].map(({ repId }) => repId));
  const of = (side: SideFigures) => new Map(side.reps.map((rep) => [rep.repId, rep]));
  const [first, second] = [of(before), of(after)];
  const moved = ({ before, after }: RepComparison) => Math.abs((after?.leads ?? 0) - (before?.leads ?? 0));
  return [...ids]
    .map((repId) => ({ repId, before: first.get(repId), after: second.get(repId) }))
    .sort((a, b) => moved(b) - moved(a) || (a.repId < b.repId ? -1 : 1));
}

export interface CoverageComparison {
  name: string;
  before: Uncovered;
  after: Uncovered;
}
interface Uncovered {
  leads: number;
  rejected: number;
  mail: number;
  otherwise: number;
  manager: number;
  uncovered: number;
}

const nothing: Uncovered = { leads: 0, rejected: 0, mail: 0, otherwise: 0, manager: 0, uncovered: 0 };

/** Rows by territory or by rule of both sides, in the policy's order, the ones without leads left out. */
export function coverageRows({ before, after }: ReplayResult, by: "territories" | "rules"): CoverageComparison[] {
  const read = (side: SideFigures) =>
    new Map(
      side[by].map((place): [string, Uncovered] => [
        "territory" in place ? place.territory : place.rule,
        {
          leads: place.leads,
          rejected: place.rejected,
          mail: place.nurtured,
          otherwise: place.otherwise,
          manager: place.escalated,
          uncovered: place.uncovered,
        },
      ]),
    );
  const [first, second] = [read(before), read(after)];
  const order = [...new Set([...first.keys(), ...second.keys()])];
  const last = (name: string) => Number(name === "otherwise" || name === "(none)");
  return order
    .sort((a, b) => last(a) - last(b))
    .map((name) => ({ name, before: first.get(name) ?? nothing, after: second.get(name) ?? nothing }))
    .filter((row) => row.before.leads + row.after.leads > 0);
}
