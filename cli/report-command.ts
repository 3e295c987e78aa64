import Table from "cli-table3";
import { Argument, type Command, InvalidArgumentError } from "commander";
import Papa from "papaparse";
import { rebuildRows } from "../adapters/reports/rebuild-rows.ts";
import { RowStore } from "../adapters/reports/row-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import {
  breaches,
  campaigns,
  type Decided,
  type Dimension,
  dimensionIn,
  dimensions,
  type Period,
  periodBefore,
  stages,
} from "../reports/figures.ts";
import type { LeadRow } from "../reports/row.ts";
import type { Quantile } from "../reports/statistics.ts";
import { type Summary, summariesBy, summaryOf } from "../reports/summary.ts";
import { hours, type Span, spans, volume } from "../reports/volume.ts";
import { weekdays } from "../routing/time/office.ts";
import { zoneNamed } from "../routing/time/zone-names.ts";
import { oneLine } from "../texts/legible.ts";
import { readCostsFile } from "./files.ts";
import { instantOrAge } from "./leads-list.ts";
import { counted } from "./listed.ts";
import { BadFiles, installation, Refused, type Where, where } from "./where.ts";

interface Options extends Where {
  from: string;
  to?: string;
  by?: Dimension;
  costs?: string;
  zone: string;
  csv?: boolean;
  json?: boolean;
}

/** What can be printed, beside the figures. */
const views = ["figures", ...spans.map((span) => `by-${span}` as const), "hours", "late", "campaigns"] as const;
type View = (typeof views)[number];

async function showReport(view: View, options: Options): Promise<void> {
  const { name, client, tables, now = new Date().toISOString() } = await installation(options);
  const period = { from: instantOrAge(options.from, now), to: options.to ? instantOrAge(options.to, now) : now };
  if (period.from >= period.to) throw new Refused("--from must be before --to.");
  const store = new RowStore(client, tables.reports);
  const rows = await store.between(period.from, period.to);
  const counting = { now, reps: await new RepStore(client, tables.reps).all() };
  const print = (table: Sheet) => {
    if (options.json) return console.log(JSON.stringify({ period, rows: objectsOf(table) }, null, 2));
    if (options.csv) return console.log(Papa.unparse(csvOf(table), { escapeFormulae: true }));
    console.log(
      `${counted(rows.length, "lead")} received from ${period.from.slice(0, 16)} to ${period.to.slice(0, 16)} UTC, ${name}`,
    );
    console.log(textOf(table));
  };
  if (view !== "figures") return print(viewOf(view, rows, period, options, now));
  if (options.by) {
    const by = summariesBy(rows, options.by, counting);
    if (options.json) return console.log(JSON.stringify({ period, by: Object.fromEntries(by) }, null, 2));
    return print(sliceSheet(options.by, by));
  }
  const summary = summaryOf(rows, counting);
  if (options.json) return console.log(JSON.stringify({ period, ...summary }, null, 2));
  const earlier = await store.between(periodBefore(period).from, period.from);
  print(figureSheet(summary, summaryOf(earlier, { ...counting, now: period.from })));
}

/** A table with a name for each column, and cells as they are read and, where that is another, as a number. */
interface Sheet {
  head: string[];
  rows: (string | number | Figure)[][];
}
interface Figure {
  text: string;
  value: number | undefined;
}

const textIn = (cell: string | number | Figure): string =>
  typeof cell === "object" ? cell.text : oneLine(`${cell}`) || "–";
const valueIn = (cell: string | number | Figure) => (typeof cell === "object" ? (cell.value ?? "") : cell);

function textOf({ head, rows }: Sheet): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows.map((row) => row.map(textIn)));
  return table.toString();
}
const csvOf = ({ head, rows }: Sheet) => ({ fields: head, data: rows.map((row) => row.map(valueIn)) });
const objectsOf = ({ head, rows }: Sheet) =>
  rows.map((row) => Object.fromEntries(row.map((cell, n) => [head[n] ?? "", valueIn(cell)])));

function viewOf(view: Exclude<View, "figures">, rows: LeadRow[], period: Period, options: Options, now: string): Sheet {
  switch (view) {
    case "hours":
      return {
        head: ["weekday", "hour", "leads", "not offered in 15 min", "minutes until offered, half of them"],
        rows: hours(rows, now, options.zone)
          .filter(({ leads }) => leads > 0)
          .map(({ weekday, hour, leads, uncovered, p50 }) => [
            ...[weekdays[weekday] ?? "", hour, leads, uncovered],
            p50 === undefined ? "" : Number(p50.toFixed(1)),
          ]),
      };
    case "late":
      return {
        head: ["lead", "rep", "promised by", "minutes late", "reached"],
        rows: breaches(rows, now).map(({ row, late }) => [
          ...[row.id, row.rep ?? "", row.contactBy ?? "", Math.round(late), row.contactedAt ?? ""],
        ]),
      };
    case "campaigns":
      return {
        head: ["campaign", "leads", "won", "value", "spent", "per lead", "return"],
        rows: campaigns(rows, options.costs ? spentIn(options.costs) : new Map()).map((one) => [
          ...[one.campaign, one.leads, one.won, one.value, one.spent ?? ""],
          one.perLead === undefined ? "" : Number(one.perLead.toFixed(2)),
          one.back === undefined ? "" : Number(one.back.toFixed(3)),
        ]),
      };
    default: {
      const span = view.slice("by-".length) as Span;
      return {
        head: [span, "leads", "whole"],
        rows: volume(rows, period, span, options.zone).map(({ from, leads, partial }) => [
          ...[from, leads, partial ? "no" : "yes"],
        ]),
      };
    }
  }
}

function readZone(text: string): string {
  const zone = zoneNamed(text);
  if (!zone) throw new InvalidArgumentError("Expected a zone such as America/Mexico_City.");
  return zone;
}

function spentIn(file: string): Map<string, number> {
  const read = readCostsFile(file);
  if (read.kind === "problems") throw new BadFiles(read.problems);
  return read.spent;
}

const percent = (part: number): string => `${Math.round(part * 100)}`;
/** "40% (29–52, n 70), 3 open", or "–" where there is nothing to be a share of. */
const shareFigure = ({ share, open }: Decided): Figure => ({
  text:
    (share ? `${percent(share.share)}% (${percent(share.low)}–${percent(share.high)}, n ${share.n})` : "–") +
    (open > 0 ? `, ${open} open` : ""),
  value: share?.share,
});
const number = (value: number): string => (value >= 10 ? `${Math.round(value)}` : value.toFixed(1));
/** "12.6 min (11–15)"; an end that was not reached is open. */
const quantileFigure = ({ time, low, high }: Quantile, unit: string): Figure => {
  const interval = `(${low === undefined ? "" : number(low)}–${high === undefined ? "" : number(high)})`;
  return {
    text: time === undefined ? "not reached" : [number(time), unit, interval].filter(Boolean).join(" "),
    value: time,
  };
};

/** All figures, each with that of the period before. */
function figureSheet(now: Summary, before: Summary): Sheet {
  const rows: Sheet["rows"] = [];
  const line = (what: string, of: (summary: Summary) => string | number | Figure) =>
    rows.push([what, of(now), of(before)]);
  for (const stage of stages) line(stage, (summary) => summary.funnel[stage]);
  line("speed to lead, half of them", ({ speed }) => quantileFigure(speed.p50, "min"));
  line("speed to lead, nine in ten", ({ speed }) => quantileFigure(speed.p90, "min"));
  line("in working time, half of them", ({ inWorkingTime }) => quantileFigure(inWorkingTime.p50, "min"));
  line("in working time, nine in ten", ({ inWorkingTime }) => quantileFigure(inWorkingTime.p90, "min"));
  line("offers accepted", ({ acceptance }) => shareFigure(acceptance));
  line("offers answered in time", ({ answered }) => shareFigure(answered));
  line("leads offered more than once", ({ reassigned }) => shareFigure({ share: reassigned, open: 0 }));
  line("first contacts in time", ({ contacted }) => shareFigure(contacted));
  line("late now", ({ lateNow }) => lateNow);
  for (const outcome of ["won", "lost", "invalid", "withdrawn"] as const)
    line(outcome, ({ results }) => results[outcome]);
  line("win rate", ({ results }) => shareFigure({ share: results.winRate, open: 0 }));
  line("won of those qualified", ({ results }) => shareFigure({ share: results.conversion, open: 0 }));
  line("value won", ({ results }) => results.value);
  line("days to win, half of them", ({ results }) => quantileFigure(results.daysToClose, "days"));
  return { head: ["", "this period", "the one before"], rows };
}

/** One line for each slice. */
const sliceSheet = (by: string, summaries: ReadonlyMap<string, Summary>): Sheet => ({
  head: [by, "leads", "contacted", "p50 min", "p90 min", "accepted", "in time", "won", "win rate", "value"],
  rows: [...summaries].map(([slice, { funnel, speed, acceptance, contacted, results }]) => [
    ...[slice, funnel.received, funnel.contacted, quantileFigure(speed.p50, ""), quantileFigure(speed.p90, "")],
    ...[shareFigure(acceptance), shareFigure(contacted), results.won],
    ...[shareFigure({ share: results.winRate, open: 0 }), results.value],
  ]),
});

async function rebuild(options: Where & { from?: string }): Promise<void> {
  const { name, client, tables } = await installation(options);
  const { leads, changed } = await rebuildRows(client, tables);
  console.log(
    `${leads} leads in ${name}: ${changed === 0 ? "each row was as it should be" : `${changed} rows were made anew`}.`,
  );
}

function readDimension(text: string): Dimension {
  const by = dimensionIn(text);
  if (!by) throw new InvalidArgumentError(`Expected one of ${dimensions.join(", ")}, or own.NAME.`);
  return by;
}

/** `npm run turno -- report` and `reports rebuild` */
export function addReportCommands(program: Command): void {
  const report = program
    .command("report")
    .description("Print what leads came to: funnel, speed to lead, offers, first contacts, results (docs/reports.md)")
    .addArgument(new Argument("[what]", "which of them").choices([...views]).default("figures"))
    .option("--from <time>", "received since: a date, an ISO time or an age such as 7d", "30d")
    .option("--to <time>", "received before")
    .option(
      "--by <dimension>",
      `one line for each ${dimensions.join(", ")}, or own.NAME of an attribute that the policy names`,
      readDimension,
    )
    .option("--costs <file>", "with campaigns: a CSV with the columns campaign and spent")
    .option("--zone <zone>", "by whose clocks days and hours are told", readZone, "UTC")
    .option("--csv", "numbers as CSV")
    .option("--json", "everything as JSON")
    .action(showReport);
  where(report);
  const reports = program.command("reports").description("The rows that reports are counted from");
  where(
    reports
      .command("rebuild")
      .description("Make the rows anew from the leads. Changes nothing where none is missing")
      .action(rebuild),
  );
}
