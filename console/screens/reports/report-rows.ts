import { useEffect, useState } from "preact/hooks";
import { type Columns, rowsIn } from "../../../reports/columns.ts";
import type { Period } from "../../../reports/figures.ts";
import type { LeadRow } from "../../../reports/row.ts";
import type { Team } from "../../../reports/views/view.ts";
import { type Failure, read, turnoNow } from "../../api.ts";

/** What reports are counted from, as it was at a time (ms since 1970). */
export interface Counted {
  now: number;
  rows: LeadRow[];
  team: Team;
}

/** The months, in UTC, in which a period's leads are kept: `2026-10`, `2026-11`. */
export function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (
    let at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
    at.toISOString() < to;
    at.setUTCMonth(at.getUTCMonth() + 1)
  )
    months.push(at.toISOString().slice(0, 7));
  return months;
}

/** The rows of each answer, which is the same object as long as nothing has changed. */
const unpacked = new WeakMap<object, LeadRow[]>();

async function rowsOf(month: string): Promise<LeadRow[] | Failure> {
  const loaded = await read<{ columns: Columns }>(`/reports/rows/${month}`);
  if ("failure" in loaded) return loaded.failure;
  const rows = unpacked.get(loaded.value) ?? rowsIn(loaded.value.columns);
  unpacked.set(loaded.value, rows);
  return rows;
}

async function load(months: readonly string[]): Promise<Counted | Failure> {
  const [team, ...parts] = await Promise.all([read<Team>("/reports/team"), ...months.map(rowsOf)]);
  if ("failure" in team) return team.failure;
  const failure = parts.find((part) => !Array.isArray(part));
  if (failure) return failure as Failure;
  return { now: turnoNow(), rows: (parts as LeadRow[][]).flat(), team: team.value };
}

/** How long nothing is shown before the outline, ms. */
const patience = 200;

/** Loads what the reports of some months are counted from. What was shown before stays until then. */
export function useCounted(months: readonly string[]) {
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<{ counted?: Counted; failure?: Failure; slow: boolean }>({ slow: false });
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => setState((before) => ({ ...before, slow: true })), patience);
    void load(months).then((found) => {
      clearTimeout(timer);
      if (isOver) return;
      setState("rows" in found ? { counted: found, slow: false } : { failure: found, slow: false });
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [months.join(), tries]);
  return { ...state, again: () => setTries((n) => n + 1) };
}
