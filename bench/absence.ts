import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { absenceChart, type Pool } from "./absence-chart.ts";
import { ways } from "./fairness-ways.ts";
import { Random } from "./random.ts";

// `npm run bench:absence`: leads per rep and hour when one rep returns after two weeks and one joins, with the ledger
// and with other algorithms. Writes docs/images/absence.svg.

const hoursOfADay = 8;
const days = 16;
const leadsAnHour = 5;
/** The first rep is away on days 2 to 11, the last joins on day 14, counted from 1. */
const reps = ["Ana", "Beto", "Caro", "Davi", "Elsa", "Nico"];
const back = 12;
const joins = 14;
const hours = days * hoursOfADay;
const dayOf = (hour: number): number => Math.floor(hour / hoursOfADay) + 1;
const isThere = (rep: number, day: number): boolean =>
  rep === 0 ? day < 2 || day >= back : rep === reps.length - 1 ? day >= joins : true;

const shown: Record<string, keyof typeof ways> = {
  "Turno's ledger": "turno",
  "least recently assigned": "leastRecent",
  "shortfall of a share of all leads": "shortfall",
};

const random = new Random(4);
// Leads per hour, five on average; the same for all algorithms.
const arrivals = Array.from({ length: hours }, () => random.whole(leadsAnHour - 2, leadsAnHour + 2));
/** Beto gets twice the leads of the others; Elsa, who works part-time on something else, gets half. */
const weights = [1, 2, 1, 1, 0.5, 1];
const pools = Object.entries(shown).map(([name, way]): Pool => {
  const choose = ways[way](weights, random);
  const leads = reps.map(() => arrivals.map(() => 0));
  for (const [hour, count] of arrivals.entries()) {
    const there = [...reps.keys()].filter((rep) => isThere(rep, dayOf(hour)));
    for (let lead = 0; lead < count; lead++) {
      const row = leads[choose(there)] as number[];
      row[hour] = (row[hour] ?? 0) + 1;
    }
  }
  return { name, leads };
});

const named = reps.map((rep, n) => (weights[n] === 1 ? rep : `${rep} ×${weights[n]}`));
const file = join(import.meta.dirname, "../docs/images/absence.svg");
writeFileSync(file, absenceChart(pools, named, hoursOfADay));
const sum = (row: readonly number[] = [], from: number, to: number) =>
  row.slice((from - 1) * hoursOfADay, to * hoursOfADay).reduce((total, each) => total + each, 0);
for (const [what, from, to] of [
  ["the day on which Ana comes back", back, back],
  ["the day on which Nico joins", joins, joins],
  ["the three days from then", joins, days],
] as const) {
  const table = new Table({ head: [what, ...named], style: { head: [], border: [] } });
  for (const { name, leads } of pools) table.push([name, ...leads.map((row) => sum(row, from, to))]);
  console.log(table.toString());
}
console.log("docs/images/absence.svg is written");
