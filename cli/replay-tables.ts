import Table from "cli-table3";
import type { OutcomeDifference } from "../policy/replay/outcome-difference.ts";
import type { RepFigures, ReplayResult, WaitFigures } from "../policy/replay/result.ts";
import {
  type CoverageComparison,
  causeWords,
  coverageRows,
  destination,
  difference,
  durationText,
  percentage,
  repRows,
  resultRows,
} from "../policy/replay/words.ts";
import { counted } from "./listed.ts";

type Cell = string | number;

/** A table without lines between rows and with numbers aligned right. */
function table(head: string[], rows: Cell[][]): string {
  const made = new Table({
    head,
    style: { head: [], border: [] },
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    colAligns: head.map((_, n) => (n === 0 ? "left" : "right")),
  });
  made.push(...rows.map((row) => row.map(visible)));
  return made.toString();
}

/** Replaces control characters, since names come from files and could control the terminal. */
const visible = (cell: Cell): Cell => (typeof cell === "string" ? cell.replace(/[\p{Cc}\p{Cf}]/gu, "�") : cell);

/** The most rows of a table; the rest is in the JSON file and on the page. */
const mostRows = 20;
function shortened(head: string[], rows: Cell[][], what: string): string {
  const more = rows.length > mostRows ? `\n… and ${rows.length - mostRows} more ${what}: see --json or --html.` : "";
  return table(head, rows.slice(0, mostRows)) + more;
}

/** Renders a replay for a terminal. */
export function renderReplay(result: ReplayResult): string {
  const { before, after, leads, changed, recorded } = result;
  const direct = Object.entries(causeWords).map(
    ([cause, words]) => `  ${changed.by[cause as keyof typeof causeWords]} ${words}`,
  );
  const parts = [
    `${counted(leads.count, "lead")}, from ${leads.first} to ${leads.last}`,
    `Before: ${visible(before.policy)}, ${visible(before.roster)}\nAfter:  ${visible(after.policy)}, ${visible(after.roster)}`,
    `${changed.leads} leads (${percentage(changed.leads, leads.count)}) go elsewhere: ${changed.direct} directly, ${changed.cascading} only because leads before them did (cascading).`,
    ...(changed.direct > 0
      ? [
          `Directly by what is decided of the lead itself:\n${direct.filter((line) => !line.startsWith("  0 ")).join("\n")}`,
        ]
      : []),
    table(
      ["leads", "before", "after", "change"],
      resultRows(result).map(([name, first, second]) => [name, first, second, difference(first, second)]),
    ),
    shortened(
      ["who has them before", "after", "leads"],
      changed.moves.map((move) => [destination(move.before), destination(move.after), move.leads]),
      "moves",
    ),
    shortened(repHead, repRows(result).map(repCells), "reps"),
    shortened(placeHead("territory"), coverageRows(result, "territories").map(placeCells), "territories"),
    shortened(ruleHead, movedRules(result), "rules"),
    table(
      waitHead,
      [
        ...before.waits.map((row) => waitCells("before", row)),
        ...after.waits.map((row) => waitCells("after", row)),
      ].filter(([, , count]) => count !== 0),
    ),
    ...(recorded
      ? [
          `Of ${recorded.leads} leads whose owner is known, ${recorded.same} (${percentage(recorded.same, recorded.leads)}) get the same one in the world before.`,
        ]
      : []),
    ...(result.outcomes ? [outcomesText(result.outcomes)] : []),
    `Taken for granted:\n${result.assumptions.map((line) => `- ${visible(line)}`).join("\n")}`,
  ];
  return parts.join("\n\n");
}

/** What would have come of the leads, or why it cannot be said. */
function outcomesText(outcomes: OutcomeDifference): string {
  const { unknown, unasked, apart } = outcomes;
  const left = [
    ...(unknown > 0 ? [`of ${unknown} it is not recorded who could have had them`] : []),
    ...(unasked > 0 ? [`${unasked} would come to no rep, and nobody knows what comes of those`] : []),
    ...(apart > 0 ? [`${apart} would go mostly to reps who could not have had them then`] : []),
  ];
  const beside = left.length > 0 ? ` Nothing is said of other leads with an outcome: ${left.join("; ")}.` : "";
  return `What would have come of it: ${ofTurns(outcomes)}${beside}`;
}

function ofTurns(outcomes: OutcomeDifference): string {
  const leads = counted(outcomes.leads, "lead");
  switch (outcomes.kind) {
    case "same":
      return `both ask the same reps equally often for the ${leads} that can be compared, so that their outcomes say nothing.`;
    case "few":
      return `too little to say. ${leads} can be compared, and those that speak for one of the two are worth ${Math.round(outcomes.effective)}; it takes ${outcomes.needed}.`;
    case "told": {
      const { before, after, difference, effective, uneven } = outcomes;
      const sure =
        difference.low > 0 || difference.high < 0 ? "" : " That is not sure: it may as well be none, or the other way.";
      return [
        `${percentage(after, 1)} won after, ${percentage(before, 1)} before: ${points(difference.value)} points (95%: ${points(difference.low)} to ${points(difference.high)}), of ${leads} weighed by how likely each rep was to be asked then, worth ${Math.round(effective)} leads.${sure}`,
        ...(uneven
          ? [
              "But reps who are asked more after had leads with more points then, or with fewer, than their turns explain: part of it is those leads and not these reps.",
            ]
          : []),
      ].join(" ");
    }
  }
}

const points = (part: number): string => {
  const text = (Math.abs(part) * 100).toFixed(1);
  return text === "0.0" ? "0.0" : `${part > 0 ? "+" : "−"}${text}`;
};

/** Renders the replay of one policy and roster, compared with nothing, for a terminal. */
export function renderAlone(result: ReplayResult): string {
  const { after, leads, recorded } = result;
  return [
    `${counted(leads.count, "lead")}, from ${leads.first} to ${leads.last}`,
    `Policy and roster: ${visible(after.policy)}, ${visible(after.roster)}`,
    table(
      ["leads", "count"],
      resultRows(result).map(([name, count]) => [name, count]),
    ),
    shortened(
      ["rep", "leads", "share owed", "most open"],
      after.reps
        .toSorted((a, b) => b.leads - a.leads || (a.repId < b.repId ? -1 : 1))
        .map((rep) => [rep.repId, leadsOf(rep), rep.owed.toFixed(1), `${rep.maxOpen} of ${rep.capacity}`]),
      "reps",
    ),
    shortened(placeHead("territory"), coverageRows(result, "territories").map(placeCells), "territories"),
    shortened(placeHead("rule"), coverageRows(result, "rules").map(placeCells), "rules"),
    table(
      waitHead.toSpliced(1, 1),
      after.waits.filter(({ leads }) => leads > 0).map((row) => waitCells("", row).toSpliced(1, 1)),
    ),
    ...(recorded
      ? [
          `Of ${recorded.leads} leads whose owner is known, ${recorded.same} (${percentage(recorded.same, recorded.leads)}) get the same one.`,
        ]
      : []),
    `Taken for granted:\n${result.assumptions.map((line) => `- ${visible(line)}`).join("\n")}`,
  ].join("\n\n");
}

const repHead = ["rep", "leads before", "after", "change", "share owed before", "after", "most open before", "after"];
const leadsOf = (rep: RepFigures | undefined): Cell =>
  rep === undefined ? "–" : rep.named > 0 ? `${rep.leads} (${rep.named} by name)` : rep.leads;
const repCells = ({ repId, before, after }: ReturnType<typeof repRows>[number]): Cell[] => [
  repId,
  leadsOf(before),
  leadsOf(after),
  difference(before?.leads ?? 0, after?.leads ?? 0),
  before?.owed.toFixed(1) ?? "–",
  after?.owed.toFixed(1) ?? "–",
  before ? `${before.maxOpen} of ${before.capacity}` : "–",
  after ? `${after.maxOpen} of ${after.capacity}` : "–",
];

const placeHead = (what: string) => [what, "leads", "rejected", "by mail", "no rule", "to the manager"];
const placeCells = ({ name, before, after }: CoverageComparison): Cell[] => [
  name,
  ...(["leads", "rejected", "mail", "otherwise", "manager"] as const).map((key) =>
    before[key] === after[key] ? before[key] : `${before[key]} → ${after[key]}`,
  ),
];

const ruleHead = ["rules with other leads", "leads", "to the manager"];
const movedRules = (result: ReplayResult): Cell[][] =>
  coverageRows(result, "rules")
    .filter(({ before, after }) => before.leads !== after.leads || before.manager !== after.manager)
    .map(({ name, before, after }) => [
      name,
      `${before.leads} → ${after.leads}`,
      `${before.manager} → ${after.manager}`,
    ]);

const waitHead = [
  "time until a rep is there",
  "world",
  "leads",
  "at once",
  "never",
  "median",
  "p95",
  "working p95",
  "within answer time",
];
const waitCells = (world: string, wait: WaitFigures): Cell[] => [
  wait.priority,
  world,
  wait.leads,
  percentage(wait.atOnce, wait.leads),
  wait.never,
  durationText(wait.median),
  durationText(wait.p95),
  durationText(wait.workingP95),
  percentage(wait.inTime, wait.leads),
];
