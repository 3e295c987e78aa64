import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  InvalidOutput,
  InvalidToken,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type LocalRun, startLocal } from "../../local/run.ts";
import { createExecutions } from "../../local/step-functions/executions.ts";
import { freshFolder, toyAssembly } from "./fixtures/toy-assembly.ts";

const offer = "arn:aws:states:us-east-1:000000000000:stateMachine:offer";
const task = "arn:aws:states:us-east-1:000000000000:stateMachine:task";
const nothing = { error: "", key: "", times: 0, ms: 0 };

let run: LocalRun;
let sfn: SFNClient;
const stdErr = vi.spyOn(console, "error").mockImplementation(() => {});

beforeAll(async () => {
  run = await startLocal({ assembly: toyAssembly(), dataDir: freshFolder(), port: 0, speed: 600 });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  sfn = new SFNClient({ endpoint: run.endpoints.stepFunctions, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterAll(async () => {
  sfn.destroy();
  await run.stop();
  stdErr.mockRestore();
});

async function start(stateMachineArn: string, name: string, input: object): Promise<string> {
  const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
  return (await sfn.send(command)).executionArn as string;
}

const describeExecution = (executionArn: string) => sfn.send(new DescribeExecutionCommand({ executionArn }));

async function ended(executionArn: string) {
  return vi.waitUntil(
    async () => {
      const execution = await describeExecution(executionArn);
      return execution.status === "RUNNING" ? undefined : execution;
    },
    { timeout: 5000, interval: 20 },
  );
}

/** The task tokens that were mailed for an execution, once there are so many. */
async function tokens(execution: string, count = 1): Promise<string[]> {
  return vi.waitUntil(
    async () => {
      const { mails } = (await (await fetch(`${run.mailboxUrl}/api/mails?after=0`)).json()) as {
        mails: { subject: string; text: string }[];
      };
      const found = mails.filter((mail) => mail.subject === execution).map((mail) => mail.text);
      return found.length >= count ? found : undefined;
    },
    { timeout: 5000, interval: 20 },
  );
}

async function transitionsOf(execution: string): Promise<number | undefined> {
  const all = (await (await fetch(`${run.baseUrl}/_turno/executions`)).json()) as {
    name: string;
    transitions: number;
  }[];
  return all.find((each) => each.name === execution)?.transitions;
}

const succeed = (taskToken: string, output = "{}") => sfn.send(new SendTaskSuccessCommand({ taskToken, output }));

describe("an execution", () => {
  it("waits for its token and goes on with the answer", async () => {
    const arn = await start(offer, "answered", { to: "rep@example.com", waitSeconds: 100_000 });
    const [token = ""] = await tokens("answered");
    await succeed(token, '{"accepted":true}');
    const { status, output } = await ended(arn);
    expect([status, JSON.parse(output ?? "")]).toEqual([
      "SUCCEEDED",
      { to: "rep@example.com", waitSeconds: 100_000, answer: { accepted: true } },
    ]);
  });

  it("times out on Turno's clock by a path of its input, and waits again with a new token", async () => {
    const arn = await start(offer, "reminded", { to: "rep@example.com", waitSeconds: 60 });
    const [first = "", second = ""] = await tokens("reminded", 2);
    expect(second).not.toBe(first);
    await expect(succeed(first)).rejects.toThrow(TaskTimedOut);
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn: arn }));
    const at = events
      .filter((event) => event.type === "TaskStateEntered")
      .map((event) => event.timestamp?.getTime() ?? 0);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(60_000);
    await sfn.send(new StopExecutionCommand({ executionArn: arn }));
  });

  it("takes a failure by token, by the name that its sender gave", async () => {
    const arn = await start(offer, "failed-by-token", { to: "rep@example.com", waitSeconds: 100_000 });
    const [taskToken = ""] = await tokens("failed-by-token");
    await sfn.send(new SendTaskFailureCommand({ taskToken, error: "RepLeft", cause: "gone" }));
    expect(await ended(arn)).toMatchObject({ status: "FAILED", error: "RepLeft", cause: "gone" });
  });

  it("fails with the function's error when it throws before the token is answered", async () => {
    run.setFaults("toy:throw:1:LeadNotFound");
    const arn = await start(offer, "thrown-in-token-step", { to: "rep@example.com", waitSeconds: 100_000 });
    expect(await ended(arn)).toMatchObject({ status: "FAILED", error: "LeadNotFound" });
  });

  it("retries by an error's name, with waits on Turno's clock", async () => {
    const began = performance.now();
    const arn = await start(task, "retried", {
      ...nothing,
      do: "throw-until",
      error: "Busy",
      key: "retried",
      times: 2,
    });
    const { output } = await ended(arn);
    expect(JSON.parse(output ?? "")).toEqual({ tries: 3 });
    expect(performance.now() - began).toBeLessThan(4000);
    expect(await transitionsOf("retried")).toBe(4);
  });

  it("catches by an error's name, with Lambda's description as cause", async () => {
    const arn = await start(task, "caught", { ...nothing, do: "throw", error: "NobodyThere", times: 30 });
    const { status, output } = await ended(arn);
    const { caught } = JSON.parse(output ?? "") as { caught: { Error: string; Cause: string } };
    expect([status, caught.Error]).toEqual(["SUCCEEDED", "NobodyThere"]);
    expect(JSON.parse(caught.Cause)).toMatchObject({ errorType: "NobodyThere", errorMessage: "on purpose" });
  });

  it("fails with an error that nothing catches, and says so", async () => {
    const arn = await start(task, "uncaught", { ...nothing, do: "throw", error: "Surprise" });
    expect(await ended(arn)).toMatchObject({ status: "FAILED", error: "Surprise" });
    await vi.waitFor(() =>
      expect(stdErr).toHaveBeenCalledWith(expect.stringMatching(/^task uncaught failed: Surprise/)),
    );
  });

  it("lets a function take its real time, however fast the clock is", async () => {
    const arn = await start(task, "slow", { ...nothing, do: "sleep", ms: 300 });
    expect(await ended(arn)).toMatchObject({ status: "SUCCEEDED" });
  });

  it("can be stopped, and its token is void then", async () => {
    const executionArn = await start(offer, "stopped", { to: "rep@example.com", waitSeconds: 100_000 });
    const [token = ""] = await tokens("stopped");
    await sfn.send(new StopExecutionCommand({ executionArn, error: "Enough" }));
    expect(await ended(executionArn)).toMatchObject({ status: "ABORTED", error: "Enough" });
    await expect(succeed(token)).rejects.toThrow(TaskTimedOut);
  });
});

describe("the Step Functions API", () => {
  it("answers a repeated start of a running execution with the same one, and refuses any other of that name", async () => {
    const input = { to: "rep@example.com", waitSeconds: 100_000 };
    const arn = await start(offer, "same", input);
    expect(await start(offer, "same", input)).toBe(arn);
    await expect(start(offer, "same", { ...input, waitSeconds: 1 })).rejects.toThrow(ExecutionAlreadyExists);
    const [token = ""] = await tokens("same");
    await succeed(token);
    await ended(arn);
    await expect(start(offer, "same", input)).rejects.toThrow(ExecutionAlreadyExists);
  });

  it("starts one execution for a hundred starts at once", async () => {
    const input = { to: "rep@example.com", waitSeconds: 100_000 };
    const arns = await Promise.all(Array.from({ length: 100 }, () => start(offer, "once", input)));
    expect(new Set(arns).size).toBe(1);
    expect(await tokens("once")).toHaveLength(1);
  });

  it("refuses what does not exist by the SDK's own error classes", async () => {
    await expect(start(`${offer}-not`, "a", {})).rejects.toThrow(StateMachineDoesNotExist);
    await expect(describeExecution(`${offer}:nobody`)).rejects.toThrow(ExecutionDoesNotExist);
    await expect(succeed("no token")).rejects.toThrow(InvalidToken);
    const foreign = Buffer.from(JSON.stringify({ run: "another", execution: "arn:x", id: "1" })).toString("base64url");
    await expect(succeed(foreign)).rejects.toThrow(TaskDoesNotExist);
  });

  it("takes a token once, and an output only if it is JSON", async () => {
    const arn = await start(offer, "output", { to: "rep@example.com", waitSeconds: 100_000 });
    const [taskToken = ""] = await tokens("output");
    await expect(succeed(taskToken, "not json")).rejects.toThrow(InvalidOutput);
    await sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    await succeed(taskToken);
    await ended(arn);
    await expect(succeed(taskToken)).rejects.toThrow(TaskTimedOut);
  });

  it("lists executions by status, newest first, a page at a time", async () => {
    await start(offer, "listed-1", { to: "rep@example.com", waitSeconds: 100_000 });
    await start(offer, "listed-2", { to: "rep@example.com", waitSeconds: 100_000 });
    await tokens("listed-2");
    const list = (nextToken?: string) =>
      sfn.send(
        new ListExecutionsCommand({ stateMachineArn: offer, statusFilter: "RUNNING", maxResults: 1, nextToken }),
      );
    const first = await list();
    expect(first.executions?.map((each) => each.name)).toEqual(["listed-2"]);
    expect((await list(first.nextToken)).executions?.map((each) => each.name)).toEqual(["listed-1"]);
  });
});

describe("a function's fault", () => {
  it("can come after it ran, and the step runs again", async () => {
    run.setFaults("toy:throw-after:1:Busy");
    expect(await ended(await start(task, "after", { ...nothing, do: "hello" }))).toMatchObject({ status: "SUCCEEDED" });
    expect(await transitionsOf("after")).toBe(3);
  });

  it("can be that each invocation runs twice", async () => {
    run.setFaults("toy:twice");
    const arn = await start(offer, "twice", { to: "rep@example.com", waitSeconds: 100_000 });
    const both = await tokens("twice", 2);
    expect(new Set(both).size).toBe(1);
    run.setFaults("");
    await succeed(both[0] ?? "");
    expect(await ended(arn)).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("a definition", () => {
  const machines = [
    { name: "bad", arn: task, definition: { StartAt: "Nowhere", States: { End: { Type: "Succeed" } } } },
  ];
  const of = (checked: boolean) => () => createExecutions(machines, () => new Promise(() => {}), { speed: 1, checked });

  it("is refused that a deployment would refuse, unless all are known to be valid", () => {
    expect(of(false)).toThrow("State machine definition is invalid");
    expect(of(true)).not.toThrow();
  });
});
