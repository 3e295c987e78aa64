import { DescribeExecutionCommand, SendTaskSuccessCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { sweepLeads } from "../../functions/sweep-leads/sweep-leads.ts";
import { nextDeadline } from "../../routing/lead/workflow-state.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, sfn, clock } = useSteps(tables);
const overdue = "2026-11-02T15:00:00.000Z";

function executions(status: "RUNNING" | "FAILED" | "none") {
  sfn.on(StartExecutionCommand).resolves({});
  if (status === "none")
    sfn.on(DescribeExecutionCommand).rejects(Object.assign(new Error(), { name: "ExecutionDoesNotExist" }));
  else sfn.on(DescribeExecutionCommand).resolves({ status });
}
const started = () => sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input.name);
const keep = (lead: ReturnType<typeof aLead>) =>
  tables.leads.create({ ...lead, facts: { ...lead.facts, email: `${lead.id}@x.example` } }, undefined);

describe("sweep leads", () => {
  it("starts the workflow of an overdue lead that has none, once", async () => {
    executions("none");
    await keep(aLead({ id: "lost", dueAt: overdue }));
    expect(await sweepLeads(deps())).toEqual({ overdue: 1, woken: 0, restarted: 1, failed: 0, left: 0 });
    expect(await sweepLeads(deps())).toEqual({ overdue: 0, woken: 0, restarted: 0, failed: 0, left: 0 });
    expect(started()).toEqual(["lost-r1"]);
  });

  it("starts it again at growing intervals while it keeps failing", async () => {
    executions("FAILED");
    await keep(aLead({ id: "failing", dueAt: overdue }));
    const times: string[] = [];
    for (let n = 0; n < 3; n++) {
      await sweepLeads(deps());
      clock.now = (await tables.leads.load("failing")).dueAt ?? "";
      times.push(clock.now);
      clock.now = new Date(Date.parse(clock.now) + 1000).toISOString();
    }
    expect(started().filter((name) => name?.startsWith("failing"))).toEqual(["failing-r1", "failing-r2", "failing-r3"]);
    const waits = times.map((time, n) => Date.parse(time) - Date.parse(times[n - 1] ?? "2026-11-02T15:00:20.000Z"));
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
  });

  it("starts no second workflow beside one that runs", async () => {
    executions("RUNNING");
    await keep(anOfferedLead({ id: "running", dueAt: overdue }));
    clock.now = "2026-11-02T15:00:30.000Z";
    await sweepLeads(deps());
    expect(started()).toEqual([]);
    expect((await tables.leads.load("running")).dueAt).toBe("2026-11-02T15:02:30.000Z");
  });

  it("checks a lead whose workflow is slow at growing intervals, at most a quarter of an hour", async () => {
    executions("RUNNING");
    const late = anOfferedLead({ id: "slow" });
    const [offer] = late.offers;
    if (!offer) throw new Error("the lead has no offer");
    const deadline = Date.parse(nextDeadline(offer));
    await keep({ ...late, dueAt: new Date(deadline + 120_000).toISOString() });
    const looks: number[] = [];
    for (let n = 0; n < 6; n++) {
      clock.now = new Date(Date.parse((await tables.leads.load("slow")).dueAt ?? "") + 1).toISOString();
      looks.push(Math.round((Date.parse(clock.now) - deadline) / 60_000));
      await sweepLeads(deps());
    }
    expect(looks).toEqual([2, 4, 8, 16, 32, 48]);
  });

  it("wakes a task that still waits for an answer that was given", async () => {
    executions("RUNNING");
    await keep(aLead({ id: "answered", status: "accepted", ownerId: "ana", taskToken: "token", dueAt: overdue }));
    expect(await sweepLeads(deps())).toMatchObject({ woken: 1, restarted: 0 });
    expect(sfn.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: "token",
      output: JSON.stringify({ leadId: "answered", kind: "accepted" }),
    });
  });

  it("starts the workflow when the task that waited is gone", async () => {
    executions("none");
    sfn.on(SendTaskSuccessCommand).rejects(Object.assign(new Error(), { name: "TaskTimedOut" }));
    await keep(aLead({ id: "gone", status: "accepted", ownerId: "ana", taskToken: "token", dueAt: overdue }));
    expect(await sweepLeads(deps())).toMatchObject({ woken: 0, restarted: 1 });
  });

  it("works on several at once, stops when its time is over, and leaves nobody out in the end", async () => {
    executions("none");
    const ids = Array.from({ length: 20 }, (_, n) => `late-${String(n).padStart(2, "0")}`);
    for (const [n, id] of ids.entries()) {
      await keep(aLead({ id, dueAt: new Date(Date.parse(overdue) - (20 - n) * 1000).toISOString() }));
    }
    let [now, most, times] = [0, 0, 0];
    const isRunning = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return false;
    };
    const sweep = { ...deps(), executions: { isRunning, start: deps().executions.start.bind(deps().executions) } };
    expect(await sweepLeads({ ...sweep, hasTime: () => ++times <= 12 })).toMatchObject({ restarted: 12, left: 8 });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
    // Those that had waited longest came first.
    expect(started().sort()).toEqual(ids.slice(0, 12).map((id) => `${id}-r1`));
    expect(await sweepLeads(sweep)).toMatchObject({ overdue: 8, restarted: 8, left: 0 });
    expect(started().sort()).toEqual(ids.map((id) => `${id}-r1`));
  });

  it("continues past a lead that cannot be read, and says how many there were", async () => {
    executions("none");
    const ids = Array.from({ length: 8 }, (_, n) => `stuck-${n}`);
    for (const id of ["broken", ...ids]) await keep(aLead({ id, dueAt: id === "broken" ? "2026-11-01" : overdue }));
    await tables.client.send(
      new UpdateCommand({
        TableName: "leads",
        Key: { pk: "LEAD#broken", sk: "LEAD" },
        UpdateExpression: "SET facts = :bad",
        ExpressionAttributeValues: { ":bad": "no facts" },
      }),
    );
    expect(await sweepLeads(deps())).toEqual({ overdue: 9, woken: 0, restarted: 8, failed: 1, left: 0 });
    await tables.client.send(new DeleteCommand({ TableName: "leads", Key: { pk: "LEAD#broken", sk: "LEAD" } }));
  });
});
