import type { Rep } from "../../routing/reps/rep.ts";
import { oneLine } from "../../texts/legible.ts";
import type { RosterChange } from "../diff/roster-change.ts";
import { columns } from "../read/roster-columns.ts";

const told = (cell: string, secret = false): string => (secret && cell ? "a secret" : cell || "nothing");

/** Renders the changes of an import: a line per added, changed or deactivated rep, and one per changed cell. */
export function renderRosterChange(existing: readonly Rep[], reps: readonly Rep[], change: RosterChange): string {
  const cells = (id: string): string[] => {
    const [before, after] = [existing, reps].map((some) => some.find((rep) => rep.id === id));
    if (!before || !after) return [];
    return columns
      .map(({ name, secret, write }) => ({ name, secret, was: oneLine(write(before)), is: oneLine(write(after)) }))
      .filter(({ was, is }) => was !== is)
      .map(({ name, secret, was, is }) => `      ${name}: ${told(was, secret)} → ${told(is, secret)}`);
  };
  const lines = [
    ...change.added.map((id) => `  add ${id}`),
    ...change.changed.flatMap((id) => [`  change ${id}`, ...cells(id)]),
    ...change.deactivated.map((id) => `  deactivate ${id}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
