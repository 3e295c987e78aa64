import { randomUUID } from "node:crypto";

/** An error response of the Step Functions API; `code` is the error's name in the SDK. */
export class ServiceError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The callbacks that end a task which waits for its token. */
interface Waiting {
  succeed(output: unknown): void;
  fail(error: Error): void;
}

/** An error that `Retry` and `Catch` match by its name; its message becomes the `Cause`. */
export class TaskError extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

export interface TaskTokens {
  /** Creates a token for the execution, before its task waits for it. */
  mint(executionArn: string): string;
  wait(token: string, waiting: Waiting): void;
  forget(token: string): void;
  /** Removes and returns the task that waits for a token; throws Step Functions' ServiceError for any other token. */
  take(token: string): Waiting;
  /** Throws like `take`, but keeps the token. */
  check(token: string): void;
}

interface TokenContent {
  readonly run: string;
  readonly execution: string;
  readonly id: string;
}

/** Creates the store of this run's task tokens. `isKnown` tells whether an execution belongs to this run. */
export function createTaskTokens(isKnown: (executionArn: string) => boolean): TaskTokens {
  const run = randomUUID();
  const waitingFor = new Map<string, Waiting>();

  const check = (token: string): Waiting => {
    const waiting = waitingFor.get(token);
    if (waiting) return waiting;
    const content = read(token);
    if (!content) throw new ServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
    if (content.run !== run || !isKnown(content.execution)) {
      throw new ServiceError("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist anymore'");
    }
    throw new ServiceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  };

  return {
    mint(execution) {
      const content: TokenContent = { run, execution, id: randomUUID() };
      return Buffer.from(JSON.stringify(content)).toString("base64url");
    },
    wait: (token, waiting) => waitingFor.set(token, waiting),
    forget: (token) => waitingFor.delete(token),
    take(token) {
      const waiting = check(token);
      waitingFor.delete(token);
      return waiting;
    },
    check,
  };
}

function read(token: string): TokenContent | undefined {
  try {
    const content = JSON.parse(Buffer.from(token, "base64url").toString()) as TokenContent;
    return typeof content.execution === "string" && typeof content.run === "string" ? content : undefined;
  } catch {
    return undefined;
  }
}
