import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { readBody } from "../http/request.ts";
import type { Execution, Executions, HistoryEvent } from "./executions.ts";
import { ServiceError, TaskError } from "./task-tokens.ts";

type Input = Readonly<Record<string, unknown>>;
type Operation = (executions: Executions, input: Input) => object;

const PAGE_SIZE = 100;

/** The implemented operations of the Step Functions API: those for executions and task tokens. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  StartExecution(executions, input) {
    const name = text(input, "name") ?? randomUUID();
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name)) {
      throw new ServiceError("InvalidName", `Invalid Name: '${name}'`);
    }
    const executionInput = json(text(input, "input") ?? "{}", "InvalidExecutionInput");
    const execution = executions.start(required(input, "stateMachineArn"), name, executionInput);
    return { executionArn: execution.arn, startDate: seconds(execution.startedAt) };
  },
  DescribeExecution(executions, input) {
    const execution = executions.describe(required(input, "executionArn"));
    const { output, error, cause } = execution;
    return { ...summary(execution), input: execution.input, output, error, cause };
  },
  StopExecution(executions, input) {
    executions.stop(required(input, "executionArn"), text(input, "error") ?? "", text(input, "cause") ?? "");
    return { stopDate: seconds(Date.now()) };
  },
  ListExecutions(executions, input) {
    const machine = executions.machine(required(input, "stateMachineArn"));
    const status = text(input, "statusFilter");
    const matching = [...executions.all()].filter(
      (each) => each.machine === machine && (status === undefined || each.status === status),
    );
    const size = Number(input.maxResults ?? 0) || PAGE_SIZE;
    const from = Number(text(input, "nextToken") ?? 0);
    const page = matching.reverse().slice(from, from + size);
    return {
      executions: page.map(summary),
      ...(from + size < matching.length ? { nextToken: String(from + size) } : {}),
    };
  },
  GetExecutionHistory(executions, input) {
    const events = executions.describe(required(input, "executionArn")).history.map(historyEvent);
    return { events: input.reverseOrder ? events.reverse() : events };
  },
  SendTaskSuccess({ tokens }, input) {
    const output = json(required(input, "output"), "InvalidOutput");
    tokens.take(required(input, "taskToken")).succeed(JSON.parse(output));
    return {};
  },
  SendTaskFailure({ tokens }, input) {
    const error = new TaskError(text(input, "error") ?? "States.TaskFailed", text(input, "cause") ?? "");
    tokens.take(required(input, "taskToken")).fail(error);
    return {};
  },
  SendTaskHeartbeat({ tokens }, input) {
    tokens.check(required(input, "taskToken"));
    return {};
  },
};

/** Creates a server for the SDK's Step Functions client (AWS JSON 1.0). */
export function createStepFunctionsServer(executions: Executions): Server {
  return createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() };
      response.writeHead(status, headers).end(JSON.stringify(body));
    };
    try {
      const name = String(request.headers["x-amz-target"]).replace("AWSStepFunctions.", "");
      const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
      if (!operation) throw new ServiceError("UnknownOperationException", `The local run does not know ${name}`);
      answer(200, operation(executions, JSON.parse(String(await readBody(request))) as Input));
    } catch (error) {
      if (error instanceof ServiceError) return answer(400, { __type: error.code, message: error.message });
      answer(500, { __type: "InternalServerError", message: String(error) });
    }
  });
}

function text(input: Input, key: string): string | undefined {
  const value = input[key];
  return typeof value === "string" ? value : undefined;
}

function required(input: Input, key: string): string {
  const value = text(input, key);
  if (value === undefined)
    throw new ServiceError("ValidationException", `1 validation error: '${key}' must not be null`);
  return value;
}

function json(value: string, code: string): string {
  try {
    JSON.parse(value);
  } catch {
    throw new ServiceError(code, "The value is not JSON");
  }
  return value;
}

function summary(execution: Execution): object {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    status: execution.status,
    startDate: seconds(execution.startedAt),
    ...(execution.stoppedAt ? { stopDate: seconds(execution.stoppedAt) } : {}),
  };
}

function historyEvent({ type, at, state, error }: HistoryEvent, index: number): object {
  const details = type.endsWith("StateEntered")
    ? { stateEnteredEventDetails: { name: state } }
    : type.endsWith("StateExited")
      ? { stateExitedEventDetails: { name: state } }
      : error === undefined
        ? {}
        : { [type === "ExecutionFailed" ? "executionFailedEventDetails" : "taskFailedEventDetails"]: { error } };
  const historyType = type === "TaskStateFailed" ? (error === "States.Timeout" ? "TaskTimedOut" : "TaskFailed") : type;
  return { id: index + 1, previousEventId: index, timestamp: seconds(at), type: historyType, ...details };
}

/** The protocol's timestamps are seconds since 1970. */
function seconds(ms: number): number {
  return ms / 1000;
}
