import { changeChart, colours, loadChart, mostReps, repChart, uncoveredChart, waitChart } from "./charts.ts";
import { type Chart, draw, type Width, widths } from "./drawing.ts";
import { directCauses, type ReplayResult, type WaitFigures } from "./result.ts";
import {
  causeWords,
  coverageRows,
  destination,
  difference,
  durationText,
  percentage,
  repRows,
  resultRows,
} from "./words.ts";

/** Leads and moves that a page lists; all of them are in the JSON file. */
const mostListed = 100;

/**
 * A replay as one page that needs nothing else: no script, no network. Its charts are SVG, drawn once for a wide window
 * and once for a narrow one, with a table beside each. All names in it are escaped. `template` is `page.hbs` beside this
 * file, compiled.
 */
export function replayPage(result: ReplayResult, template: (view: object) => string): string {
  const { before, after, leads, changed, recorded } = result;
  const drawn = (id: string, title: string, about: string, chart: (result: ReplayResult, width: Width) => Chart) =>
    (Object.keys(widths) as Width[]).map((width) => ({
      width,
      svg: draw(chart(result, width), width, `${id}-${width}`, title, about),
    }));
  const reps = repRows(result);
  const territories = coverageRows(result, "territories");
  return template({
    colours,
    before: { policy: before.policy, roster: before.roster },
    after: { policy: after.policy, roster: after.roster },
    leads: { count: leads.count, first: day(leads.first), last: day(leads.last) },
    headlines: headlines(result),
    charts: {
      changes: drawn("changes", "How many leads go elsewhere, and why", sayChanges(result), changeChart),
      reps: drawn("reps", "Leads of each rep, before and after", "The table below has the same figures.", repChart),
      load: drawn("load", "Leads open with reps and leads that wait, over time", sayLoad(result), loadChart),
      uncovered: drawn(
        "uncovered",
        "Leads without a rule or a rep, by territory",
        "The table below has the same figures.",
        uncoveredChart,
      ),
      waits: drawn(
        "waits",
        "How long leads wait until a rep is there",
        "The table below has the same figures.",
        waitChart,
      ),
    },
    causes: [
      ...directCauses.map((cause) => ({
        what: causeWords[cause],
        leads: changed.by[cause],
        part: percentage(changed.by[cause], leads.count),
      })),
      {
        what: "only because leads before it went elsewhere (cascading)",
        leads: changed.cascading,
        part: percentage(changed.cascading, leads.count),
      },
      {
        what: "the same as before",
        leads: leads.count - changed.leads,
        part: percentage(leads.count - changed.leads, leads.count),
      },
    ],
    ends: resultRows(result).map(([what, first, second]) => ({
      what,
      first,
      second,
      change: difference(first, second),
    })),
    manyReps: reps.length > mostReps && mostReps,
    reps: reps.map(({ repId, before, after }) => ({
      repId,
      first: before?.leads ?? "–",
      second: after?.leads ?? "–",
      change: difference(before?.leads ?? 0, after?.leads ?? 0),
      named: arrow(before?.named ?? 0, after?.named ?? 0),
      owedFirst: before?.owed.toFixed(1) ?? "–",
      owedSecond: after?.owed.toFixed(1) ?? "–",
      most: arrow(before?.maxOpen ?? 0, after?.maxOpen ?? 0),
      capacity: after?.capacity ?? before?.capacity,
    })),
    anyNamed: [...before.reps, ...after.reps].some(({ named }) => named > 0),
    load: before.load.map(({ at, open, waiting }, n) => ({
      at: moment(at),
      open,
      waiting,
      openAfter: after.load[n]?.open,
      waitingAfter: after.load[n]?.waiting,
    })),
    territories: territories.map(({ name, before, after }) => ({
      name: name === "(none)" ? "in no territory" : name,
      cells: (["leads", "rejected", "mail", "otherwise", "manager", "uncovered"] as const).map((key) =>
        arrow(before[key], after[key]),
      ),
    })),
    rules: coverageRows(result, "rules").map(({ name, before, after }) => ({
      name,
      first: before.leads,
      second: after.leads,
      change: difference(before.leads, after.leads),
      manager: arrow(before.manager, after.manager),
    })),
    waits: before.waits
      .flatMap((row, n) => [waitRow("before", row), waitRow("after", after.waits[n] as WaitFigures)])
      .filter(({ leads }) => leads > 0),
    moves: changed.moves
      .slice(0, mostListed)
      .map((move) => ({ before: destination(move.before), after: destination(move.after), leads: move.leads })),
    movesLeft: Math.max(0, changed.moves.length - mostListed),
    changes: result.changes.slice(0, mostListed).map((change) => ({
      lead: change.lead,
      at: moment(change.receivedAt),
      before: destination(change.before),
      after: destination(change.after),
      because: change.because === "cascading" ? "leads before it" : causeWords[change.because],
    })),
    changesLeft: Math.max(0, result.changes.length - mostListed),
    assumptions: result.assumptions,
    recorded: recorded && { ...recorded, part: percentage(recorded.same, recorded.leads) },
  });
}

const arrow = (before: number, after: number): string => (before === after ? `${before}` : `${before} → ${after}`);

const waitRow = (world: string, wait: WaitFigures) => ({
  priority: wait.priority,
  world,
  leads: wait.leads,
  atOnce: percentage(wait.atOnce, wait.leads),
  median: durationText(wait.median),
  p95: durationText(wait.p95),
  working: durationText(wait.workingP95),
  never: wait.never,
  inTime: percentage(wait.inTime, wait.leads),
});

const utc = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const dayFormat = utc({ day: "numeric", month: "short", year: "numeric" });
const momentFormat = utc({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const day = (at: string): string => dayFormat.format(new Date(at));
const moment = (at: string): string => momentFormat.format(new Date(at));

/** What a reader wants to know first, one sentence each. */
function headlines({ leads, changed, before, after }: ReplayResult): string[] {
  if (changed.leads === 0) return ["No lead would have gone anywhere else."];
  const all = before.waits[0];
  const next = after.waits[0];
  const with_ = (count: number) => (count === 1 ? "1 lead" : `${count} leads`);
  return [
    `${with_(changed.leads)} of ${leads.count} (${percentage(changed.leads, leads.count)}) would have gone elsewhere: ${changed.direct} because something else is decided about them, ${changed.cascading} only because leads before them did.`,
    after.assigned === before.assigned
      ? `As many leads as before would have reached a rep: ${after.assigned}.`
      : `${with_(Math.abs(after.assigned - before.assigned))} ${after.assigned > before.assigned ? "more" : "fewer"} would have reached a rep: ${after.assigned}, not ${before.assigned}.`,
    after.escalated === before.escalated
      ? `As many as before would have been left to the manager: ${after.escalated}.`
      : `${with_(Math.abs(after.escalated - before.escalated))} ${after.escalated > before.escalated ? "more" : "fewer"} would have been left to the manager: ${after.escalated}, not ${before.escalated}.`,
    ...(all && next && all.leads > 0 && next.leads > 0
      ? [
          `A rep would have been there at once for ${percentage(next.atOnce, next.leads)} of the leads that need one (before: ${percentage(all.atOnce, all.leads)}).`,
        ]
      : []),
  ];
}

const sayChanges = ({ changed, leads }: ReplayResult): string =>
  `${changed.direct} directly, ${changed.cascading} cascading, ${leads.count - changed.leads} the same.`;

function sayLoad({ before, after }: ReplayResult): string {
  const most = (side: ReplayResult["before"], key: "open" | "waiting") =>
    Math.max(0, ...side.load.map((point) => point[key]));
  return `At most ${most(before, "open")} open before and ${most(after, "open")} after; at most ${most(before, "waiting")} waiting before and ${most(after, "waiting")} after.`;
}
