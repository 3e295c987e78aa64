import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { LambdaFunction } from "../app.ts";
import type { ClockAnchor } from "../clock.ts";
import type { UsageByOperation } from "../dynamodb/meter.ts";
import type { Grant } from "../permissions/role.ts";

/** An error in the shape in which Lambda reports it. */
export interface LambdaError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The result of an invocation, and its duration in real ms. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown; readonly milliseconds: number }
  | { readonly ok: false; readonly error: LambdaError; readonly milliseconds: number };

export interface FunctionWorkers {
  /** Runs the function once; waits while both workers are busy. Never rejects. */
  invoke(event: string, requestId: string, databasePort?: number): Promise<Outcome>;
  /** Makes the worker of the next invocation end in the middle of it. */
  crashNext(): void;
  stop(): Promise<void>;
}

/** The start parameters of a worker. */
export interface WorkerStart {
  readonly handler: string;
  readonly codeDir: string;
  /** Where V8 keeps what it compiled, for the next worker and the next run of the same assembly. */
  readonly compiledDir: string;
  readonly arn: string;
  /** What its role allows. */
  readonly grants: readonly Grant[];
  readonly clock: ClockAnchor;
}

/** Message to a worker: an invocation. */
export interface WorkerRequest {
  readonly event: string;
  readonly requestId: string;
  readonly timeoutMs: number;
  readonly crash: boolean;
  /** Port for requests to DynamoDB, if not the endpoint's. */
  readonly databasePort?: number | undefined;
}
/** Message from a worker. `usage` is the DynamoDB consumption since the last message; `refused` what its role does not allow. */
export type WorkerMessage =
  | { ready: true }
  | { refused: string }
  | { payload: string; usage: UsageByOperation }
  | { error: LambdaError; usage: UsageByOperation };

interface Job extends WorkerRequest {
  readonly end: (outcome: Outcome) => void;
}

interface Place {
  readonly worker: Worker;
  ready: boolean;
  job?: Job | undefined;
  startedAt: number;
  timer?: NodeJS.Timeout | undefined;
}

const MOST_WORKERS = 2;
/** A second worker costs 20 MB and a start, so short queues wait for the first. */
const WORTH_A_WORKER_MS = 15;
const INIT_LIMIT_MS = 20_000;
/** How long what runs may go on once the run is stopped. */
const FINISH_MS = 3000;

let program: URL | undefined;

/** The program of every worker, built once for all of them: half of what a start costs is Node removing the types. */
function buildProgram(): URL {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, "function-worker.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    write: false,
  });
  const [built] = outputFiles;
  return new URL(`data:text/javascript;base64,${Buffer.from(built?.contents ?? "").toString("base64")}`);
}

/** The workers of one function: started when needed, one invocation at a time each, replaced when they fail. */
export function createFunctionWorkers(
  spec: LambdaFunction,
  env: Record<string, string>,
  { clock, compiledDir }: Pick<WorkerStart, "clock" | "compiledDir">,
  log: NodeJS.WritableStream,
  onUsage: (used: UsageByOperation) => void,
  onRefused: (what: string) => void,
): FunctionWorkers {
  const places = new Set<Place>();
  const queue: Job[] = [];
  let crash = false;
  let growth: NodeJS.Timeout | undefined;
  let stopped = false;

  const finish = (place: Place, outcome: Outcome) => {
    clearTimeout(place.timer);
    const job = place.job;
    place.job = undefined;
    job?.end(outcome);
  };
  const elapsed = (place: Place) => (place.startedAt === 0 ? 0 : performance.now() - place.startedAt);
  const drop = (place: Place, error: LambdaError) => {
    if (!places.delete(place)) return;
    void place.worker.terminate();
    finish(place, { ok: false, error, milliseconds: elapsed(place) });
    if (!stopped) assign();
  };

  const run = (place: Place) => {
    const job = place.job as Job;
    place.startedAt = performance.now();
    clearTimeout(place.timer);
    const seconds = spec.timeoutSeconds.toFixed(2);
    const errorMessage = `RequestId: ${job.requestId} Error: Task timed out after ${seconds} seconds`;
    place.timer = setTimeout(() => drop(place, { errorType: "Sandbox.Timedout", errorMessage }), job.timeoutMs);
    const { end: _, ...request } = job;
    place.worker.postMessage(request);
  };

  const open = (job: Job) => {
    const { handler, codeDir, arn, grants } = spec;
    const start: WorkerStart = { handler, codeDir, compiledDir, arn, grants, clock };
    program ??= buildProgram();
    const worker = new Worker(program, {
      env,
      workerData: start,
      stdout: true,
      stderr: true,
      name: spec.name,
      resourceLimits: { maxOldGenerationSizeMb: spec.memoryMb, maxYoungGenerationSizeMb: 8 },
    });
    const place: Place = { worker, ready: false, job, startedAt: 0 };
    places.add(place);
    for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (chunk: Buffer) => log.write(chunk));
    const tooLong = {
      errorType: "Sandbox.Timedout",
      errorMessage: `${spec.name} did not load within ${INIT_LIMIT_MS} ms`,
    };
    place.timer = setTimeout(() => drop(place, tooLong), INIT_LIMIT_MS);
    worker.on("message", (message: WorkerMessage) => {
      if ("refused" in message) return onRefused(message.refused);
      // What a worker said before it was dropped may come afterwards.
      if (!places.has(place)) return;
      if ("ready" in message) {
        place.ready = true;
        run(place);
        return;
      }
      const milliseconds = elapsed(place);
      onUsage(message.usage);
      if ("error" in message) finish(place, { ok: false, error: message.error, milliseconds });
      else finish(place, { ok: true, payload: JSON.parse(message.payload), milliseconds });
      assign();
    });
    worker.on("error", (error: Error) => drop(place, { errorType: error.name, errorMessage: error.message }));
    worker.on("exit", (code) => {
      const requestId = place.job?.requestId ?? "none";
      const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: exit status ${code}`;
      drop(place, { errorType: "Runtime.ExitError", errorMessage });
    });
  };

  const assign = () => {
    for (const place of places) {
      if (!place.ready || place.job) continue;
      const job = queue.shift();
      if (!job) return;
      place.job = job;
      run(place);
    }
    if (queue.length === 0 || places.size >= MOST_WORKERS || growth) return;
    if (places.size === 0) return open(queue.shift() as Job);
    growth = setTimeout(() => {
      growth = undefined;
      const job = places.size < MOST_WORKERS ? queue.shift() : undefined;
      if (job) open(job);
    }, WORTH_A_WORKER_MS);
  };

  /** Waits until what runs has ended, for `FINISH_MS` at most. */
  const finished = async () => {
    const end = performance.now() + FINISH_MS;
    while ([...places].some(({ job }) => job) && performance.now() < end) await pause(10);
  };

  const stoppedError = { errorType: "Runtime.ExitError", errorMessage: "The local run was stopped" };

  return {
    invoke(event, requestId, databasePort) {
      if (stopped) return Promise.resolve({ ok: false, error: stoppedError, milliseconds: 0 });
      return new Promise((resolve) => {
        const timeoutMs = spec.timeoutSeconds * 1000;
        queue.push({ event, requestId, timeoutMs, crash, databasePort, end: resolve });
        crash = false;
        assign();
      });
    },
    crashNext() {
      crash = true;
    },
    async stop() {
      stopped = true;
      clearTimeout(growth);
      for (const job of queue.splice(0)) job.end({ ok: false, error: stoppedError, milliseconds: 0 });
      // As Lambda would: a function that is cut off between its write and its mail leaves it uncertain whether that went out.
      await finished();
      const ending = [...places].map((place) => place.worker.terminate());
      for (const place of [...places]) drop(place, stoppedError);
      await Promise.all(ending);
    },
  };
}
