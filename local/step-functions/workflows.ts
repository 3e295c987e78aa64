import { Worker } from "node:worker_threads";
import type { Machine } from "../app.ts";
import type { Clock, ClockAnchor } from "../clock.ts";
import type { Outcome } from "../functions/function-workers.ts";
import { StartError } from "../start-error.ts";
import type { Executions, Status } from "./executions.ts";

export interface WorkflowsStart {
  readonly machines: readonly Machine[];
  readonly clock: ClockAnchor;
  readonly checked: boolean;
}

/** An execution as shown in pages and figures. Times in ms since 1970, on Turno's clock. */
export interface ExecutionSummary {
  readonly machine: string;
  readonly name: string;
  readonly status: Status;
  readonly state: string;
  readonly transitions: number;
  readonly startedAt: number;
  readonly stoppedAt?: number | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

export type ToWorkflows =
  | { kind: "invoked"; id: number; outcome: Outcome }
  | { kind: "put-forward"; ms: number }
  | { kind: "idle"; id: number }
  | { kind: "figures"; id: number }
  | { kind: "list"; id: number; limit: number };

export type FromWorkflows =
  | { kind: "ready"; port: number }
  | { kind: "invoke"; id: number; functionArn: string; payload: string }
  | { kind: "failed"; execution: ExecutionSummary }
  | { kind: "answer"; id: number; answer: unknown };

export interface Workflows {
  /** Endpoint of the Step Functions API. */
  readonly url: string;
  figures(): Promise<Executions["figures"]>;
  /** Newest executions first. */
  list(limit: number): Promise<ExecutionSummary[]>;
  /**
   * Waits until no function runs for a state machine, for what it returns may be a time to wait; then puts the clock
   * forward and lets all waits and timeouts end so much earlier (ms).
   */
  putForward(ms: number, clock: Pick<Clock, "putForward">): Promise<void>;
  stop(): Promise<void>;
}

interface Around {
  readonly clock: ClockAnchor;
  /** Whether the definitions are known to be valid. */
  readonly checked: boolean;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  readonly onFailure: (execution: ExecutionSummary) => void;
  readonly onLost: (reason: string) => void;
}

/** Starts the thread that runs the state machines. */
export async function startWorkflows(machines: readonly Machine[], around: Around): Promise<Workflows> {
  const start: WorkflowsStart = { machines, clock: around.clock, checked: around.checked };
  const worker = new Worker(new URL("./workflow-thread.ts", import.meta.url), { workerData: start, name: "workflows" });
  const asked = new Map<number, (answer: unknown) => void>();
  let questions = 0;
  let stopping = false;
  let ready = false;

  const send = (message: ToWorkflows) => worker.postMessage(message);
  const ask = <Answer>(question: { kind: "figures" } | { kind: "idle" } | { kind: "list"; limit: number }) =>
    new Promise<Answer>((resolve) => {
      questions += 1;
      asked.set(questions, resolve as (answer: unknown) => void);
      send({ ...question, id: questions });
    });

  const port = await new Promise<number>((resolve, reject) => {
    worker.on("message", (message: FromWorkflows) => {
      switch (message.kind) {
        case "ready":
          ready = true;
          return resolve(message.port);
        case "failed":
          return around.onFailure(message.execution);
        case "answer":
          asked.get(message.id)?.(message.answer);
          asked.delete(message.id);
          return;
        case "invoke":
          void around
            .invoke(message.functionArn, JSON.parse(message.payload))
            .then((outcome) => send({ kind: "invoked", id: message.id, outcome }));
      }
    });
    worker.on("error", (error: Error) => {
      // Errors lose their class when they are sent between threads.
      reject(error.name === "StartError" ? new StartError(error.message) : error);
      if (!stopping && ready) around.onLost(`The workflow thread failed: ${error.message}`);
    });
  });

  return {
    url: `http://127.0.0.1:${port}`,
    figures: () => ask({ kind: "figures" }),
    list: (limit) => ask({ kind: "list", limit }),
    async putForward(ms, clock) {
      await ask({ kind: "idle" });
      clock.putForward(ms);
      send({ kind: "put-forward", ms });
    },
    async stop() {
      stopping = true;
      await worker.terminate();
    },
  };
}
