import { randomUUID } from "node:crypto";

/** An error that the Step Functions API answers with; `code` is the error's name in the SDK. */
export class ServiceError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** How a task waiting for its token ends. */
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
  /** A new token for the execution, not waited for yet. */
  mint(executionArn: string): string;
  wait(token: string, waiting: Waiting): void;
  forget(token: string): void;
  /** Takes a waited-for token out; throws the ServiceError with which Step Functions refuses any other. */
  take(token: string): Waiting;
  /** Throws like `take`, and leaves the token where it is. */
  check(token: string): void;
}

interface TokenContent {
  readonly run: string;
  readonly execution: string;
  readonly id: string;
}

/** Task tokens of this run. `isKnown` says whether this run has had an execution. */
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
