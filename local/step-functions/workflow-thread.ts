import { parentPort, workerData } from "node:worker_threads";
import type { Outcome } from "../functions/function-workers.ts";
import { listenForClients } from "../http/free-port.ts";
import { createExecutions, type Execution } from "./executions.ts";
import { createStepFunctionsServer } from "./server.ts";
import { showTurnoTime, waitInTurnoTime } from "./thread-time.ts";
import type { ExecutionSummary, FromWorkflows, ToWorkflows, WorkflowsStart } from "./workflows.ts";

// The worker thread of the state machines. All its waits and timeouts are in Turno's time.

const { machines, clock, checked } = workerData as WorkflowsStart;
const tell = (message: FromWorkflows) => parentPort?.postMessage(message);

showTurnoTime(clock);
const endEarlier = waitInTurnoTime(clock.speed);

const invoked = new Map<number, (outcome: Outcome) => void>();
let invocations = 0;
const invoke = (functionArn: string, payload: unknown) =>
  new Promise<Outcome>((resolve) => {
    invocations += 1;
    invoked.set(invocations, resolve);
    // Serialised as JSON, so that only values pass that Lambda would pass.
    tell({ kind: "invoke", id: invocations, functionArn, payload: JSON.stringify(payload) ?? "null" });
  });

/** How long a moment without a running function is waited for, and how often it is looked, ms. */
const idle = { most: 5000, every: 10 };
const whenIdle = (then: () => void) => {
  const until = performance.now() + idle.most;
  const looking = setInterval(() => {
    if (invoked.size > 0 && performance.now() < until) return;
    clearInterval(looking);
    then();
  }, idle.every);
};

const summaryOf = (execution: Execution): ExecutionSummary => {
  const { name, status, state, transitions, startedAt, stoppedAt, error, cause } = execution;
  return { machine: execution.machine.name, name, status, state, transitions, startedAt, stoppedAt, error, cause };
};

const executions = createExecutions(machines, invoke, { speed: clock.speed, checked }, (execution) => {
  tell({ kind: "failed", execution: summaryOf(execution) });
});

parentPort?.on("message", (message: ToWorkflows) => {
  switch (message.kind) {
    case "invoked":
      invoked.get(message.id)?.(message.outcome);
      invoked.delete(message.id);
      break;
    case "idle":
      whenIdle(() => tell({ kind: "answer", id: message.id, answer: undefined }));
      break;
    case "put-forward":
      endEarlier(message.ms);
      break;
    case "figures":
      tell({ kind: "answer", id: message.id, answer: executions.figures });
      break;
    case "list": {
      const newest = [...executions.all()].reverse().slice(0, message.limit);
      tell({ kind: "answer", id: message.id, answer: newest.map(summaryOf) });
    }
  }
});

const port = await listenForClients(createStepFunctionsServer(executions));
tell({ kind: "ready", port });
