import { type Lead, type Priority, priorities } from "../../routing/lead/lead.ts";
import { longestAnswer } from "../../routing/offers/answer-limit.ts";
import { slaOf } from "../../routing/offers/sla.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { nextWorkingInterval } from "../../routing/time/working-time.ts";
import { type WaitFigures, waitSteps } from "./result.ts";
import type { LeadResult, Side } from "./simulation.ts";

const minute = 60_000;

/** The rep's working time between two instants, in milliseconds. */
function workingTimeBetween(rep: Rep, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; ) {
    const stretch = nextWorkingInterval(rep, at);
    if (!stretch || stretch.start >= to) break;
    sum += Math.min(stretch.end, to) - stretch.start;
    at = stretch.end;
  }
  return sum;
}

interface Series {
  clock: number[];
  working: number[];
  atOnce: number;
  never: number;
  inTime: number;
}

/** Collects how long leads wait until they are offered to a rep, by priority. */
export class Waits {
  readonly #side: Side;
  readonly #reps: Map<string, Rep>;
  readonly #series = new Map(
    priorities.map((priority): [Priority, Series] => [
      priority,
      { clock: [], working: [], atOnce: 0, never: 0, inTime: 0 },
    ]),
  );

  constructor(side: Side) {
    this.#side = side;
    this.#reps = new Map(side.reps.map((rep) => [rep.id, rep]));
  }

  add(lead: Lead, { kind, cause, repId, at, atOnce, priority = "cold" }: LeadResult): void {
    const series = this.#series.get(priority);
    if (!series) return;
    if (kind === "escalated" && cause === "nobody-available") series.never += 1;
    const rep = repId && this.#reps.get(repId);
    if (kind !== "assigned" || !rep) return;
    const arrived = Date.parse(lead.receivedAt);
    const working = atOnce ? 0 : workingTimeBetween(rep, arrived, at) / minute;
    series.clock.push((at - arrived) / minute);
    series.working.push(working);
    if (atOnce) series.atOnce += 1;
    const { answer } = slaOf(lead, this.#side.policy);
    if (answer === undefined || working <= longestAnswer(answer)) series.inTime += 1;
  }

  figures(): WaitFigures[] {
    const all: Series = { clock: [], working: [], atOnce: 0, never: 0, inTime: 0 };
    for (const { clock, working, atOnce, never, inTime } of this.#series.values()) {
      all.clock = all.clock.concat(clock);
      all.working = all.working.concat(working);
      all.atOnce += atOnce;
      all.never += never;
      all.inTime += inTime;
    }
    return [figuresOf("all", all), ...[...this.#series].map(([priority, series]) => figuresOf(priority, series))];
  }
}

function figuresOf(priority: WaitFigures["priority"], { clock, working, atOnce, never, inTime }: Series): WaitFigures {
  const counts = { priority, leads: clock.length + never, atOnce, never, spread: spreadOf(clock), inTime };
  if (clock.length === 0) return counts;
  const [byClock, byWork] = [Float64Array.from(clock).sort(), Float64Array.from(working).sort()];
  return {
    ...counts,
    median: percentile(byClock, 0.5),
    p90: percentile(byClock, 0.9),
    p95: percentile(byClock, 0.95),
    workingMedian: percentile(byWork, 0.5),
    workingP95: percentile(byWork, 0.95),
  };
}

function spreadOf(minutes: readonly number[]): number[] {
  const counts = new Array<number>(waitSteps.length + 1).fill(0);
  for (const wait of minutes) {
    const step = waitSteps.findIndex((most) => wait <= most);
    const place = step < 0 ? waitSteps.length : step;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** The smallest value that at least this part of the sorted values does not exceed (nearest rank). */
const percentile = (sorted: Float64Array, part: number): number =>
  sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
