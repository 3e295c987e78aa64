import { writeFileSync } from "node:fs";
import Table from "cli-table3";
import { Command, Option } from "commander";
import { type Choose, sharesOf, type Way, ways } from "./fairness-ways.ts";
import { Random } from "./random.ts";

// `npm run bench:fairness`: the largest deviation of any rep from its fair share, in leads, for Turno and other
// algorithms.

const leads = 1500;
const sets = 60;
const repCounts = [3, 5, 10, 30];
/** Probability that a rep is eligible for a lead, independent for each rep and lead. */
const eligibilities = { full: 1, varying: 0.4 };

/**
 * Weight sets: typical ones; ones for which many small shares become due at once; and arbitrary numbers. Used in turn,
 * unless one is named on the command line.
 */
const kinds: Record<string, (random: Random) => number> = {
  "1-10": (random) => random.whole(1, 10),
  powers: (random) => 2 ** random.whole(0, 7),
  any: (random) => 0.01 - Math.log(1 - random.next()),
};

const { json, seed, weights } = new Command("bench:fairness")
  .option("--json <file>", "write the largest deviation of each way to a file")
  .option("--seed <number>", "for weights, eligibility and chance", Number, 4)
  .addOption(new Option("--weights <kind>", "only sets of one kind").choices(Object.keys(kinds)))
  .parse()
  .opts<{ json?: string; seed: number; weights?: string }>();
const used = Object.entries(kinds).filter(([kind]) => weights === undefined || kind === weights);

type Figures = Record<string, Record<number, number[]>>;
const largest: Record<string, Record<string, number>> = {};
console.log(`seed ${seed}; ${sets} sets of weights (${used.map(([kind]) => kind).join(", ")}), ${leads} leads each`);
console.log("deviation from the fair share in leads: median / largest of the sets");
for (const [eligibility, part] of Object.entries(eligibilities)) {
  const figures = measure(part);
  largest[eligibility] = Object.fromEntries(
    Object.entries(figures).map(([way, byCount]) => [way, round(Math.max(...Object.values(byCount).flat()))]),
  );
  print(eligibility, figures);
}
printCounts();
if (json) writeFileSync(json, `${JSON.stringify(largest, null, 2)}\n`);

/** Who is there for the leads of a day, by whom equal counts are promised: each rep at times, or two offices. */
function printCounts(): void {
  const { equalCounts, turno, shortfall } = ways;
  console.log("\ndeviation from the share of all leads, whoever was there: median / largest of the sets");
  const table = new Table({
    head: ["equal counts", "40% of the leads", "an hour earlier"],
    colAligns: ["left", "right", "right"],
    style: { head: [], border: [] },
  });
  const hours = 11;
  const there: ((rep: number, lead: number, random: Random) => boolean)[] = [
    (_, __, random) => random.next() < eligibilities.varying,
    // Every other rep works in the first ten of eleven hours, the others in the last ten.
    (rep, lead) => (rep % 2 === 0 ? lead % hours < hours - 1 : lead % hours > 0),
  ];
  for (const [way, of] of Object.entries<Way>({ equalCounts, turno, shortfall })) {
    const cells = there.map((isThere, kind) => {
      const deviations = repCounts.flatMap((reps) =>
        Array.from({ length: sets / 3 }, (_, set) => {
          const random = new Random(seed * 1_000_003 + reps * 1009 + set + kind);
          const weights = Array.from({ length: reps }, () => 1);
          const turns = Array.from({ length: leads }, (_, lead) =>
            [...weights.keys()].filter((rep) => isThere(rep, lead, random)),
          );
          return deviation(weights, turns, of(weights, random), true);
        }),
      );
      const sorted = deviations.toSorted((a, b) => a - b);
      return `${text(sorted[Math.floor(sorted.length / 2)] ?? 0)} / ${text(sorted.at(-1) ?? 0)}`;
    });
    table.push([way, ...cells]);
  }
  console.log(table.toString());
}

/** The largest deviation in each weight set, by algorithm and number of reps. All algorithms get the same leads. */
function measure(part: number): Figures {
  const figures: Figures = {};
  for (const reps of repCounts) {
    for (let set = 0; set < sets; set++) {
      const random = new Random(seed * 1_000_003 + reps * 1009 + set);
      const [, draw] = used[set % used.length] ?? [];
      const weights = Array.from({ length: reps }, () => draw?.(random) ?? 1);
      const turns = Array.from({ length: leads }, () => [...weights.keys()].filter(() => random.next() < part));
      for (const [name, way] of Object.entries(ways)) {
        figures[name] ??= {};
        figures[name][reps] ??= [];
        figures[name][reps].push(deviation(weights, turns, way(weights, random)));
      }
    }
  }
  return figures;
}

/**
 * The largest deviation of any rep from its fair share at any time, in leads. The fair share is the sum, over the leads
 * for which the rep was eligible, of its weight divided by the sum of the eligible reps' weights; or over all leads, of
 * all weights. Leads without an eligible rep do not count.
 */
function deviation(weights: readonly number[], turns: readonly number[][], choose: Choose, ofAll = false): number {
  const owed = weights.map(() => 0);
  let most = 0;
  for (const eligible of turns) {
    if (eligible.length === 0) continue;
    const sharers = ofAll ? [...weights.keys()] : eligible;
    const share = sharesOf(weights, sharers);
    const chosen = choose(eligible);
    for (const rep of sharers) {
      owed[rep] = (owed[rep] ?? 0) + share(rep) - (rep === chosen ? 1 : 0);
      most = Math.max(most, Math.abs(owed[rep]));
    }
  }
  return most;
}

function print(eligibility: string, figures: Figures): void {
  const table = new Table({
    head: [eligibility, ...repCounts.map((reps) => `${reps} reps`), "largest"],
    colAligns: ["left", ...repCounts.map(() => "right" as const), "right"],
    style: { head: [], border: [] },
  });
  for (const [way, byCount] of Object.entries(figures)) {
    const cells = repCounts.map((reps) => {
      const sorted = (byCount[reps] ?? []).toSorted((a, b) => a - b);
      return `${text(sorted[sets / 2] ?? 0)} / ${text(sorted.at(-1) ?? 0)}`;
    });
    table.push([way, ...cells, text(largest[eligibility]?.[way] ?? 0)]);
  }
  console.log(table.toString());
}

function text(deviation: number): string {
  return deviation.toFixed(deviation < 10 ? 2 : 0);
}

function round(deviation: number): number {
  return Math.round(deviation * 10_000) / 10_000;
}
