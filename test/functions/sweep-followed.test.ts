import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { beforeEach, describe, expect, it } from "vitest";
import { sweepLeads } from "../../functions/sweep-leads/sweep-leads.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aFollowedLead } from "../build/a-followed-lead.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, sfn, clock } = useSteps(tables);

function executions(status: "RUNNING" | "none") {
  sfn.on(StartExecutionCommand).resolves({});
  if (status === "none")
    sfn.on(DescribeExecutionCommand).rejects(Object.assign(new Error(), { name: "ExecutionDoesNotExist" }));
  else sfn.on(DescribeExecutionCommand).resolves({ status });
}
const started = () => sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input.name);
const keep = (lead: Lead) =>
  tables.leads.create({ ...lead, facts: { ...lead.facts, email: `${lead.id}@x.example` } }, undefined);

describe("sweep leads that are followed", () => {
  const followed = (id: string, changes: Partial<Lead> = {}) => {
    const { policyVersion: _, ...lead } = aFollowedLead();
    return { ...lead, id, dueAt: "2026-11-02T15:32:00.000Z", ...changes };
  };
  const late = () => {
    clock.now = "2026-11-02T15:33:00.000Z";
  };
  beforeEach(() => tables.open(roster));

  it("starts the following of an owner again, by its own name and with what is next, once", async () => {
    executions("none");
    await keep(followed("unfollowed", { ownedBefore: 1 }));
    late();
    expect(await sweepLeads(deps())).toMatchObject({ overdue: 1, restarted: 1 });
    expect(await sweepLeads(deps())).toMatchObject({ overdue: 0, restarted: 0 });
    const [start] = sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);
    expect(start).toMatchObject({ stateMachineArn: expect.stringContaining(":follow-lead"), name: "unfollowed-f1-r1" });
    expect(JSON.parse(start?.input ?? "")).toEqual({ leadId: "unfollowed", ownedBefore: 1, kind: "due" });
    expect(await tables.leads.load("unfollowed")).toMatchObject({ restarts: 0, follow: { restarts: 1 } });
  });

  it("starts none beside one that runs, and looks again when the next thing is due", async () => {
    executions("RUNNING");
    await keep(followed("runs"));
    const moved = followed("moved");
    await keep({
      ...moved,
      status: "contacted",
      follow: { ...moved.follow, contactedAt: clock.now } as Lead["follow"],
    });
    late();
    await sweepLeads(deps());
    expect(started()).toEqual([]);
    expect((await tables.leads.load("runs")).dueAt).toBe("2026-11-02T15:36:00.000Z");
    expect((await tables.leads.load("moved")).dueAt).toBe("2026-11-09T15:02:00.000Z");
  });
});
