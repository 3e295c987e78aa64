import type { LambdaError } from "../functions/function-workers.ts";
import { type TaskCall, TIMEOUT_KEY } from "./definition.ts";
import { TaskError, type TaskTokens } from "./task-tokens.ts";

/** Runs a function by name or ARN. */
export type Invoke<Result> = (functionArn: string, payload: unknown) => Promise<Result>;

type Result = { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly error: LambdaError };

interface RunningExecution {
  readonly arn: string;
  readonly name: string;
  readonly machine: { readonly arn: string; readonly name: string };
}

/**
 * Returns the interpreter's handlers for the Task states of one execution, and the context object from which the
 * definition reads its token.
 *
 * Reading `$$.Task.Token` creates a token. The handler, called in the same turn of the event loop, waits for it.
 */
export function taskHandlers(
  execution: RunningExecution,
  tasks: ReadonlyMap<string, TaskCall>,
  tokens: TaskTokens,
  invoke: Invoke<Result>,
) {
  let minted: string | undefined;
  let abandoned = false;
  const open = new Set<string>();

  const run = async (call: TaskCall, input: TaskInput): Promise<unknown> => {
    if (call.kind === "function") return payloadOf(await invoke(call.resource, input));
    const payload = payloadOf(await invoke(input.FunctionName, input.Payload));
    return { ExecutedVersion: "$LATEST", Payload: payload, StatusCode: 200 };
  };

  const runAndWait = (input: TaskInput): Promise<unknown> => {
    const token = minted ?? tokens.mint(execution.arn);
    minted = undefined;
    open.add(token);
    const seconds = input[TIMEOUT_KEY];
    // Set before the interpreter's timer of the same length, so that it fires first and no answer is accepted for a
    // task that is about to time out.
    const expiry = typeof seconds === "number" ? setTimeout(() => close(), seconds * 1000) : undefined;
    const close = () => {
      clearTimeout(expiry);
      tokens.forget(token);
      open.delete(token);
    };
    return new Promise((resolve, reject) => {
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T) => {
          close();
          end(value);
        };
      tokens.wait(token, { succeed: settle(resolve), fail: settle(reject) });
      // Only the token ends the task, unless the function fails first.
      void invoke(input.FunctionName, input.Payload).then((result) => {
        if (!result.ok && open.has(token)) settle(reject)(errorOf(result.error));
      });
    });
  };

  const handler = (call: TaskCall) => (input: unknown) => {
    if (abandoned) throw new TaskError("States.TaskFailed", "The execution was stopped");
    const running =
      call.kind === "invoke-and-wait-for-token" ? runAndWait(input as TaskInput) : run(call, input as TaskInput);
    // The interpreter drops a task whose timeout is not a number; its later failure must not be an unhandled rejection.
    running.catch(() => {});
    return running;
  };

  const task = {
    get Token() {
      minted ??= tokens.mint(execution.arn);
      return minted;
    },
  };
  return {
    handlers: Object.fromEntries([...tasks].map(([name, call]) => [name, handler(call)])) as Record<string, never>,
    context: {
      Execution: { Id: execution.arn, Name: execution.name },
      StateMachine: { Id: execution.machine.arn, Name: execution.machine.name },
      Task: task,
    },
    abandon() {
      abandoned = true;
      for (const token of open) tokens.forget(token);
    },
  };
}

interface TaskInput {
  readonly FunctionName: string;
  readonly Payload: unknown;
  readonly [TIMEOUT_KEY]?: unknown;
}

function payloadOf(result: Result): unknown {
  if (!result.ok) throw errorOf(result.error);
  return result.payload;
}

function errorOf(error: LambdaError): TaskError {
  return new TaskError(error.errorType, JSON.stringify(error));
}
