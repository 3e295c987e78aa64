import { randomUUID } from "node:crypto";
import type { Schedule } from "./app-schedules.ts";
import type { Outcome } from "./functions/function-workers.ts";

interface Around {
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  /** Turno's time, ms since 1970. */
  readonly now: () => number;
  readonly speed: number;
  readonly region: string;
  /** Whether each runs at once: what was due while the run was stopped. A new run has nothing due. */
  readonly atOnce: boolean;
}

/** Shortest pause between two runs in real ms, so that a fast clock leaves other functions some CPU time. */
const SHORTEST_PAUSE_MS = 250;

/** Invokes each schedule's function at its rate, and `atOnce` before that, on Turno's clock, never concurrently. */
export function startSchedules(schedules: readonly Schedule[], around: Around): { runAll(): void; stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  const fires: (() => Promise<void>)[] = [];
  let stopped = false;
  for (const schedule of schedules) {
    const pause = Math.max(SHORTEST_PAUSE_MS, (schedule.everySeconds * 1000) / around.speed);
    let running = false;
    const fire = async () => {
      if (running) return;
      running = true;
      const outcome = await around.invoke(schedule.functionArn, schedule.input ?? scheduledEvent(schedule, around));
      running = false;
      if (!outcome.ok && !stopped) {
        console.error(`${schedule.name} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      }
    };
    fires.push(fire);
    if (around.atOnce) void fire();
    timers.add(setInterval(fire, Math.min(pause, 2 ** 31 - 1)));
  }
  return {
    /** What the clock was put past is due: each runs once, unless it runs already. */
    runAll() {
      for (const fire of fires) void fire();
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
    },
  };
}

function scheduledEvent({ name }: Schedule, { now, region }: Around): object {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: "000000000000",
    time: new Date(now()).toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [`arn:aws:events:${region}:000000000000:rule/${name}`],
    detail: {},
  };
}
