import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { PastLeads } from "../policy/replay/leads.ts";
import { replay } from "../policy/replay/run.ts";
import { aHalfYear, aLargePolicy, manyReps } from "./replay-company.ts";

// `npm run bench:replay`: time and memory of replaying half a year with both policies.

const options = new Command("bench:replay")
  .option("--leads <number>", "how many leads", Number, 100_000)
  .option("--rules <number>", "how many rules", Number, 1000)
  .option("--reps <number>", "how many reps", Number, 500)
  .option("--moved <number>", "how many rules name other pools in the world after", Number, 50)
  .option("--roster", "the world after has another roster, too: every tenth rep is gone")
  .option("--seed <number>", "for all of them", Number, 3)
  .option("--json <file>", "write the figures to a file")
  .parse()
  .opts<{ leads: number; rules: number; reps: number; moved: number; roster?: boolean; seed: number; json?: string }>();

const pools = Math.max(2, Math.round(options.reps / 12));
const reps = manyReps(options.reps, pools, options.seed);
const fewer = options.roster ? reps.filter((rep, n) => n % 10 !== 0 || rep.role === "manager") : reps;
const side = (policyName: string, moved: number, of: typeof reps) => ({
  policyName,
  rosterName: `${of.length - 1} reps`,
  policy: aLargePolicy(options.rules, pools, options.seed, moved),
  reps: of,
});
const [before, after] = [side("before", 0, reps), side("after", options.moved, fewer)];

const began = performance.now();
const leads = new PastLeads();
for (const lead of aHalfYear(options.leads, options.seed)) leads.add(lead);
const packed = performance.now();
const cpuBefore = process.cpuUsage();
const { changed, before: figures } = replay(leads, before, after, { openDays: 14, recorded: false });
const seconds = (performance.now() - packed) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const result = {
  leads: options.leads,
  rules: options.rules,
  reps: options.reps,
  packingSeconds: round((packed - began) / 1000),
  seconds: round(seconds),
  /** CPU time depends little on other programs on the machine. */
  cpuSeconds: round((user + system) / 1e6),
  leadsPerSecond: Math.round(options.leads / seconds),
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  changed: changed.leads,
  direct: changed.direct,
  assigned: figures.assigned,
  escalated: figures.escalated,
};
console.log(`${result.leads} leads, ${result.rules} rules, ${result.reps} reps, seed ${options.seed}; both worlds:`);
console.log(
  `${result.seconds} s (${result.cpuSeconds} s of CPU), ${result.leadsPerSecond} leads/s, peak ${result.peakMegabytes} MB`,
);
console.log(
  `${changed.leads} changed, ${changed.direct} of them directly; before, ${figures.assigned} went to reps and ${figures.escalated} to the manager`,
);
if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
