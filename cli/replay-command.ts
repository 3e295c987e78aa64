import { writeFileSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { renderProblem } from "../policy/read/problem.ts";
import { assumptionsOf } from "../policy/replay/assumptions.ts";
import { FirstAsked } from "../policy/replay/first-asked.ts";
import type { TimeRange } from "../policy/replay/leads.ts";
import type { ReplayResult } from "../policy/replay/result.ts";
import { replay } from "../policy/replay/run.ts";
import type { Side } from "../policy/replay/simulation.ts";
import { ownFacts } from "../routing/policy/own-attributes.ts";
import { columnMapped } from "./column-map.ts";
import { readLeadFile } from "./lead-file.ts";
import { lookedUpLeads } from "./looked-up-leads.ts";
import { readLeadTable } from "./past-leads.ts";
import { versionNumber } from "./policy-source.ts";
import { previewSources } from "./preview-sources.ts";
import { progress } from "./progress.ts";
import { isAlone, type NamedSides, namedSides } from "./replay-sides.ts";
import { renderAlone, renderReplay } from "./replay-tables.ts";
import { BadFiles, installation, Refused, where } from "./where.ts";

interface Options extends NamedSides {
  since?: number;
  until?: number;
  start?: number;
  every: number;
  companies?: string;
  map?: Record<string, string>;
  last?: number;
  openDays: number;
  recorded: boolean;
  json?: string;
  html?: string;
}

const minute = 60_000;
const day = 1440 * minute;

/** Parses "10m", "2h" or "1d" into milliseconds. */
function duration(text: string): number {
  const [, number, unit] = /^(\d+)(m|h|d)$/.exec(text) ?? [];
  if (!unit || Number(number) === 0) throw new InvalidArgumentError("Expected a duration such as 10m, 2h or 1d.");
  return Number(number) * (unit === "m" ? 1 : unit === "h" ? 60 : 1440) * minute;
}

/** Parses a date, or a time with its zone, into epoch milliseconds. A date alone is midnight UTC. */
function instant(text: string): number {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("Expected a date such as 2026-11-02, or 2026-11-02T15:00:00Z.");
  return at;
}

const several = (id: string, before: string[] = []): string[] => [...before, id];

function count(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError("Expected a number from 1.");
  return Number(text);
}

function daysOpen(text: string): number {
  const days = Number(text);
  if (!(days > 0 && days <= 3650)) throw new InvalidArgumentError("Expected a number of days above 0.");
  return days;
}

/** Midnight UTC of the week's Monday, in epoch milliseconds. */
const mondayOf = (now: number): number => Math.floor((now - 4 * day) / (7 * day)) * 7 * day + 4 * day;

async function replayLeads(options: Options): Promise<void> {
  const { openDays, recorded } = options;
  const sides = await namedSides(options);
  const {
    leads: all,
    notes,
    before,
    after,
    offers,
  } = options.leads === undefined
    ? { ...sides, ...(await storedLeads(options)) }
    : { ...(await leadsOfFile(options.leads, sides, options)), offers: undefined };
  const leads = options.last === undefined ? all : all.latest(options.last);
  for (const note of notes) console.error(note);
  const bar = progress(2 * leads.length, "Replaying");
  let lived = 0;
  const onLead = () => {
    lived += 1;
    if (lived % 500 === 0) bar.update(lived);
  };
  const asked = new FirstAsked(leads, (ref) => offers?.of(ref));
  const found = replay(leads, before, after, { openDays, recorded }, onLead, asked);
  bar.stop();
  const result: ReplayResult = {
    ...found,
    assumptions: [...assumptionsOf({ openDays, recorded }, [before, after]), ...notes],
  };
  if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  if (options.html) {
    // Imported on demand, since the chart library is slow to load.
    const { replayHtml } = await import("./replay-page.ts");
    writeFileSync(options.html, replayHtml(result));
  }
  console.log(sides.before === sides.after ? renderAlone(result) : renderReplay(result));
  for (const file of [options.json, options.html]) if (file) console.error(`Written: ${file}`);
}

const windowOf = ({ since, until }: Options): TimeRange => ({
  from: since ?? Number.NEGATIVE_INFINITY,
  before: until ?? Number.POSITIVE_INFINITY,
});

async function storedLeads(options: Options) {
  const { name, client, tables } = await installation(options);
  const bar = progress(0, "Reading leads");
  const onPage = (leads: number) => bar.update(leads);
  const read = await readLeadTable(client, tables.leads, { window: windowOf(options), onPage });
  bar.stop();
  if (read.leads.length === 0) throw new Refused(`There are no leads of that time in ${name}.`);
  return read;
}

/** Reads the leads of a file and looks them up in the installation or in a file of companies. */
async function leadsOfFile(file: string, sides: { before: Side; after: Side }, options: Options) {
  const reading = await readLeadFile(file, {
    language: sides.before.policy.languages[0] ?? "en",
    own: ownFacts({ ...sides.before.policy.attributes, ...sides.after.policy.attributes }),
    spread: { start: options.start ?? mondayOf(Date.now()), every: options.every },
    window: windowOf(options),
    ...(options.map && { mapping: options.map }),
  });
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  for (const problem of reading.unread) console.error(renderProblem(problem));
  const { against, againstReps } = options;
  const isOfFiles =
    isAlone(options) || (againstReps !== undefined && against !== undefined && versionNumber(against) === undefined);
  const sources = previewSources(options.companies, isOfFiles ? undefined : await installation(options));
  const known = await lookedUpLeads(reading.leads, sides, sources);
  const missing = [sides.before, sides.after].flatMap(({ policy }) => sources.missing(policy));
  return { ...known, notes: [...reading.notes, ...new Set(missing)] };
}

/** `npm run turno -- replay` */
export function addReplayCommand(program: Command): void {
  where(program.command("replay"))
    .description(
      "who would have got past leads under another policy or roster, or with other people at work. Where --policy, --reps and --leads are files and nothing is named to compare with, they are replayed by themselves",
    )
    .option("--policy <file or version>", "the policy that is tried")
    .option("--reps <file>", "the roster that is tried, as CSV")
    .option("--away <rep>", "a rep who is away in what is tried; can be said several times", several)
    .option("--more <rep>", "a rep of whom there is one more in what is tried; can be said several times", several)
    .option("--against <file or version>", "the policy that it is compared with; the active one when not given")
    .option("--against-reps <file>", "the roster that it is compared with; the one in force when not given")
    .option("--leads <file>", "past leads as NDJSON or CSV; the leads of the installation when not given")
    .option(
      "--map <column=field>",
      'read a column of a CSV file as a field, as "Company Name=company", or @FILE with a line "Company Name: company" for each',
      columnMapped,
    )
    .option("--companies <file>", "look leads of a file up in these companies; in the installation's when not given")
    .option("--last <number>", "only so many leads, the latest", count)
    .option("--since <time>", "only leads that arrived from then on", instant)
    .option("--until <time>", "only leads that arrived before", instant)
    .option(
      "--start <time>",
      "when the first lead of a file without times arrives; this week's Monday when not given",
      instant,
    )
    .addOption(
      new Option("--every <duration>", "how far apart the leads of a file without times arrive")
        .argParser(duration)
        .default(10 * minute, "10m"),
    )
    .option("--open-days <number>", "after how many days a lead is closed and its rep has room again", daysOpen, 14)
    .option("--recorded", "let reps decline, or let lapse, what they did when it happened", false)
    .option("--json <file>", "write all of it to a file")
    .option("--html <file>", "write it as a page with charts")
    .action(replayLeads);
}
