import { gzipSync } from "node:zlib";
import { colours } from "../look/tokens.ts";
import { draw } from "../reports/charts/draw.ts";
import { columnsOf, rowsIn } from "../reports/columns.ts";
import { rowOf } from "../reports/row.ts";
import { type Question, reportNames } from "../reports/views/view.ts";
import { views } from "../reports/views/views.ts";
import { manyFrom, manyLeads, manyUntil } from "../test/build/many-leads.ts";
import { reports as say } from "../texts/en/reports.ts";

// `npm run bench:reports`: how long a browser's engine counts reports of 100,000 leads, without the network: a month as it is
// sent, all of it unpacked, and each report counted and drawn, whole and by each rep.

const count = Number(process.argv[2] ?? 100_000);
const sent = JSON.stringify(columnsOf(manyLeads(count).map((lead) => rowOf(lead))));
console.log(
  `${count} leads: ${(sent.length / 1e6).toFixed(1)} MB, packed ${(gzipSync(sent).length / 1e6).toFixed(1)} MB`,
);

const timed = <T>(run: () => T): [T, number] => {
  const began = performance.now();
  const value = run();
  return [value, performance.now() - began];
};
const [rows, unpacked] = timed(() => rowsIn(JSON.parse(sent)));
console.log(`unpacked in ${unpacked.toFixed(0)} ms`);

const question: Question = {
  ...{ rows, period: { from: new Date(manyFrom).toISOString(), to: new Date(manyUntil).toISOString() } },
  ...{ now: new Date(manyUntil).toISOString(), clock: "clock", span: "week", measure: "leads", zone: "America/Bogota" },
  team: { reps: [], currency: "USD", expectations: {}, fairness: [], poolNames: {}, ownWords: {} },
  ...{ locale: "en", say },
};
for (const name of reportNames) {
  const show = (by: Question["by"]) => () => {
    const view = views[name].view({ ...question, by });
    return view.chart && draw(view.chart, view.sentence, { width: 720, colour: (colour) => colours[colour][0] });
  };
  const first = timed(show(undefined))[1];
  const again =
    [1, 2, 3].map(() => timed(show(views[name].slices ? "rep" : undefined))[1]).sort((a, b) => a - b)[1] ?? 0;
  console.log(`${name.padEnd(14)} first ${first.toFixed(0).padStart(5)} ms, sliced ${again.toFixed(0).padStart(5)} ms`);
}
