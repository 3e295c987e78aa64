import type { Decide, Facts } from "./rules-engines.ts";

/** An engine, the leads it decides on, and its measurements. */
export interface Runner {
  name: string;
  decide: Decide;
  cases: readonly { facts: Facts; position: number }[];
  rates: number[];
  /** How many cases it decides on between two looks at the clock: all of them, or one where all would take longer than a round. */
  step: number;
  /** The case that is next. */
  next: number;
}

/** Shortest round of an engine in milliseconds: its leads in turn while there is time, at least one of them. */
const roundLength = 150;
/** Warm-up per engine in milliseconds, for its code to be optimised. */
const warmUp = 1000;
/** An engine that cannot decide on all leads in this many milliseconds gets fewer leads, but at least: */
const longest = 250;
const fewest = 8;

/** Decides on each lead until the time is up. @throws when an answer is wrong */
export async function runnerOf(name: string, decide: Decide, cases: Runner["cases"]): Promise<Runner> {
  const start = performance.now();
  let asked = 0;
  for (const { facts, position } of cases) {
    const answer = await decide(facts);
    if (answer !== position) throw new Error(`${name} says ${answer} where rule ${position} is the first that holds`);
    asked += 1;
    if (asked >= fewest && performance.now() - start > longest) break;
  }
  const step = performance.now() - start > roundLength ? 1 : asked;
  const runner: Runner = { name, decide, cases: cases.slice(0, asked), rates: [], step, next: 0 };
  while (performance.now() - start < warmUp) await rateOf(runner);
  return runner;
}

/** Decisions per second. Synchronous answers are not awaited. */
export async function rateOf(runner: Runner): Promise<number> {
  const { name, decide, cases, step } = runner;
  const start = performance.now();
  let decided = 0;
  let elapsed = 0;
  while (elapsed < roundLength) {
    const some = step === cases.length ? cases : cases.slice(runner.next, runner.next + step);
    for (const { facts, position } of some) {
      const answer = decide(facts);
      if ((typeof answer === "number" ? answer : await answer) !== position)
        throw new Error(`${name} changed its mind`);
    }
    decided += some.length;
    runner.next = (runner.next + step) % cases.length;
    elapsed = performance.now() - start;
  }
  return (decided / elapsed) * 1000;
}

export function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
