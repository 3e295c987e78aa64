import {
  DescribeExecutionCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";

/** The errors of Step Functions for a token that was used, has timed out or belongs to an execution that is gone. */
const spentToken = ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"];

const named = (error: unknown, names: string[]): boolean => error instanceof Error && names.includes(error.name);

/** The executions of one state machine, known by its ARN. */
export class Executions {
  readonly #client: SFNClient;
  readonly #arn: string;

  constructor(client: SFNClient, arn: string) {
    this.#client = client;
    this.#arn = arn;
  }

  /** Starts an execution for a lead, with what else it needs to know. The same name twice is one execution. */
  async start(leadId: string, name: string, more: object = {}): Promise<void> {
    try {
      await this.#client.send(
        new StartExecutionCommand({ stateMachineArn: this.#arn, name, input: JSON.stringify({ leadId, ...more }) }),
      );
    } catch (error) {
      if (!named(error, ["ExecutionAlreadyExists"])) throw error;
    }
  }

  /** Whether an execution of this name is under way. */
  async isRunning(name: string): Promise<boolean> {
    const executionArn = `${this.#arn.replace(":stateMachine:", ":execution:")}:${name}`;
    try {
      const { status } = await this.#client.send(new DescribeExecutionCommand({ executionArn }));
      return status === "RUNNING";
    } catch (error) {
      if (named(error, ["ExecutionDoesNotExist"])) return false;
      throw error;
    }
  }
}

/** The tasks that wait with a token, of whichever state machine: the token alone says which task it is. */
export class WaitingTasks {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  /**
   * Completes the task that waits with this token. Returns false when no task waits with it any more, which is
   * harmless: the workflow reads the lead before it acts.
   */
  async wake(token: string, output: { leadId: string; kind: string }): Promise<boolean> {
    try {
      await this.#client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
      return true;
    } catch (error) {
      if (named(error, spentToken)) return false;
      throw error;
    }
  }

  /**
   * Whether a task's token may be kept in place of `kept`. A function that was slow to start may run when its own task has
   * timed out and the next one's token is kept already; nobody could wake the workflow any more if that were overwritten.
   * Asked within the update that keeps it, so that a token which comes in between is a conflict.
   */
  async mayReplace(kept: string | undefined, token: string): Promise<boolean> {
    if (kept === undefined || kept === token) return true;
    try {
      await this.#client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
      return true;
    } catch (error) {
      if (named(error, spentToken)) return false;
      throw error;
    }
  }
}
