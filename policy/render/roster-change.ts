import type { Rep } from "../../routing/reps/rep.ts";
import { cellChanges } from "../diff/cell-changes.ts";
import type { RosterChange } from "../diff/roster-change.ts";

const told = (cell: string): string => cell || "nothing";

/** Renders the changes of an import: a line per added, changed or deactivated rep, and one per changed cell. */
export function renderRosterChange(existing: readonly Rep[], reps: readonly Rep[], change: RosterChange): string {
  const cells = (id: string): string[] => {
    const [before, after] = [existing, reps].map((some) => some.find((rep) => rep.id === id));
    if (!before || !after) return [];
    return cellChanges(before, after).map(([name, was, is]) => `      ${name}: ${told(was)} → ${told(is)}`);
  };
  const lines = [
    ...change.added.map((id) => `  add ${id}`),
    ...change.changed.flatMap((id) => [`  change ${id}`, ...cells(id)]),
    ...change.deactivated.map((id) => `  deactivate ${id}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
