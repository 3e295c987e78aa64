import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalRun, startLocal } from "../../local/run.ts";
import { freshFolder, toyAssembly } from "./fixtures/toy-assembly.ts";

let run: LocalRun;
const dataDir = freshFolder();

beforeAll(async () => {
  run = await startLocal({ assembly: toyAssembly(), dataDir, port: 0, speed: 3600 });
});
afterAll(() => run.stop());

const invoke = async (event: object, name = "toy") => {
  const outcome = await run.invoke(name, event);
  return outcome.ok ? outcome.payload : outcome.error;
};

describe("a function", () => {
  it("answers what its handler returns, as JSON", async () => {
    expect(await invoke({ do: "hello", name: "Ana" })).toMatchObject({ hello: "Ana" });
    expect(await invoke({ do: "nothing" })).toBeNull();
  });

  it("is found by name, by ARN, and by the ARN of an alias", async () => {
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:toy";
    expect(await invoke({ do: "hello" }, arn)).toMatchObject({ call: expect.any(Number) });
    expect(await invoke({ do: "hello" }, `${arn}:live`)).toMatchObject({ call: expect.any(Number) });
    expect(await invoke({}, "nobody")).toMatchObject({ errorType: "Lambda.ResourceNotFoundException" });
  });

  it("fails in Lambda's shape, with the error's name", async () => {
    expect(await invoke({ do: "throw", error: "Contention", message: "try again" })).toMatchObject({
      errorType: "Contention",
      errorMessage: "try again",
      trace: expect.arrayContaining([expect.stringContaining("try again")]),
    });
  });

  it("is ended at its timeout, which is in real time, and works again after it", async () => {
    expect(await invoke({ do: "sleep", ms: 5000 }, "short")).toMatchObject({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/),
    });
    expect(await invoke({ do: "sleep", ms: 5 }, "short")).toEqual({ slept: 5, call: 1 });
  });

  it("is replaced after it ended its process, or left a rejection to nobody", async () => {
    expect(await invoke({ do: "exit" }, "scheduled")).toMatchObject({ errorType: "Runtime.ExitError" });
    expect(await invoke({ do: "reject" }, "scheduled")).toMatchObject({ errorMessage: "nobody waits for me" });
    expect(await invoke({ do: "hello" }, "scheduled")).toMatchObject({ call: 1 });
  });

  it("takes one invocation at a time in two workers, and the others wait", async () => {
    const sleepers = await Promise.all(Array.from({ length: 10 }, () => invoke({ do: "sleep", ms: 60 }, "scheduled")));
    const calls = sleepers.map((each) => (each as { call: number }).call);
    expect(calls.filter((call) => call === 1).length).toBeLessThanOrEqual(2);
    expect(Math.max(...calls)).toBeGreaterThanOrEqual(4);
  });

  it("finds Lambda's environment, and no way to the real AWS", async () => {
    const environment = (await invoke({ do: "environment" })) as Record<string, string>;
    expect(environment).toMatchObject({
      AWS_LAMBDA_FUNCTION_NAME: "toy",
      AWS_REGION: "us-east-1",
      LEADS_TABLE: "data-Leads",
      BASE_URL: run.baseUrl,
    });
    const endpoints = Object.entries(environment).filter(([name]) => name.startsWith("AWS_ENDPOINT_URL"));
    expect(endpoints).toHaveLength(6);
    for (const [, url] of endpoints) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(environment.HOME).toBeUndefined();
  });

  it("sees Turno's time, and its time left in real ms", async () => {
    const { now, parsed } = (await invoke({ do: "now" })) as { now: string; parsed: string };
    expect(Math.abs(Date.parse(now) - run.now())).toBeLessThan(3600 * 500);
    expect(Date.parse(now)).toBeGreaterThan(Date.now() + 60_000);
    expect(parsed).toBe("2020-01-01T00:00:00.000Z");
    const { ms } = (await invoke({ do: "remaining" })) as { ms: number };
    expect(ms).toBeGreaterThan(9000);
    expect(ms).toBeLessThanOrEqual(10_000);
  });

  it("works with the SDK hours ahead of the real time, and its capacity units are counted", async () => {
    expect(await invoke({ do: "put", key: "LEAD#1", value: "ahead" })).toBe("ahead");
    const { byFunction, readUnits, writeUnits } = (await run.status()).dynamo;
    expect(byFunction.toy).toEqual({
      PutItem: { calls: 1, readUnits: 0, writeUnits: 1, refusedWrites: 0 },
      GetItem: { calls: 1, readUnits: 0.5, writeUnits: 0, refusedWrites: 0 },
    });
    expect([readUnits, writeUnits]).toEqual([0.5, 1]);
  });

  it("can be made to crash in the middle, once", async () => {
    run.setFaults("toy:crash:1");
    expect(await invoke({ do: "sleep", ms: 20 })).toMatchObject({ errorType: "Runtime.ExitError" });
    expect(await invoke({ do: "sleep", ms: 20 })).toMatchObject({ slept: 20 });
  });
});

describe("the role of a function", () => {
  it.each([
    [
      "another table",
      { do: "get", key: "a", sk: "b", table: "data-Others" },
      /dynamodb:GetItem on \S+:table\/data-Others/,
    ],
    ["a mail of another sender", { do: "mail", to: "ana@a.example", from: "b@b.example" }, /ses:SendEmail on \S+b@b/],
  ])("does not let it use %s", async (_, event, what) => {
    expect(await invoke(event)).toMatchObject({ errorType: "AccessDeniedException" });
    expect((await run.status()).refused.at(-1)).toMatch(what);
    expect((await run.status()).refused.at(-1)).toMatch(/^toy: /);
  });
});

describe("a function that hears of a table", () => {
  it("is told of each change in its order, and again while it fails", async () => {
    const heard = async (value: string) =>
      (await run.invoke("toy", { do: "get", key: `heard ${value}`, sk: "heard" })) as { payload?: unknown };
    for (const value of ["first", "fail once", "last"]) await invoke({ do: "put", key: `told ${value}`, value });
    await expect.poll(async () => (await heard("last")).payload, { timeout: 20_000 }).toBe("last");
    expect((await heard("fail once")).payload).toBe("fail once");
  });
});

it("ends what runs when the run is stopped, and begins nothing more", async () => {
  const other = await startLocal({ assembly: toyAssembly(), dataDir: freshFolder(), port: 0 });
  await other.invoke("toy", { do: "hello" });
  const running = other.invoke("toy", { do: "sleep", ms: 300 });
  await other.stop();
  expect(await running).toMatchObject({ ok: true, payload: { slept: 300 } });
  expect(await other.invoke("toy", { do: "hello" })).toMatchObject({ ok: false });
});

describe("a schedule", () => {
  it("runs at the start, and then at its rate on Turno's clock", async () => {
    const first = (await run.status()).mails;
    expect(first).toBeGreaterThanOrEqual(1);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect((await run.status()).mails).toBeGreaterThan(first);
  });
});
