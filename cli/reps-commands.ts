import Table from "cli-table3";
import type { Command } from "commander";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { CalendarStore, feedHash, type ReadCalendar } from "../adapters/reps/calendar-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { rosterChange } from "../policy/diff/roster-change.ts";
import { withTimeOffOf } from "../policy/read/kept-time-off.ts";
import { parsePolicy } from "../policy/read/policy-file.ts";
import { holidaysKnownThrough } from "../policy/read/public-holidays.ts";
import { renderRoster } from "../policy/read/roster-file.ts";
import { renderTimeOff } from "../policy/read/time-off.ts";
import { renderHours } from "../policy/read/working-hours.ts";
import { learntLines, recordOf } from "../policy/render/learnt.ts";
import { renderRosterChange } from "../policy/render/roster-change.ts";
import type { RepState } from "../routing/reps/rep.ts";
import { dayOf, isoDate } from "../routing/time/wall-clock.ts";
import { addAvailabilityCommands } from "./availability-commands.ts";
import { addLeaveCommand } from "./hand-on-commands.ts";
import { handOver, wouldHandOver } from "./ledger-commands.ts";
import { policyOf, rosterOf } from "./policy-source.ts";
import { addReceiptCommand } from "./receipt-command.ts";
import { installation, togetherHint, type Where, where } from "./where.ts";

async function importReps(file: string, options: Where & { dryRun?: boolean }): Promise<void> {
  rosterOf(file);
  const place = await installation(options);
  const { name, client, tables } = place;
  const active = await new PolicyStore(client, tables.policies).active().catch(withoutPolicy);
  const reps = togetherHint(() => {
    const read = rosterOf(file, active && Object.keys(active.policy.pools));
    if (active) policyOf(parsePolicy(active.source, "the active policy", read));
    return read;
  });
  const store = new RepStore(client, tables.reps);
  const existing = options.dryRun ? await store.all() : [];
  const after = withTimeOffOf(existing, reps);
  const change = options.dryRun ? rosterChange(existing, after) : await store.importRoster(reps);
  const { added, changed, deactivated } = change;
  const said = (what: string, ids: string[]) => `${ids.length} ${what}${ids.length > 0 ? ` (${ids.join(", ")})` : ""}`;
  const summary = `${said("added", added)}, ${said("changed", changed)}, ${said("deactivated", deactivated)}.`;
  if (options.dryRun) {
    process.stdout.write(renderRosterChange(existing, after, change));
    if (active) for (const line of await wouldHandOver(place, reps, active.policy)) console.log(line);
    console.log(`In ${name} nothing was changed. It would be: ${summary}`);
  } else {
    console.log(`In ${name}: ${summary}`);
    if (active) for (const line of await handOver(place)) console.log(line);
  }
  const through = holidaysKnownThrough(reps);
  if (through) console.log(through);
}

const withoutPolicy = (error: Error): undefined => {
  if (error.name !== "NoActivePolicy") throw error;
};

async function exportReps(options: Where): Promise<void> {
  const { client, tables } = await installation(options);
  process.stdout.write(renderRoster(await new RepStore(client, tables.reps).all()));
}

async function listReps(options: Where): Promise<void> {
  const { client, tables, now } = await installation(options);
  const at = now ?? new Date().toISOString();
  const table = new Table({
    head: [
      ...["id", "role", "zone", "hours", "away", "holidays", "calendar", "pools", "open", "capacity"],
      ...["won before", "won here", "active"],
    ],
    style: { head: [], border: [] },
  });
  const [{ reps, closings }, calendars, active] = await Promise.all([
    new RepStore(client, tables.reps).team(),
    new CalendarStore(client, tables.reps).allCalendars(),
    new PolicyStore(client, tables.policies).active().catch(withoutPolicy),
  ]);
  for (const rep of reps) {
    const { before, here } = recordOf(rep, active?.policy.currency ?? "");
    const pools = Object.entries(rep.pools).map(([pool, weight]) => (weight === 1 ? pool : `${pool}:${weight}`));
    table.push([
      rep.id,
      rep.role,
      rep.timeZone,
      renderHours(rep.shifts).replaceAll("; ", "\n"),
      timeAway(rep, at).join("\n"),
      rep.holidays ? `${rep.holidays.of} to ${rep.holidays.through}` : "",
      calendarRead(rep, calendars.get(rep.id)),
      pools.join("\n"),
      rep.openLeads,
      rep.capacity,
      before,
      here,
      standing(rep, at),
    ]);
  }
  console.log(table.toString());
  for (const line of learntLines(reps, closings, active?.policy)) console.log(line);
  const through = holidaysKnownThrough(reps);
  if (through) console.log(through);
}

/** Days off and time off that are not over at `at`. */
function timeAway({ daysOff, timeOff }: RepState, at: string): string[] {
  // A day earlier, since it may still be yesterday in the rep's zone.
  const since = isoDate(dayOf(at) - 1);
  const days = daysOff.filter((day) => day >= since);
  const times = (timeOff ?? []).filter(({ to }) => to >= since);
  return [...days, ...times.map((time) => renderTimeOff([time]))];
}

/**
 * The state of the rep's calendar: when it was last read, why later attempts failed, and which events could not be
 * read.
 */
function calendarRead({ calendarFeed }: RepState, calendar: ReadCalendar | undefined): string {
  if (calendarFeed === undefined) return "";
  if (!calendar || calendar.feed !== feedHash(calendarFeed)) return "not read yet";
  const { readAt, failed, unread = [] } = calendar;
  const read = readAt ? `read ${readAt.slice(0, 16)}Z` : "never read";
  return [read, ...(failed ? [failed] : []), ...unread].join(",\n");
}

function standing({ active, paused }: RepState, at: string): string {
  if (!active) return "no";
  if (!paused || (paused.until !== undefined && paused.until <= at)) return "yes";
  const because = paused.because === "lapses" ? "offers lapsed" : (paused.note ?? "");
  return [`paused${paused.until ? ` until ${paused.until}` : ""}`, because].filter(Boolean).join(": ");
}

/** `npm run turno -- reps …` */
export function addRepsCommands(program: Command): void {
  const reps = program.command("reps").description("the people who take leads");
  where(reps.command("import").argument("<file>"))
    .description("make the roster that of a CSV file")
    .option("--dry-run", "only say what would change")
    .action(importReps);
  where(reps.command("export")).description("the roster as CSV").action(exportReps);
  addAvailabilityCommands(reps);
  addLeaveCommand(reps);
  addReceiptCommand(reps);
  where(reps.command("list"))
    .description("who there is, with their open leads, and what they won before and here")
    .action(listReps);
}
