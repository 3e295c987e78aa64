import Table from "cli-table3";
import type { Figures, Spread } from "./figures.ts";

/** No lines between rows. */
const plain = {
  style: { head: [], border: [] },
  chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  wordWrap: true,
};
const round = (value: number, digits = 1): string => value.toFixed(digits).replace(/^-(0\.0+)$/, "$1");
const contactText = ({ median, p90, count }: Spread): string => `p50 ${round(median)}, p90 ${round(p90)} (${count})`;
const spreadText = ({ median, p95, count }: Spread): string => `median ${round(median)}, p95 ${round(p95)} (${count})`;
const countsText = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

/** What the pages said to people, in the order in which a request lives. */
const did: [said: string, text: string][] = [
  ["booked", "chose a time"],
  ["moved", "moved it"],
  ["cancelled", "cancelled it"],
  ["taken", "found it taken"],
  ["saved", "corrected"],
  ["asked", "asked for a look"],
  ["withdrawn", "withdrew"],
];
const personsText = ({ persons, chosenReps }: Figures): string =>
  [...did.map(([said, text]) => `${persons[said] ?? 0} ${text}`), `${chosenReps} chose their rep`].join(", ");
const customersText = ({ customers, calls, steps }: Figures): string =>
  `${countsText(customers)}; ${calls} calls agreed on, ${steps} steps logged`;

/** The figures as two tables for a terminal. */
export function renderFigures(figures: Figures): string {
  const summary = new Table({ ...plain, colWidths: [32, 47] });
  const rows: [string, string][] = [
    ["Submissions", `${figures.submissions}: ${countsText(figures.answers)}`],
    ["Leads", `${figures.leads}: ${countsText(figures.byStatus)}`],
    ["Lanes", countsText(figures.byLane)],
    ["Minutes, form to yes", spreadText(figures.minutesToAccept)],
    ["Minutes, form to first contact", contactText(figures.minutesToContact)],
    ["Outcomes", `${countsText(figures.outcomes)}; worth ${Math.round(figures.wonValue).toLocaleString("en")}`],
    ["Meetings, tries in vain", `${figures.meetings}, ${figures.tries}`],
    ["People, on their own pages", personsText(figures)],
    ["Late, handed on, given back", `${figures.late} (managers told), ${figures.handedOn}, ${figures.givenBack}`],
    ["Managers, by their pages", countsText(figures.managers)],
    ["Customers", customersText(figures)],
    ["Minutes to the next rep", `mean ${figures.meanMinutesToReassign.toFixed(1)}`],
    ["Working minutes, offer to yes", spreadText(figures.workingMinutesToAnswer)],
    ["Reminders, next reps, managers", `${figures.reminders}, ${figures.reassignments}, ${figures.escalations}`],
    ["Mails", `${figures.mails}: ${countsText(figures.mailsByKind)}`],
    ["Mails cut off by a crash", String(figures.mailsUncertain)],
    ["Per lead: mails", round(figures.perLead.mails, 2)],
    [
      "Per lead: DynamoDB units",
      `${round(figures.perLead.readUnits)} read, ${round(figures.perLead.writeUnits)} write`,
    ],
    ["Per lead: transitions", round(figures.perLead.transitions)],
    ["Happy path: transitions", spreadText(figures.happyPath.transitions)],
    ["Following an owner: transitions", spreadText(figures.following)],
  ];
  summary.push(...rows);
  const reps = new Table({
    ...plain,
    head: ["rep", "offered", "accepted", "declined", "lapsed", "owed", "most held", "limit"],
  });
  for (const rep of figures.reps) {
    reps.push([
      rep.rep,
      rep.offered,
      rep.accepted,
      rep.declined,
      rep.lapsed,
      round(rep.owed, 2),
      rep.mostHeld,
      rep.capacity,
    ]);
  }
  return `\n${reps.toString()}
owed: leads that a rep is due (above 0) or had ahead of their share (below 0); most held: open leads at one time.
Minutes are those of Turno's clock.
${summary.toString()}`;
}
