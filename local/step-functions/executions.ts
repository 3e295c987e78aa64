import { ExecutionAbortedError, ExecutionTimeoutError, StateMachine } from "aws-local-stepfunctions";
import type { Machine } from "../app.ts";
import type { Outcome } from "../functions/function-workers.ts";
import { type PreparedDefinition, prepareDefinition } from "./definition.ts";
import { createTaskTokens, ServiceError, type TaskTokens } from "./task-tokens.ts";
import { type Invoke, taskHandlers } from "./tasks.ts";

export type Status = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

export interface HistoryEvent {
  readonly type: string;
  /** Turno's time, ms since 1970. */
  readonly at: number;
  readonly state?: string | undefined;
  readonly error?: string | undefined;
}

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machine: Machine;
  readonly input: string;
  readonly startedAt: number;
  status: Status;
  stoppedAt?: number;
  output?: string;
  error?: string;
  cause?: string;
  /** State transitions as AWS charges them: states entered and retries. */
  transitions: number;
  /** The current or last state. */
  state: string;
  history: HistoryEvent[];
  abort(): void;
}

/** Newest events kept per execution, and newest finished executions that keep their events, input and output. */
const EVENTS_KEPT = 300;
const FINISHED_KEPT_WHOLE = 2000;

export interface Executions {
  start(machineArn: string, name: string, input: string): Execution;
  stop(arn: string, error: string, cause: string): Execution;
  describe(arn: string): Execution;
  /** All executions of this run, oldest first. */
  all(): Iterable<Execution>;
  machine(arn: string): Machine;
  readonly tokens: TaskTokens;
  readonly figures: { transitions: number; byStatus: Record<Status, number> };
}

/**
 * Runs executions of the machines on the interpreter. They are kept in memory only: after a restart the sweeper starts
 * the unfinished leads again, as after any other lost execution.
 * @param checked whether the definitions are known to be valid, which takes half a second to find out
 * @throws where a definition is not valid
 */
export function createExecutions(
  machines: readonly Machine[],
  invoke: Invoke<Outcome>,
  { speed, checked }: { speed: number; checked: boolean },
  onFailure: (execution: Execution) => void = () => {},
): Executions {
  if (!checked) for (const machine of machines) check(machine);
  const prepared = new Map(machines.map((machine) => [machine.arn, prepare(machine, speed)]));
  const executions = new Map<string, Execution>();
  const finished: Execution[] = [];
  const tokens = createTaskTokens((arn) => executions.has(arn));
  const byStatus = { RUNNING: 0, SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, ABORTED: 0 };
  const figures = { transitions: 0, byStatus };

  const end = (execution: Execution, status: Exclude<Status, "RUNNING">) => {
    byStatus.RUNNING -= 1;
    byStatus[status] += 1;
    execution.status = status;
    execution.stoppedAt = Date.now();
    finished.push(execution);
    if (finished.length > FINISHED_KEPT_WHOLE) {
      const oldest = finished.shift() as Execution;
      oldest.history = [];
      delete oldest.output;
    }
  };

  const run = (execution: Execution) => {
    const { interpreter, tasks } = prepared.get(execution.machine.arn) as Prepared;
    const { handlers, context, abandon } = taskHandlers(execution, tasks, tokens, invoke);
    const running = interpreter.run(JSON.parse(execution.input), {
      overrides: { taskResourceLocalHandlers: handlers },
      context,
    });
    execution.abort = () => {
      abandon();
      running.abort();
    };
    void follow(execution, running.eventLogs, figures);
    running.result.then(
      (output) => {
        abandon();
        execution.output = JSON.stringify(output);
        end(execution, "SUCCEEDED");
      },
      (error: Error) => {
        abandon();
        if (error instanceof ExecutionAbortedError) return end(execution, "ABORTED");
        if (error instanceof ExecutionTimeoutError) return end(execution, "TIMED_OUT");
        const failure = (error.cause as Error | undefined) ?? error;
        execution.error = failure.name;
        execution.cause = failure.message;
        end(execution, "FAILED");
        onFailure(execution);
      },
    );
  };

  const machine = (arn: string): Machine => {
    const found = prepared.get(arn);
    if (!found) throw new ServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return found.machine;
  };
  const describe = (arn: string): Execution => {
    const found = executions.get(arn);
    if (!found) throw new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return found;
  };

  return {
    tokens,
    figures,
    machine,
    describe,
    all: () => executions.values(),
    start(machineArn, name, input) {
      const of = machine(machineArn);
      const arn = `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
      const same = executions.get(arn);
      if (same?.status === "RUNNING" && sameJson(same.input, input)) return same;
      if (same) throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
      const startedAt = Date.now();
      const blank = { transitions: 0, state: "", history: [], abort: () => {} };
      const execution: Execution = { arn, name, machine: of, input, startedAt, status: "RUNNING", ...blank };
      executions.set(arn, execution);
      byStatus.RUNNING += 1;
      run(execution);
      return execution;
    },
    stop(arn, error, cause) {
      const execution = describe(arn);
      if (execution.status !== "RUNNING") return execution;
      execution.error = error;
      execution.cause = cause;
      execution.abort();
      return execution;
    },
  };
}

interface Prepared {
  readonly machine: Machine;
  readonly interpreter: StateMachine;
  readonly tasks: PreparedDefinition["tasks"];
}

/** Validates a copy of the original definition, as a deployment would send it, because validation mutates it. */
function check({ definition }: Machine): void {
  new StateMachine(structuredClone(definition) as never);
}

function prepare(machine: Machine, speed: number): Prepared {
  const { definition, tasks } = prepareDefinition(machine.name, machine.definition, speed);
  return {
    machine,
    tasks,
    interpreter: new StateMachine(definition as never, { validationOptions: { noValidate: true } }),
  };
}

interface EngineEvent {
  readonly type: string;
  readonly timestamp: number;
  readonly state?: { readonly name: string; readonly type: string };
  readonly Error?: string;
}

async function follow(execution: Execution, events: AsyncIterable<EngineEvent>, figures: Executions["figures"]) {
  for await (const { type, timestamp, state, Error: error } of events) {
    if (type === "StateEntered") execution.state = state?.name ?? "";
    if (type === "StateEntered" || type === "StateRetried") {
      execution.transitions += 1;
      figures.transitions += 1;
    }
    const named = type.startsWith("State") && state ? `${state.type}${type}` : type;
    execution.history.push({ type: named, at: timestamp, state: state?.name, error });
    if (execution.history.length > EVENTS_KEPT) execution.history.shift();
  }
}

function sameJson(a: string, b: string): boolean {
  return a === b || JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
}
