import { SendTaskHeartbeatCommand, TaskTimedOut } from "@aws-sdk/client-sfn";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { awaitMilestone } from "../../functions/await-milestone/await-milestone.ts";
import { followUp } from "../../functions/follow-up/follow-up.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aCustomer, day } from "../build/a-customer.ts";
import { aFollowedLead, monday } from "../build/a-followed-lead.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, sfn, clock } = useSteps(tables);
beforeEach(() => {
  clock.now = monday;
  const message = "Task Timed Out: 'Provided task does not exist anymore'";
  sfn.on(SendTaskHeartbeatCommand, { taskToken: "late" }).rejects(new TaskTimedOut({ message, $metadata: {} }));
  return tables.open(roster);
});

/** Keeps a lead of a person of its own. */
const create = (lead: Lead) =>
  tables.leads.create({ ...lead, facts: { ...lead.facts, email: `${lead.id}@florarosa.example` } }, undefined);

/** Each task that waits: how what it waits for is kept, the function that runs with its token, and the token that is kept. */
const tasks = {
  "for an answer": {
    keep: (id: string) => create(anOfferedLead({ id })),
    hold: (leadId: string, token: string) => offerLead({ leadId, token }, deps()),
    kept: async (id: string) => (await tables.leads.load(id)).taskToken,
  },
  "for somebody to be available": {
    keep: (id: string) => create(anOfferedLead({ id, status: "waiting", offers: [] })),
    hold: (leadId: string, token: string) => holdLead({ leadId, token, waitSeconds: 3600 }, deps()),
    kept: async (id: string) => (await tables.leads.load(id)).taskToken,
  },
  "for the owner": {
    keep: (id: string) => create({ ...aFollowedLead(), id }),
    hold: (leadId: string, token: string) => followUp({ leadId, ownedBefore: 0, token }, deps()),
    kept: async (id: string) => (await tables.leads.load(id)).follow?.taskToken,
  },
  "for a customer's next step": {
    keep: (leadId: string) => {
      const { write } = tables.onboardings.put(aCustomer({ leadId, rev: 0 }));
      clock.now = day(1);
      return tables.client.send(new TransactWriteCommand({ TransactItems: [write] }));
    },
    hold: (leadId: string, token: string) => awaitMilestone({ leadId, token }, deps()),
    kept: async (id: string) => (await tables.onboardings.load(id)).taskToken,
  },
};

describe.each(Object.entries(tasks))("the function of a task that waits %s", (name, { keep, hold, kept }) => {
  const id = `late ${name}`.replaceAll(/\W/g, "-");

  it("keeps the token of the next task, but not one that timed out before it ran", async () => {
    await keep(id);
    await hold(id, "first");
    expect(await kept(id)).toBe("first");
    await hold(id, "second");
    expect(await kept(id)).toBe("second");
    await hold(id, "late");
    expect(await kept(id)).toBe("second");
  });
});
