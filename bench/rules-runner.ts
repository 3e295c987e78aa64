import type { Decide, Facts } from "./rules-engines.ts";

/** An engine with the leads that it is asked about, and what was measured. */
export interface Runner {
  name: string;
  decide: Decide;
  cases: readonly { facts: Facts; position: number }[];
  rates: number[];
}

/** A round takes an engine so many milliseconds at least: all of its leads once, then as often as there is time. */
const roundLength = 150;
/** So long each may run before, for its code to be optimised. */
const warmUp = 1000;
/** An engine too slow to decide on all leads in so many milliseconds is asked about fewer, but not about fewer than: */
const longest = 250;
const fewest = 8;

/** Asks the engine about each lead until its time is up. @throws when an answer is wrong */
export async function runnerOf(name: string, decide: Decide, cases: Runner["cases"]): Promise<Runner> {
  const start = performance.now();
  let asked = 0;
  for (const { facts, position } of cases) {
    const answer = await decide(facts);
    if (answer !== position) throw new Error(`${name} says ${answer} where rule ${position} is the first that holds`);
    asked += 1;
    if (asked >= fewest && performance.now() - start > longest) break;
  }
  const runner: Runner = { name, decide, cases: cases.slice(0, asked), rates: [] };
  while (performance.now() - start < warmUp) await rateOf(runner);
  return runner;
}

/** Decisions per second. An engine that answers at once is not made to wait. */
export async function rateOf({ name, decide, cases }: Runner): Promise<number> {
  const start = performance.now();
  let decided = 0;
  let elapsed = 0;
  while (elapsed < roundLength) {
    for (const { facts, position } of cases) {
      const answer = decide(facts);
      if ((typeof answer === "number" ? answer : await answer) !== position)
        throw new Error(`${name} changed its mind`);
    }
    decided += cases.length;
    elapsed = performance.now() - start;
  }
  return (decided / elapsed) * 1000;
}

export function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
