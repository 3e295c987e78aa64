import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { sweepOnboardings } from "../../functions/sweep-onboardings/sweep-onboardings.ts";
import { begun, type Onboarding, reached } from "../../routing/onboarding/onboarding.ts";
import { aCustomer, day, wonAt } from "../build/a-customer.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, sfn, clock, woken } = useSteps(tables);
/** The executions that run. */
let running: string[] = [];
beforeEach(async () => {
  for (const { pk } of await tables.items("leads")) {
    await tables.onboardings.update(String(pk).slice(5), ({ dueAt: _, ...rest }) => rest);
  }
  running = [];
  sfn.on(StartExecutionCommand).callsFake(({ name }) => {
    running.push(name);
    return {};
  });
  sfn.on(DescribeExecutionCommand).callsFake(({ executionArn }: { executionArn: string }) => {
    if (running.some((name) => executionArn.endsWith(`:${name}`))) return { status: "RUNNING" };
    throw new ExecutionDoesNotExist({ message: "", $metadata: {} });
  });
});
let count = 0;
async function kept(customer: (id: string) => Onboarding): Promise<string> {
  count += 1;
  const id = `swept-${count}`;
  await tables.client.send(new TransactWriteCommand({ TransactItems: [tables.onboardings.put(customer(id)).write] }));
  return id;
}
const sweep = () => sweepOnboardings(deps());

describe("the sweep of onboardings", () => {
  it("starts the workflow of a lead that was won, once", async () => {
    const id = await kept((leadId) => begun(leadId, wonAt));
    expect(await sweep()).toMatchObject({ overdue: 1, started: 1 });
    expect(await sweep()).toMatchObject({ overdue: 0 });
    clock.now = day(1);
    expect(await sweep()).toMatchObject({ overdue: 1, started: 0 });
    expect(running).toEqual([`${id}-c1`]);
  });

  it("starts it again, under another name, where it broke, and looks later each time", async () => {
    const id = await kept((leadId) => begun(leadId, wonAt));
    const due: number[] = [];
    const started: string[] = [];
    for (const _ of [1, 2, 3]) {
      await sweep();
      started.push(...running);
      running = [];
      const { dueAt = "" } = await tables.onboardings.load(id);
      due.push((Date.parse(dueAt) - Date.parse(clock.now)) / 60_000);
      clock.now = new Date(Date.parse(dueAt) + 1).toISOString();
    }
    expect(started).toEqual([1, 2, 3].map((n) => `${id}-c${n}`));
    expect(due).toEqual([2, 4, 8]);
  });

  it("leaves alone what waits for a step that is not due", async () => {
    await kept((leadId) => aCustomer({ leadId, taskToken: "t", dueAt: day(3) }));
    expect(await sweep()).toMatchObject({ overdue: 0 });
  });

  it("completes the task of who logged a step while it could not be reached", async () => {
    const id = await kept((leadId) => ({
      ...(reached(aCustomer({ leadId, taskToken: "t", starts: 1 }), 0, "carla", wonAt) as Onboarding),
      dueAt: wonAt,
    }));
    expect(await sweep()).toMatchObject({ woken: 1, started: 0 });
    expect(woken()).toEqual([{ leadId: id, kind: "running" }]);
    sfn.on(SendTaskSuccessCommand).rejects(new TaskTimedOut({ message: "", $metadata: {} }));
    clock.now = day(1);
    expect(await sweep()).toMatchObject({ woken: 0, started: 1 });
    expect(running).toEqual([`${id}-c2`]);
  });

  it("lets one that fails keep no other from its turn", async () => {
    const id = await kept((leadId) => begun(leadId, wonAt));
    await kept((leadId) => begun(leadId, wonAt));
    sfn.on(StartExecutionCommand, { name: `${id}-c1` }).rejects(new Error("no network"));
    expect(await sweep()).toMatchObject({ overdue: 2, started: 1, failed: 1 });
  });

  it("is done by two at once without a second start", async () => {
    await kept((leadId) => begun(leadId, wonAt));
    const both = await Promise.all([sweep(), sweep()]);
    expect(both.reduce((sum, { started }) => sum + started, 0)).toBe(1);
    expect(running).toHaveLength(1);
  });
});
