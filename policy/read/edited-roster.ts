import type { Rep } from "../../routing/reps/rep.ts";
import type { Holidays } from "../../routing/time/schedule.ts";
import { checkedPolicy } from "./checked-policy.ts";
import { BadCell, renderTable } from "./csv-file.ts";
import type { Problem } from "./problem.ts";
import type { HolidaysOf } from "./public-holidays.ts";
import { columns } from "./roster-columns.ts";
import { parseRoster, type RosterReading } from "./roster-file.ts";

/** The active policy, as its author wrote it; undefined where there is none. */
interface ActivePolicy {
  source: string;
  policy: { pools: object };
}

/** What is written in cells of somebody's row, by the names of the roster's columns. */
export type Cells = Readonly<Record<string, string>>;

/** The names of the roster's columns. */
export const columnNames: readonly string[] = columns.map(({ name }) => name);

/**
 * The roster with other cells in one row, which is a new one for an id that is not there, as a file with them is read: all
 * that is refused there is refused here.
 */
export function editedRoster(
  reps: readonly Rep[],
  { id, cells }: { id: string; cells: Cells },
  active: ActivePolicy | undefined,
): RosterReading {
  const isNew = !reps.some((rep) => rep.id === id);
  const added = isNew ? [{ id } as Rep] : [];
  const edited = columns.map(({ name, write }) => ({
    name,
    write: (rep: Rep) => {
      if (rep.id !== id || name === "id") return write(rep);
      return cells[name] ?? (isNew ? "" : write(rep));
    },
  }));
  // Who left has no pools any more, which nobody of a file may lack.
  const rows = [...reps, ...added].filter((rep) => rep.id === id || rep.active);
  const reading = readRoster(renderTable(rows, edited), "roster", reps, active);
  if (reading.kind === "problems") return reading;
  const unfit = againstPolicy(reading.reps, active);
  if (unfit) return unfit;
  const others = reps.filter((rep) => rep.id !== id && !rep.active);
  return { kind: "roster", reps: [...reading.reps, ...others] };
}

/**
 * Reads a roster that is to follow another one, with the pools of the active policy.
 * @param before the roster now, by which places of public holidays are known
 */
export function readRoster(
  text: string,
  file: string,
  before: readonly Rep[],
  active: ActivePolicy | undefined,
): RosterReading {
  return parseRoster(text, file, holidaysAmong(before), active && Object.keys(active.policy.pools));
}

/** What the active policy says against a roster: a pool needs a manager, and somebody who works in it. */
export function againstPolicy(
  reps: readonly Rep[],
  active: ActivePolicy | undefined,
): { kind: "problems"; problems: Problem[] } | undefined {
  const checked = active && checkedPolicy(active.source, "the active policy", reps);
  return checked && "problems" in checked ? { kind: "problems", problems: checked.problems } : undefined;
}

/** Public holidays as somebody of the roster has them: the library that knows others is too large for a function. */
const holidaysAmong = (reps: readonly Rep[]): HolidaysOf => {
  const known = new Map<string, Holidays>(reps.flatMap(({ holidays }) => (holidays ? [[holidays.of, holidays]] : [])));
  return (of) => {
    const found = known.get(of);
    if (!found)
      throw new BadCell(
        `expected public holidays that somebody of the roster has (${[...known.keys()].join(", ") || "nobody has any"}); others are added by turno reps import`,
      );
    return found;
  };
};
