import { isDeepStrictEqual } from "node:util";
import type { Command } from "commander";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { describeValue } from "../policy/read/problem.ts";
import { holidaysKnownThrough } from "../policy/read/public-holidays.ts";
import { dayOf, instantOf, isoDate } from "../routing/time/wall-clock.ts";
import { oneLine } from "../texts/legible.ts";
import { holidaysOf } from "./holidays.ts";
import { installation, Refused, type Where, where } from "./where.ts";

async function refreshHolidays(options: Where): Promise<void> {
  const { name, client, tables } = await installation(options);
  const store = new RepStore(client, tables.reps);
  const updated = (await store.all()).flatMap(({ id, holidays }) =>
    holidays ? [{ id, before: holidays, holidays: holidaysOf(holidays.of) }] : [],
  );
  const set = await store.setHolidays(updated.filter(({ before, holidays }) => !isDeepStrictEqual(before, holidays)));
  console.log(
    `In ${name}: ${set.length} changed${set.length > 0 ? ` (${set.join(", ")})` : ""}. ${holidaysKnownThrough(updated)}`,
  );
}

async function pauseRep(id: string, options: Where & { until?: string; note?: string }): Promise<void> {
  const { name, client, tables, now } = await installation(options);
  const store = new RepStore(client, tables.reps);
  const rep = await store.get(id);
  if (!rep) throw new Refused(`There is no rep "${id}" in ${name}; nothing was changed.`);
  const since = now ?? new Date().toISOString();
  const until = options.until === undefined ? undefined : instantIn(rep.timeZone, options.until);
  if (until !== undefined && until <= since) {
    throw new Refused(`${options.until} is over in ${rep.timeZone}; nothing was changed.`);
  }
  const note = options.note && oneLine(options.note).slice(0, 200);
  await store.pause(id, { since, ...(until && { until }), because: "asked", ...(note && { note }) });
  console.log(`In ${name}: ${id} is paused${until ? ` until ${until}` : `, until "turno reps resume ${id}"`}.`);
}

async function resumeRep(id: string, options: Where): Promise<void> {
  const { name, client, tables } = await installation(options);
  if (!(await new RepStore(client, tables.reps).resume(id))) {
    throw new Refused(`There is no rep "${id}" in ${name}; nothing was changed.`);
  }
  console.log(`In ${name}: ${id} is not paused any more.`);
}

/** The instant (ISO 8601, UTC) of a date or local time in a zone. A time with an offset ignores the zone. */
export function instantIn(timeZone: string, text: string): string {
  const [, date = "", hour = "0", minutes = "0"] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}):(\d{2}))?$/.exec(text.trim()) ?? [];
  const real =
    Number.isInteger(dayOf(date)) && isoDate(dayOf(date)) === date && Number(hour) < 25 && Number(minutes) < 60;
  if (real) return new Date(instantOf(timeZone, dayOf(date), Number(hour) * 60 + Number(minutes))).toISOString();
  const at = /[Zz]$|[-+]\d{2}:\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new Refused(`expected a time such as 2026-12-24T13:00, found ${describeValue(text)}; nothing was changed.`);
  return new Date(at).toISOString();
}

/** `npm run turno -- reps …`: the commands on availability. */
export function addAvailabilityCommands(reps: Command): void {
  where(reps.command("holidays"))
    .description("spell the public holidays out again, from this year on, and change nothing else")
    .action(refreshHolidays);
  where(reps.command("pause").argument("<id>"))
    .description("offer somebody nothing for a while; what they have stays theirs")
    .option(
      "--until <time>",
      "when it ends, as 2026-12-24 or 2026-12-24T13:00 in the rep's own zone; else when resumed",
    )
    .option("--note <text>", "why, for who reads the list")
    .action(pauseRep);
  where(reps.command("resume").argument("<id>")).description("end somebody's pause").action(resumeRep);
}
