import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { Command } from "commander";
import { bundleSizes } from "./rules-bundle.ts";
import { engines, type Facts } from "./rules-engines.ts";
import { explanations } from "./rules-explained.ts";
import { firstOf, type Made, make } from "./rules-made.ts";
import { median, type Runner, rateOf, runnerOf } from "./rules-runner.ts";

// `npm run bench:rules`: decisions per second of Turno and four other rule engines, interleaved in one process. A
// decision maps a lead's attributes to the index of the first rule that holds.

const leads = 500;
const rounds = 5;

const { json, seed, sizes } = new Command("bench:rules")
  .option("--json <file>", "write the decisions per second of each engine to a file")
  .option("--seed <number>", "for rules and leads", Number, 4)
  .option("--sizes <list>", "numbers of rules", (text) => text.split(",").map(Number), [10, 100, 1000, 10_000])
  .parse()
  .opts<{ json?: string; seed: number; sizes: number[] }>();

type Figures = Record<string, number>;
const figures: Record<string, Figures> = {};
for (const oneCountry of [false, true]) {
  for (const rules of sizes) figures[`${rules}${oneCountry ? "-one-country" : ""}`] = await compare(rules, oneCountry);
}
if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
console.log(`\ndecisions per second, seed ${seed}, medians of ${rounds} rounds`);
console.log(tableOf(figures));

const { perSecond, tried } = explanations(seed, rounds);
console.log(`full explanations at 100 rules: ${count(perSecond)} a second, ${tried.toFixed(0)} rules tried on average`);
for (const [how, [all, thread]] of Object.entries(loadTimes())) {
  console.log(
    `CPU to load a policy of 1,000 rules, ${how}: ${count(all)} ms, of which ${count(thread)} ms in its thread`,
  );
}
const { matching, deciding, all } = await bundleSizes();
console.log(`minified without zod: matching ${matching} KB, deciding ${deciding} KB, all of routing/ ${all} KB`);

/** Compares the engines. @throws when one answers differently from the reference implementation */
async function compare(rules: number, oneCountry: boolean): Promise<Figures> {
  const made = make(rules, leads, seed, oneCountry);
  const positions = made.leads.map(({ attributes }) => firstOf(made.conditions, attributes));
  const runners: Runner[] = [];
  for (const [name, build] of Object.entries(engines)) {
    for (const decide of build(made.conditions, made.policy))
      runners.push(await runnerOf(name, decide, casesOf(made, positions, name === "turno" ? undefined : null)));
  }
  for (let round = 0; round < rounds; round++) for (const runner of runners) runner.rates.push(await rateOf(runner));
  const best: Figures = {};
  for (const { name, rates } of runners) best[name] = Math.max(best[name] ?? 0, Math.round(median(rates)));
  const checked = runners.map(({ name, cases }) => `${name} ${cases.length}`).join(", ");
  const said = Object.entries(best).map(([name, rate]) => `${name} ${count(rate)}`);
  console.log(
    `${rules} rules${oneCountry ? ", 70% in one country" : ""}: all agree; leads asked: ${checked}; a second: ${said.join(", ")}`,
  );
  return best;
}

function casesOf({ leads }: Made, positions: readonly number[], unknown: undefined | null) {
  return leads.map(({ attributes }, n) => {
    const facts: Facts = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, value ?? unknown]),
    );
    return { facts, position: positions[n] as number };
  });
}

/**
 * CPU milliseconds of the whole process and of its main thread, in fresh processes and in one that has loaded thirty
 * policies.
 */
function loadTimes(): Record<string, [number, number]> {
  const { policy, leads } = make(1000, 1, seed, false);
  const script = fileURLToPath(new URL("./rules-load.ts", import.meta.url));
  const load = (times: number): [number, number][] => {
    const input = [times, JSON.stringify(leads[0]?.attributes), JSON.stringify(policy)].join("\n");
    return JSON.parse(execFileSync(process.execPath, [script], { input, encoding: "utf8" }));
  };
  const medians = (spent: [number, number][]): [number, number] => [
    median(spent.map(([all]) => all)),
    median(spent.map(([, thread]) => thread)),
  ];
  const fresh = Array.from({ length: 9 }, () => load(1)).flat();
  return { "in a fresh process": medians(fresh), warm: medians(load(50).slice(30)) };
}

function tableOf(byRules: Record<string, Figures>): string {
  const table = new Table({ head: ["rules", ...Object.keys(engines), "turno against the best other"] });
  for (const [rules, rates] of Object.entries(byRules)) {
    const { turno = 0, ...others } = rates;
    const ratio = turno / Math.max(...Object.values(others));
    table.push([rules, ...Object.values(rates).map(count), `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`]);
  }
  return table.toString();
}

function count(figure: number): string {
  return figure.toLocaleString("en", { maximumFractionDigits: figure < 100 ? 1 : 0 });
}
